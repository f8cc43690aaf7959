import { type SqlBool, sql } from 'kysely'
import type { LineKind, RepairKind } from '../../../../contract/service.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { dayEnd, dayStart, zone } from '../../../kernel/db/days.ts'
import { keyset } from '../../../kernel/db/keyset.ts'

export type RepairChoice = {
  from?: string
  to?: string
  brand?: string
  under?: string
  dealer?: string
  kind?: RepairKind[]
  vehicle?: string
  customer?: string
  open?: 'true'
  /** As it stands in the columns: upper case, without blanks. */
  q?: string
}

/** Customer and car under row security of their own: null for who may not see them. */
const orders = (ctx: Ctx) =>
  ctx.db
    .selectFrom('service.repairOrder as s')
    .innerJoin('dealers.node as d', 'd.id', 's.dealerId')
    .leftJoin('customers.customer as c', 'c.id', 's.customerId')
    .leftJoin('vehicles.vehicle as v', 'v.id', 's.vehicleId')
    .leftJoin('vehicles.series as e', 'e.id', 'v.seriesId')
    .leftJoin('vehicles.variant as t', 't.id', 'v.variantId')
    .select([
      's.id',
      's.number',
      's.kind',
      's.dealerId',
      'd.name as dealerName',
      'c.id as customerId',
      'c.name as customerName',
      'v.id as vehicleId',
      't.name as variantName',
      'e.name as seriesName',
      's.vin',
      's.plate',
      's.openedAt',
      's.closedAt',
      's.mileageKm',
      's.labourFen',
      's.partsFen',
      's.accessoriesFen',
      's.totalFen',
      's.costFen',
      's.paidBy',
      's.adviser',
      's.version',
    ])

export type RepairRow = NonNullable<Awaited<ReturnType<typeof repairById>>>

export function repairPage(
  ctx: Ctx,
  choice: RepairChoice,
  page: { after?: string; limit: number },
): Promise<RepairRow[]> {
  const { q } = choice
  let query = orders(ctx)
  if (choice.brand) query = query.where('s.brandId', '=', choice.brand)
  if (choice.under) query = query.where(sql<SqlBool>`d.path @> array[${choice.under}::uuid]`)
  if (choice.dealer) query = query.where('s.dealerId', '=', choice.dealer)
  if (choice.kind) query = query.where('s.kind', 'in', choice.kind)
  if (choice.vehicle) query = query.where('s.vehicleId', '=', choice.vehicle)
  if (choice.customer) query = query.where('s.customerId', '=', choice.customer)
  if (choice.open) query = query.where('s.closedAt', 'is', null)
  if (choice.from) query = query.where('s.openedAt', '>=', dayStart(choice.from))
  if (choice.to) query = query.where('s.openedAt', '<', dayEnd(choice.to))
  if (q)
    query = query.where(
      sql<SqlBool>`(s.number = ${q} or s.plate = ${q} ${q.length < 6 ? sql`` : sql`or (right(s.vin, 6) = right(${q}, 6) and right(s.vin, ${q.length}::int) = ${q})`})`,
    )
  return keyset(query, ['s.opened_at', 's.id'], 'desc', page).execute()
}

export const repairById = (ctx: Ctx, id: string) => orders(ctx).where('s.id', '=', id).executeTakeFirst()

/** A repair order of more lines than this is an error of its sender; the import says so. */
const mostLines = 400

export async function linesOf(ctx: Ctx, orderId: string) {
  const rows = await ctx.db
    .selectFrom('service.repairLine')
    .select(['id', 'kind', 'code', 'name', 'quantity', 'amountFen'])
    .where('orderId', '=', orderId)
    .orderBy('place')
    .limit(mostLines)
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as LineKind, quantity: Number(row.quantity) }))
}

export type ServiceTotals = {
  visits: number
  totalFen: number
  ownFen: number
  yearVisits: number
  yearFen: number
}
export async function totalsOf(ctx: Ctx, customerId: string, yearAgo: Date): Promise<ServiceTotals> {
  const { rows } = await sql<ServiceTotals>`
    select count(*)::int as visits, coalesce(sum(total_fen), 0)::bigint as total_fen,
      coalesce(sum(total_fen) filter (where coalesce(paid_by, 'customer') = 'customer'), 0)::bigint as own_fen,
      (count(*) filter (where opened_at >= ${yearAgo}))::int as year_visits,
      coalesce(sum(total_fen) filter (where opened_at >= ${yearAgo}), 0)::bigint as year_fen
    from service.repair_order where customer_id = ${customerId}`.execute(ctx.db)
  return rows[0]!
}

export type CarHistory = {
  vehicleId: string
  name: string | null
  plate: string | null
  soldOn: string | null
  lastOn: string
  /** Latest first, twenty at most. */
  visits: { on: string; km: number | null; kind: string }[]
}
/** A fleet's cars are looked up one by one. */
const mostCars = 10

/** The cars a customer came with, each with its last visits, whoever brought it then. */
export async function carsServiced(ctx: Ctx, customerId: string): Promise<CarHistory[]> {
  const { rows } = await sql<CarHistory>`
    with cars as (
      select vehicle_id, max(opened_at) as last from service.repair_order
      where customer_id = ${customerId} and vehicle_id is not null group by 1 order by 2 desc limit ${mostCars}
    )
    select v.id as vehicle_id, coalesce(t.name, e.name) as name, v.plate, v.sold_on, (cars.last at time zone ${zone})::date as last_on,
      array(select jsonb_build_object('on', (o.opened_at at time zone ${zone})::date, 'km', o.mileage_km, 'kind', o.kind)
        from service.repair_order o where o.vehicle_id = v.id order by o.opened_at desc, o.id desc limit 20) as visits
    from cars join vehicles.vehicle v on v.id = cars.vehicle_id
    left join vehicles.series e on e.id = v.series_id left join vehicles.variant t on t.id = v.variant_id
    order by cars.last desc`.execute(ctx.db)
  return rows
}

export const isCustomerSeen = async (ctx: Ctx, id: string): Promise<boolean> =>
  (await ctx.db.selectFrom('customers.customer').select('id').where('id', '=', id).executeTakeFirst()) !==
  undefined
