import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

/** Orders and deliveries by the thousand: one statement per table, whatever the number of rows. */
export type StoredOrder = {
  id: string
  number: string
  leadId: string
  customerId: string
  brandId: string
  dealerId: string
  consultantId: string | null
  variantId: string | null
  priceFen: number
  depositFen: number
  orderedAt: Date
  promisedOn: string | null
  cancelledAt: Date | null
  cancelReason: string | null
  state: string
}
const record = sql`id uuid, number text, "leadId" uuid, "customerId" uuid, "brandId" uuid, "dealerId" uuid, "consultantId" uuid, "variantId" uuid,
  "priceFen" bigint, "depositFen" bigint, "orderedAt" timestamptz, "promisedOn" date, "cancelledAt" timestamptz, "cancelReason" text, state text`
const stored = sql`o.id, o.number, o.lead_id, o.customer_id, o.brand_id, o.dealer_id, o.consultant_id, o.variant_id, o.price_fen, o.deposit_fen,
  o.ordered_at, o.promised_on, o.cancelled_at, o.cancel_reason, o.state`

const many = async <T>(query: ReturnType<typeof sql<T>>, ctx: Ctx): Promise<T[]> =>
  (await query.execute(ctx.db)).rows

/** An order number is known once in the network: asked in the system scope. */
export const ordersNumbered = (ctx: Ctx, numbers: string[]): Promise<StoredOrder[]> =>
  many(
    sql<StoredOrder>`select ${stored} from sales.car_order o where o.number = any(${numbers}::text[]) order by o.id for update`,
    ctx,
  )

/** Orders of these leads that were not cancelled. */
export const ordersSelling = (ctx: Ctx, leadIds: string[]): Promise<StoredOrder[]> =>
  many(
    sql<StoredOrder>`select ${stored} from sales.car_order o where o.lead_id = any(${leadIds}::uuid[]) and o.state <> 'cancelled'
      order by o.ordered_at, o.id`,
    ctx,
  )

export const insertOrders = (ctx: Ctx, rows: StoredOrder[]) =>
  sql`
  insert into sales.car_order (id, number, lead_id, customer_id, brand_id, dealer_id, consultant_id, variant_id, price_fen, deposit_fen,
    ordered_at, promised_on, cancelled_at, cancel_reason, state, updated_at)
  select r.id, r.number, r."leadId", r."customerId", r."brandId", r."dealerId", r."consultantId", r."variantId", r."priceFen", r."depositFen",
    r."orderedAt", r."promisedOn", r."cancelledAt", r."cancelReason", r.state, ${ctx.now}
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${record})`.execute(ctx.db)

export const updateOrders = (ctx: Ctx, rows: StoredOrder[]) =>
  sql`
  update sales.car_order o set consultant_id = r."consultantId", variant_id = r."variantId", price_fen = r."priceFen", deposit_fen = r."depositFen",
    ordered_at = r."orderedAt", promised_on = r."promisedOn", cancelled_at = r."cancelledAt", cancel_reason = r."cancelReason", state = r.state,
    updated_at = ${ctx.now}, version = o.version + 1
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${record}) where o.id = r.id`.execute(ctx.db)

/** What is expected of leads that go on: only opportunities that are still open change. */
export const updateOpportunities = (
  ctx: Ctx,
  rows: {
    leadId: string
    state: 'open' | 'won'
    amountFen: number
    probabilityPercent: number
    variantId: string | null
    expectedOn: string | null
  }[],
) =>
  sql`
  update sales.opportunity o set state = r.state, amount_fen = r."amountFen", probability_percent = r."probabilityPercent",
    variant_id = coalesce(r."variantId", o.variant_id), expected_on = coalesce(r."expectedOn", o.expected_on), updated_at = ${ctx.now}, version = o.version + 1
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as r("leadId" uuid, state text, "amountFen" bigint, "probabilityPercent" int, "variantId" uuid, "expectedOn" date)
  where o.lead_id = r."leadId" and o.state = 'open'`.execute(ctx.db)

/** The sale is as likely again as before the order. */
export const lowerOpportunities = (ctx: Ctx, leadIds: string[], probabilityPercent: number) =>
  sql`
  update sales.opportunity set probability_percent = ${probabilityPercent}, updated_at = ${ctx.now}, version = version + 1
  where lead_id = any(${leadIds}::uuid[]) and state = 'open'`.execute(ctx.db)

export type StoredDelivery = {
  id: string
  orderId: string
  vehicleId: string
  vin: string
  plate: string | null
  priceFen: number
  deliveredAt: Date
  /** Null where no file told; no options is an empty list. */
  colour: string | null
  options: string[] | null
}
/** Deliveries of these orders, and those of these VINs, whoever made them: asked in the system scope. */
export const deliveriesOf = (ctx: Ctx, orderIds: string[], vins: string[]): Promise<StoredDelivery[]> =>
  many(
    sql<StoredDelivery>`
    select d.id, d.order_id, d.vehicle_id, v.vin, d.plate, d.price_fen, d.delivered_at, d.colour, d.options
    from sales.delivery d join vehicles.vehicle v on v.id = d.vehicle_id
    where d.order_id = any(${orderIds}::uuid[]) or d.vehicle_id in (select c.id from vehicles.vehicle c where c.vin = any(${vins}::text[]))`,
    ctx,
  )

export type NewDelivery = Pick<
  StoredOrder,
  'leadId' | 'customerId' | 'brandId' | 'dealerId' | 'consultantId'
> &
  Omit<StoredDelivery, 'vin'> & { vinFlag: string | null }

/** Writes what was handed over; its orders are delivered from now on. */
export async function insertDeliveries(ctx: Ctx, rows: NewDelivery[]): Promise<void> {
  await sql`
    insert into sales.delivery (id, order_id, lead_id, customer_id, brand_id, dealer_id, consultant_id, vehicle_id, price_fen, delivered_at, plate, vin_flag, colour, options)
    select r.id, r."orderId", r."leadId", r."customerId", r."brandId", r."dealerId", r."consultantId", r."vehicleId", r."priceFen", r."deliveredAt", r.plate, r."vinFlag", r.colour, r.options
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "orderId" uuid, "leadId" uuid, "customerId" uuid, "brandId" uuid, "dealerId" uuid,
      "consultantId" uuid, "vehicleId" uuid, "priceFen" bigint, "deliveredAt" timestamptz, plate text, "vinFlag" text, colour text, options text[])`.execute(
    ctx.db,
  )
  await sql`
    update sales.car_order set state = 'delivered', updated_at = ${ctx.now}, version = version + 1
    where id = any(${rows.map((row) => row.orderId)}::uuid[]) and state = 'ordered'`.execute(ctx.db)
}

export const updateDeliveries = (
  ctx: Ctx,
  rows: Pick<StoredDelivery, 'id' | 'plate' | 'priceFen' | 'deliveredAt' | 'colour' | 'options'>[],
) =>
  sql`
  update sales.delivery d set plate = r.plate, price_fen = r."priceFen", delivered_at = r."deliveredAt", colour = r.colour, options = r.options
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, plate text, "priceFen" bigint, "deliveredAt" timestamptz, colour text, options text[])
  where d.id = r.id`.execute(ctx.db)
