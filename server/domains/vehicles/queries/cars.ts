import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { readCursor } from '../../../kernel/db/keyset.ts'

/** Writes cars by VIN and the people around them; answers with the id of each VIN. */
export async function keepCars(ctx: Ctx, cars: object[], keepers: object[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ vin: string; id: string }>`
    select * from vehicles.keep(${ctx.now}, ${JSON.stringify(cars)}::jsonb, ${JSON.stringify(keepers)}::jsonb)
  `.execute(ctx.db)
  return new Map(rows.map((row) => [row.vin, row.id]))
}

export type ListedCar = {
  id: string
  vin: string
  plate: string | null
  brandId: string | null
  series: string | null
  variant: string | null
  dealerId: string | null
  soldOn: string | null
  priceFen: number | null
  lastServiceOn: string | null
  mileageKm: number | null
  updatedAt: Date
  keepers: {
    customerId: string
    name: string
    role: 'owner'
    fromOn: string | null
    untilOn: string | null
  }[]
}

/** How cars are asked for: by plate, VIN or search keys of their keepers; by series or seller; or all. */
export type CarFilter = { plate?: string; vin?: string; keys?: string[]; series?: string; dealer?: string }
/** Of a search, the cars of the 200 most recently seen keepers. */
const mostKeepers = 200

const car = sql`v.id, v.vin, v.plate, v.brand_id, s.name as series, t.name as variant, v.dealer_id, v.sold_on, v.price_fen, v.last_service_on,
  v.mileage_km, v.updated_at,
  coalesce((select jsonb_agg(jsonb_build_object('customerId', k.customer_id, 'name', c.name, 'role', k.role, 'fromOn', k.from_on, 'untilOn', k.until_on)
      order by k.until_on nulls first, k.from_on)
    from vehicles.keeper k join customers.customer c on c.id = k.customer_id where k.vehicle_id = v.id), '[]') as keepers`
const tables = sql`vehicles.vehicle v left join vehicles.series s on s.id = v.series_id left join vehicles.variant t on t.id = v.variant_id`

export async function listCars(
  ctx: Ctx,
  filter: CarFilter,
  page: { after?: string; limit: number },
): Promise<ListedCar[]> {
  const [updatedAt, id] = page.after ? readCursor(page.after, 2) : []
  const conditions = [
    filter.plate && sql`v.plate = ${filter.plate}`,
    filter.vin && sql`v.vin = ${filter.vin}`,
    filter.keys &&
      sql`v.id in (select k.vehicle_id from customers.find(${filter.keys}::text[], ${mostKeepers}) f join vehicles.keeper k on k.customer_id = f.customer_id)`,
    filter.series && sql`v.series_id = ${filter.series}`,
    filter.dealer && sql`v.dealer_id = ${filter.dealer}`,
    updatedAt && sql`(v.updated_at, v.id) < (${updatedAt}::timestamptz, ${id}::uuid)`,
  ].filter((condition) => !!condition)
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
  const { rows } = await sql<ListedCar>`
    select ${car} from ${tables} ${where} order by v.updated_at desc, v.id desc limit ${page.limit + 1}
  `.execute(ctx.db)
  return rows
}

/** Everything somebody owns, drives, pays for or once bought. */
export async function carsOf(ctx: Ctx, customerId: string): Promise<ListedCar[]> {
  const { rows } = await sql<ListedCar>`
    select ${car} from ${tables} where v.id in (select k.vehicle_id from vehicles.keeper k where k.customer_id = ${customerId})
    order by v.sold_on desc nulls last, v.id limit 100
  `.execute(ctx.db)
  return rows
}

export const isCustomerSeen = async (ctx: Ctx, id: string): Promise<boolean> =>
  (await ctx.db.selectFrom('customers.customer').select('id').where('id', '=', id).executeTakeFirst()) !==
  undefined
