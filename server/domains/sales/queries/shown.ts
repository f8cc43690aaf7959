import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { dayEnd, dayStart } from '../../../kernel/db/days.ts'
import { keyset } from '../../../kernel/db/keyset.ts'

export type ListChoice = {
  from?: string
  to?: string
  brand?: string
  under?: string
  dealer?: string
  after?: string
  limit: number
}
/** The dealer's node `d` stands below this one. */
const below = (node: string) => sql<boolean>`d.path @> array[${node}::uuid]`

const testDrives = (ctx: Ctx) =>
  ctx.db
    .selectFrom('sales.testDrive as s')
    .innerJoin('leads.lead as l', 'l.id', 's.leadId')
    .innerJoin('customers.customer as c', 'c.id', 's.customerId')
    .innerJoin('dealers.node as d', 'd.id', 's.dealerId')
    .leftJoin('admin.account as a', 'a.id', 's.consultantId')
    .leftJoin('vehicles.variant as v', 'v.id', 's.variantId')
    .select([
      's.id',
      's.leadId',
      'l.number as leadNumber',
      's.customerId',
      'c.name as customerName',
      's.dealerId',
      'd.name as dealerName',
      's.consultantId',
      'a.name as consultantName',
      's.variantId',
      'v.name as variantName',
      's.state',
      's.plannedAt',
      's.startedAt',
      's.endedAt',
      's.licenceChecked',
      's.route',
      's.rating',
      's.note',
      's.closedReason',
      's.version',
    ])

export function testDrivePage(ctx: Ctx, choice: ListChoice & { state?: string }) {
  let query = testDrives(ctx)
  if (choice.state) query = query.where('s.state', '=', choice.state)
  if (choice.brand) query = query.where('s.brandId', '=', choice.brand)
  if (choice.under) query = query.where(below(choice.under))
  if (choice.dealer) query = query.where('s.dealerId', '=', choice.dealer)
  if (choice.from) query = query.where('s.plannedAt', '>=', dayStart(choice.from))
  if (choice.to) query = query.where('s.plannedAt', '<', dayEnd(choice.to))
  return keyset(query, ['s.planned_at', 's.id'], 'desc', choice).execute()
}
export const testDriveById = (ctx: Ctx, id: string) =>
  testDrives(ctx).where('s.id', '=', id).executeTakeFirst()
export const testDrivesOf = (ctx: Ctx, leadId: string) =>
  testDrives(ctx).where('s.leadId', '=', leadId).orderBy('s.plannedAt', 'desc').limit(50).execute()

const orders = (ctx: Ctx) =>
  ctx.db
    .selectFrom('sales.carOrder as s')
    .innerJoin('leads.lead as l', 'l.id', 's.leadId')
    .innerJoin('customers.customer as c', 'c.id', 's.customerId')
    .innerJoin('dealers.node as d', 'd.id', 's.dealerId')
    .leftJoin('admin.account as a', 'a.id', 's.consultantId')
    .leftJoin('vehicles.variant as v', 'v.id', 's.variantId')
    .select([
      's.id',
      's.leadId',
      'l.number as leadNumber',
      's.customerId',
      'c.name as customerName',
      's.dealerId',
      'd.name as dealerName',
      's.consultantId',
      'a.name as consultantName',
      's.variantId',
      'v.name as variantName',
      's.number',
      's.state',
      's.priceFen',
      's.depositFen',
      's.orderedAt',
      's.promisedOn',
      's.cancelledAt',
      's.cancelReason',
      's.version',
    ])

export function orderPage(ctx: Ctx, choice: ListChoice & { state?: string }) {
  let query = orders(ctx)
  if (choice.state) query = query.where('s.state', '=', choice.state)
  if (choice.brand) query = query.where('s.brandId', '=', choice.brand)
  if (choice.under) query = query.where(below(choice.under))
  if (choice.dealer) query = query.where('s.dealerId', '=', choice.dealer)
  if (choice.from) query = query.where('s.orderedAt', '>=', dayStart(choice.from))
  if (choice.to) query = query.where('s.orderedAt', '<', dayEnd(choice.to))
  return keyset(query, ['s.ordered_at', 's.id'], 'desc', choice).execute()
}
export const orderById = (ctx: Ctx, id: string) => orders(ctx).where('s.id', '=', id).executeTakeFirst()
export const ordersOf = (ctx: Ctx, leadId: string) =>
  orders(ctx).where('s.leadId', '=', leadId).orderBy('s.orderedAt', 'desc').limit(50).execute()

const deliveries = (ctx: Ctx) =>
  ctx.db
    .selectFrom('sales.delivery as s')
    .innerJoin('sales.carOrder as o', 'o.id', 's.orderId')
    .innerJoin('vehicles.vehicle as car', 'car.id', 's.vehicleId')
    .innerJoin('leads.lead as l', 'l.id', 's.leadId')
    .innerJoin('customers.customer as c', 'c.id', 's.customerId')
    .innerJoin('dealers.node as d', 'd.id', 's.dealerId')
    .leftJoin('admin.account as a', 'a.id', 's.consultantId')
    .leftJoin('vehicles.variant as v', 'v.id', 'o.variantId')
    .select([
      's.id',
      's.leadId',
      'l.number as leadNumber',
      's.customerId',
      'c.name as customerName',
      's.dealerId',
      'd.name as dealerName',
      's.consultantId',
      'a.name as consultantName',
      'o.variantId',
      'v.name as variantName',
      's.orderId',
      'o.number as orderNumber',
      's.vehicleId',
      'car.vin',
      's.plate',
      's.vinFlag',
      's.checklist',
      's.priceFen',
      's.deliveredAt',
    ])

export function deliveryPage(ctx: Ctx, choice: ListChoice) {
  let query = deliveries(ctx)
  if (choice.brand) query = query.where('s.brandId', '=', choice.brand)
  if (choice.under) query = query.where(below(choice.under))
  if (choice.dealer) query = query.where('s.dealerId', '=', choice.dealer)
  if (choice.from) query = query.where('s.deliveredAt', '>=', dayStart(choice.from))
  if (choice.to) query = query.where('s.deliveredAt', '<', dayEnd(choice.to))
  return keyset(query, ['s.delivered_at', 's.id'], 'desc', choice).execute()
}
export const deliveryById = (ctx: Ctx, id: string) =>
  deliveries(ctx).where('s.id', '=', id).executeTakeFirst()
export const deliveriesOf = (ctx: Ctx, leadId: string) =>
  deliveries(ctx).where('s.leadId', '=', leadId).orderBy('s.deliveredAt', 'desc').limit(50).execute()

export type TestDriveRow = NonNullable<Awaited<ReturnType<typeof testDriveById>>>
export type OrderRow = NonNullable<Awaited<ReturnType<typeof orderById>>>
export type DeliveryRow = NonNullable<Awaited<ReturnType<typeof deliveryById>>>
