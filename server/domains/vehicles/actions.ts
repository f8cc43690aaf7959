import type { Ctx } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/ids.ts'
import { learnIdentifiers } from '../customers/index.ts'
import { allBrands, allOptions, allSeries, allVariants, type CatalogueRow, upsertCatalogue } from './queries/catalogue.ts'
import { keepCars } from './queries/cars.ts'
import { type CatalogueBrand, type CatalogueSeries, type Interest, readInterest } from './rules.ts'

export type Catalogue = {
  brands: CatalogueBrand[]
  series: CatalogueSeries[]
  /** Tolerant of spacing, brand before the series, codes and beginnings; nulls where it is not certain. */
  findInterest(brandText?: string | null, seriesText?: string | null, variantText?: string | null): Interest
}

const keepMs = 10_000
const caches = new WeakMap<object, { at: number; catalogue: Promise<Catalogue> }>()

/** The whole catalogue, read at most every ten seconds by a process; an import's rows are matched in memory. */
export function catalogue(ctx: Ctx): Promise<Catalogue> {
  const cached = caches.get(ctx.services)
  const age = cached ? ctx.now.getTime() - cached.at : keepMs
  if (cached && age >= 0 && age < keepMs) return cached.catalogue
  const loading = loadCatalogue(ctx)
  caches.set(ctx.services, { at: ctx.now.getTime(), catalogue: loading })
  loading.catch(() => caches.delete(ctx.services))
  return loading
}

/** After a write, so that whoever wrote reads what was written. */
const forget = (ctx: Ctx) => void caches.delete(ctx.services)

async function loadCatalogue(ctx: Ctx): Promise<Catalogue> {
  const brands = await allBrands(ctx)
  const lines = await allSeries(ctx)
  const variants = Map.groupBy(await allVariants(ctx), variant => variant.seriesId)
  const options = Map.groupBy(await allOptions(ctx), option => option.seriesId)
  const series = lines.map(line => ({
    ...line,
    variants: (variants.get(line.id) ?? []).map(({ seriesId: _, ...variant }) => variant),
    options: (options.get(line.id) ?? []).map(({ seriesId: _, ...option }) => option),
  }))
  const known = new Map<string, Interest>()
  return {
    brands,
    series,
    findInterest(brand, line, variant) {
      const key = `${brand ?? ''}\t${line ?? ''}\t${variant ?? ''}`
      let found = known.get(key)
      if (!found) {
        if (known.size >= 10_000) known.clear()
        known.set(key, (found = readInterest(brands, series, { brand, series: line, variant })))
      }
      return found
    },
  }
}

export async function saveCatalogue(ctx: Ctx, rows: CatalogueRow[]): Promise<{ created: number; updated: number }> {
  if (rows.length === 0) return { created: 0, updated: 0 }
  const counts = await upsertCatalogue(ctx, rows)
  forget(ctx)
  ctx.afterCommit(async () => forget(ctx))
  return counts
}

export type KeeperRole = 'owner' | 'driver' | 'payer' | 'buyer' | 'contact'
export type CarRow = {
  vin: string
  brandId?: string | null
  seriesId?: string | null
  variantId?: string | null
  plate?: string | null
  soldOn?: string | null
  dealerId?: string | null
  priceFen?: number | null
  lastServiceOn?: string | null
  mileageKm?: number | null
  keepers: { customerId: string; role: KeeperRole; fromOn?: string | null }[]
}

/** Cars by VIN: empty never overwrites, mileage and service dates only grow. Their keepers are found by plate and VIN. */
export async function saveVehicles(ctx: Ctx, rows: CarRow[]): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  const cars = new Map<string, Record<string, unknown>>()
  const keepers = new Map<string, { id: string; vin: string; customer_id: string; role: string; from_on: string | null }>()
  for (const row of rows) {
    cars.set(row.vin, { ...(cars.get(row.vin) ?? { id: newId(ctx.now), vin: row.vin }), ...filled(row) })
    for (const keeper of row.keepers)
      keepers.set(`${row.vin}|${keeper.customerId}|${keeper.role}`, { id: newId(ctx.now), vin: row.vin, customer_id: keeper.customerId, role: keeper.role, from_on: keeper.fromOn ?? null })
  }
  const ids = await keepCars(ctx, [...cars.values()], [...keepers.values()])
  await learnIdentifiers(
    ctx,
    [...keepers.values()].flatMap(({ vin, customer_id }) => {
      const plate = cars.get(vin)?.plate as string | undefined
      const about = { customerId: customer_id, source: 'vehicles' }
      return [{ ...about, kind: 'vin' as const, value: vin }, ...(plate ? [{ ...about, kind: 'plate' as const, value: plate }] : [])]
    }),
  )
  return ids
}

const filled = (row: CarRow): Record<string, unknown> => {
  const columns = {
    brand_id: row.brandId, series_id: row.seriesId, variant_id: row.variantId, plate: row.plate, sold_on: row.soldOn, dealer_id: row.dealerId,
    price_fen: row.priceFen, last_service_on: row.lastServiceOn, mileage_km: row.mileageKm,
  }
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined && value !== null))
}
