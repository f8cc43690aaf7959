/** What the invented carmaker builds. Prices are the recommended retail price in fen. */

export type BrandCode = 'HL' | 'XC'

export interface Brand {
  code: BrandCode
  name: string
  /** World manufacturer identifier; both are invented and assigned to nobody. */
  wmi: string
  site: string
}

export interface Series {
  brand: BrandCode
  name: string
  slug: string
  segment: string
  weight: number
}

export interface Variant {
  brand: BrandCode
  series: string
  seriesIndex: number
  model: string
  variant: string
  segment: string
  energy: 'petrol' | 'hybrid' | 'plug-in hybrid' | 'range extender' | 'electric'
  priceFen: number
  weight: number
}

export interface Option {
  series: string
  name: string
  priceFen: number
}

export const CARMAKER = { code: 'RING', name: '环路汽车' } as const

export const BRANDS: readonly Brand[] = [
  { code: 'HL', name: '环路', wmi: 'LRH', site: 'https://www.huanlu.example' },
  { code: 'XC', name: '星程', wmi: 'LXC', site: 'https://www.xingcheng.example' },
]

export const SERIES: readonly Series[] = [
  { brand: 'HL', name: '青舟', slug: 'qingzhou', segment: 'A0', weight: 9 },
  { brand: 'HL', name: '云衡', slug: 'yunheng', segment: 'A', weight: 24 },
  { brand: 'HL', name: '望川', slug: 'wangchuan', segment: 'B', weight: 15 },
  { brand: 'HL', name: '越岭', slug: 'yueling', segment: 'SUV', weight: 26 },
  { brand: 'HL', name: '越岭 L', slug: 'yueling-l', segment: 'SUV', weight: 18 },
  { brand: 'HL', name: '拾光', slug: 'shiguang', segment: 'MPV', weight: 8 },
  { brand: 'XC', name: 'N3', slug: 'n3', segment: 'A0', weight: 22 },
  { brand: 'XC', name: 'N5', slug: 'n5', segment: 'A', weight: 30 },
  { brand: 'XC', name: 'N7', slug: 'n7', segment: 'B', weight: 32 },
  { brand: 'XC', name: 'N9', slug: 'n9', segment: 'SUV', weight: 16 },
]

type Trim = readonly [name: string, energy: Variant['energy'], priceYuan: number, weight: number]

const TRIMS: Readonly<Record<string, readonly Trim[]>> = {
  青舟: [
    ['1.5L 舒适', 'petrol', 69800, 3],
    ['1.5L 豪华', 'petrol', 78800, 4],
    ['1.5L 尊享', 'petrol', 86800, 2],
  ],
  云衡: [
    ['1.5L 舒适', 'petrol', 108800, 3],
    ['1.5T 豪华', 'petrol', 148800, 4],
    ['1.5T 尊享', 'petrol', 168800, 3],
    ['混动 尊享', 'hybrid', 178800, 3],
  ],
  望川: [
    ['1.5T 豪华', 'petrol', 179800, 3],
    ['2.0T 豪华', 'petrol', 199800, 4],
    ['2.0T 尊享', 'petrol', 226800, 3],
  ],
  越岭: [
    ['1.5T 两驱', 'petrol', 149800, 4],
    ['2.0T 两驱', 'petrol', 173800, 4],
    ['2.0T 四驱', 'petrol', 196800, 2],
  ],
  '越岭 L': [
    ['两驱', 'petrol', 209800, 3],
    ['四驱', 'petrol', 229800, 4],
    ['插混 四驱', 'plug-in hybrid', 249800, 3],
  ],
  拾光: [
    ['舒适', 'petrol', 239800, 3],
    ['插混 尊享', 'plug-in hybrid', 289800, 2],
  ],
  N3: [
    ['标准续航', 'electric', 119800, 3],
    ['长续航', 'electric', 135800, 2],
  ],
  N5: [
    ['标准续航', 'electric', 159800, 3],
    ['长续航', 'electric', 179800, 3],
    ['增程', 'range extender', 169800, 3],
  ],
  N7: [
    ['标准续航', 'electric', 209800, 3],
    ['长续航', 'electric', 236800, 4],
    ['四驱性能', 'electric', 269800, 2],
  ],
  N9: [
    ['增程 六座', 'range extender', 329800, 3],
    ['四驱旗舰', 'electric', 369800, 2],
  ],
}

export const VARIANTS: readonly Variant[] = SERIES.flatMap((series, seriesIndex) =>
  (TRIMS[series.name] ?? []).map(([name, energy, priceYuan, weight]) => {
    const label = series.brand === 'XC' ? `星程 ${series.name}` : series.name
    return {
      brand: series.brand,
      series: series.name,
      seriesIndex,
      model: `${label} 2026款`,
      variant: `${label} ${name}`,
      segment: series.segment,
      energy,
      priceFen: priceYuan * 100,
      weight: series.weight * weight,
    }
  }),
)

const PACKS: readonly (readonly [name: string, priceYuan: number])[] = [
  ['珍珠白车漆', 3000],
  ['全景天幕', 6800],
  ['智驾辅助包', 12800],
  ['冬季舒适包', 4200],
  ['20 英寸轮毂', 5600],
  ['高级音响', 7800],
  ['拖挂钩', 2600],
  ['家用充电桩', 4999],
]

/** Small cars are not offered the tow hook; charging points only where there is a plug. */
export const OPTIONS: readonly Option[] = SERIES.flatMap((series) =>
  PACKS.filter(([name]) => name !== '拖挂钩' || series.segment === 'SUV')
    .filter(([name]) => name !== '家用充电桩' || hasPlug(series.name))
    .map(([name, priceYuan]) => ({ series: series.name, name, priceFen: priceYuan * 100 })),
)

function hasPlug(series: string): boolean {
  return VARIANTS.some((variant) => variant.series === series && isNewEnergy(variant))
}

/** Green plate: everything that can be charged; a plain hybrid keeps the blue one. */
export function isNewEnergy(variant: Variant): boolean {
  return variant.energy !== 'petrol' && variant.energy !== 'hybrid'
}

export function brandOf(code: BrandCode): Brand {
  return BRANDS.find((brand) => brand.code === code) as Brand
}
