/** The network as a tree: carmaker > brand > region > area (province) > dealer > showroom and service station. */

import { BRANDS, type BrandCode, brandOf, CARMAKER } from './catalogue.ts'
import { type City, REGIONS } from './cities.ts'
import type { Dealer } from './network.ts'

export interface NetworkRow {
  code: string
  name: string
  kind: 'carmaker' | 'brand' | 'region' | 'area' | 'dealer' | 'showroom' | 'service_station'
  parentCode: string
  brandCodes: string
  dealer?: Dealer
}

export function regionCode(brand: BrandCode, regionIndex: number): string {
  return `${brand}-${REGIONS[regionIndex]?.code}`
}

/** Every unit of the tree, parents before children; regions and areas without a dealer are not drawn. */
export function networkRows(dealers: readonly Dealer[], cities: readonly City[]): NetworkRow[] {
  const rows: NetworkRow[] = [
    { code: CARMAKER.code, name: CARMAKER.name, kind: 'carmaker', parentCode: '', brandCodes: 'HL;XC' },
  ]
  for (const brand of BRANDS) {
    rows.push({
      code: brand.code,
      name: brand.name,
      kind: 'brand',
      parentCode: CARMAKER.code,
      brandCodes: brand.code,
    })
    const own = dealers.filter((dealer) => dealer.brands[0] === brand.code)
    REGIONS.forEach((region, regionIndex) => {
      const inRegion = own.filter((dealer) => cities[dealer.cityIndex]?.regionIndex === regionIndex)
      // A dual dealer hangs under its first brand only, yet the second brand's campaigns still name the region.
      const served = dealers.some(
        (dealer) =>
          dealer.brands.includes(brand.code) && cities[dealer.cityIndex]?.regionIndex === regionIndex,
      )
      if (!served) return
      const code = regionCode(brand.code, regionIndex)
      rows.push({
        code,
        name: brand.name + region.name,
        kind: 'region',
        parentCode: brand.code,
        brandCodes: brand.code,
      })
      const provinces = new Map<string, Dealer[]>()
      for (const dealer of inRegion) {
        const province = (cities[dealer.cityIndex] as City).provinceCode
        provinces.set(province, [...(provinces.get(province) ?? []), dealer])
      }
      for (const [province, members] of provinces) pushArea(rows, brand.code, province, code, members, cities)
    })
  }
  return rows
}

function pushArea(
  rows: NetworkRow[],
  brand: BrandCode,
  province: string,
  parentCode: string,
  members: readonly Dealer[],
  cities: readonly City[],
): void {
  const code = `${brand}-${province}`
  const name = `${brandOf(brand).name}${(cities[members[0]?.cityIndex ?? 0] as City).provinceName}`
  rows.push({ code, name, kind: 'area', parentCode, brandCodes: brand })
  for (const dealer of members) {
    const brandCodes = dealer.brands.join(';')
    rows.push({ code: dealer.code, name: dealer.name, kind: 'dealer', parentCode: code, brandCodes, dealer })
    const inside = { parentCode: dealer.code, brandCodes, dealer }
    rows.push({ code: `${dealer.code}-S`, name: `${dealer.name}展厅`, kind: 'showroom', ...inside })
    rows.push({ code: `${dealer.code}-W`, name: `${dealer.name}服务站`, kind: 'service_station', ...inside })
  }
}
