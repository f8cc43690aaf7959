import type { keeperRoles } from '../../../../contract/vehicles.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import { learnIdentifiers } from '../../customers/index.ts'
import { keepCars } from '../queries/cars.ts'

export type KeeperRole = (typeof keeperRoles)[number]
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
  /** `isKnownByIt`: whoever brought the keeper named the car, so that they are found by it already. */
  keepers: { customerId: string; role: KeeperRole; fromOn?: string | null; isKnownByIt?: boolean }[]
}

/** Cars by VIN: empty never overwrites, mileage and service dates only grow. Their keepers are found by plate and VIN. */
export async function saveVehicles(ctx: Ctx, rows: CarRow[]): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  const cars = new Map<string, Record<string, unknown>>()
  const keepers = new Map<
    string,
    { id: string; vin: string; customer_id: string; role: string; from_on: string | null }
  >()
  const known = new Set<string>()
  for (const row of rows) {
    cars.set(row.vin, { ...(cars.get(row.vin) ?? { id: newId(ctx.now), vin: row.vin }), ...filled(row) })
    for (const keeper of row.keepers) {
      if (keeper.isKnownByIt) known.add(`${row.vin}|${keeper.customerId}`)
      keepers.set(`${row.vin}|${keeper.customerId}|${keeper.role}`, {
        id: newId(ctx.now),
        vin: row.vin,
        customer_id: keeper.customerId,
        role: keeper.role,
        from_on: keeper.fromOn ?? null,
      })
    }
  }
  const ids = await keepCars(ctx, [...cars.values()], [...keepers.values()])
  await learnIdentifiers(
    ctx,
    [...keepers.values()].flatMap(({ vin, customer_id }) => {
      if (known.has(`${vin}|${customer_id}`)) return []
      const plate = cars.get(vin)?.plate as string | undefined
      const about = { customerId: customer_id, source: 'vehicles' }
      return [
        { ...about, kind: 'vin' as const, value: vin },
        ...(plate ? [{ ...about, kind: 'plate' as const, value: plate }] : []),
      ]
    }),
  )
  return ids
}

const filled = (row: CarRow): Record<string, unknown> => {
  const columns = {
    brand_id: row.brandId,
    series_id: row.seriesId,
    variant_id: row.variantId,
    plate: row.plate,
    sold_on: row.soldOn,
    dealer_id: row.dealerId,
    price_fen: row.priceFen,
    last_service_on: row.lastServiceOn,
    mileage_km: row.mileageKm,
  }
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined && value !== null),
  )
}
