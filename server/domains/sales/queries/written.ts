import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

type OfLead = {
  id: string
  leadId: string
  customerId: string
  brandId: string
  dealerId: string
  consultantId: string | null
}

export const insertVisit = (ctx: Ctx, row: OfLead & { at: Date; party: number; note: string | null }) =>
  ctx.db
    .insertInto('sales.visit')
    .values({ ...row, createdBy: ctx.actor.id })
    .execute()

export const visitsOf = (ctx: Ctx, leadId: string) =>
  ctx.db
    .selectFrom('sales.visit as s')
    .leftJoin('admin.account as a', 'a.id', 's.consultantId')
    .select(['s.id', 's.at', 's.party', 's.note', 's.consultantId', 'a.name as consultantName'])
    .where('s.leadId', '=', leadId)
    .orderBy('s.at', 'desc')
    .limit(50)
    .execute()

export const opportunityOf = (ctx: Ctx, leadId: string) =>
  ctx.db
    .selectFrom('sales.opportunity as s')
    .leftJoin('vehicles.variant as v', 'v.id', 's.variantId')
    .select([
      's.id',
      's.amountFen',
      's.probabilityPercent',
      's.expectedOn',
      's.variantId',
      'v.name as variantName',
      's.state',
      's.openedAt',
      's.version',
    ])
    .where('s.leadId', '=', leadId)
    .executeTakeFirst()

/** Opens what is not open yet, for leads that a dealer holds; never changes one that is there. Set-based. */
export const openOpportunities = (ctx: Ctx, leadIds: string[], probabilityPercent: number) =>
  sql`
  insert into sales.opportunity (id, lead_id, customer_id, brand_id, dealer_id, consultant_id, variant_id, amount_fen, probability_percent, state, opened_at, updated_at)
  select gen_random_uuid(), l.id, l.customer_id, l.brand_id, l.dealer_id, l.consultant_id, l.variant_id, v.price_fen, ${probabilityPercent}, 'open', ${ctx.now}, ${ctx.now}
  from leads.lead l left join vehicles.variant v on v.id = l.variant_id
  where l.id = any(${leadIds}::uuid[]) and l.dealer_id is not null and l.closed_at is null
  on conflict (lead_id) do nothing`.execute(ctx.db)

type OpportunityValues = {
  amountFen?: number | null
  probabilityPercent?: number
  expectedOn?: string | null
  variantId?: string | null
  state?: string
}
export const updateOpportunity = (ctx: Ctx, leadId: string, values: OpportunityValues) =>
  ctx.db
    .updateTable('sales.opportunity')
    .set((eb) => ({ ...values, updatedAt: ctx.now, version: eb('version', '+', 1) }))
    .where('leadId', '=', leadId)
    .execute()

/** Opportunities end with their leads, and go where their leads go. */
export const closeOpportunities = (ctx: Ctx, leadIds: string[]) =>
  ctx.db
    .updateTable('sales.opportunity')
    .set((eb) => ({
      state: 'lost',
      probabilityPercent: 0,
      updatedAt: ctx.now,
      version: eb('version', '+', 1),
    }))
    .where('leadId', 'in', leadIds)
    .where('state', '=', 'open')
    .execute()
export const cancelPlans = (ctx: Ctx, leadIds: string[], reason: string) =>
  ctx.db
    .updateTable('sales.testDrive')
    .set((eb) => ({
      state: 'cancelled',
      closedReason: reason,
      updatedAt: ctx.now,
      version: eb('version', '+', 1),
    }))
    .where('leadId', 'in', leadIds)
    .where('state', '=', 'planned')
    .execute()
export const cancelRunningOrders = (ctx: Ctx, leadIds: string[], reason: string) =>
  ctx.db
    .updateTable('sales.carOrder')
    .set((eb) => ({
      state: 'cancelled',
      cancelledAt: ctx.now,
      cancelReason: reason,
      updatedAt: ctx.now,
      version: eb('version', '+', 1),
    }))
    .where('leadId', 'in', leadIds)
    .where('state', '=', 'ordered')
    .execute()
export const followLeads = (ctx: Ctx, leadIds: string[]) =>
  sql`
  update sales.opportunity o set dealer_id = l.dealer_id, consultant_id = l.consultant_id, updated_at = ${ctx.now}, version = o.version + 1
  from leads.lead l where l.id = o.lead_id and o.lead_id = any(${leadIds}::uuid[]) and l.dealer_id is not null
    and (o.dealer_id, o.consultant_id) is distinct from (l.dealer_id, l.consultant_id)`.execute(ctx.db)

type NewTestDrive = OfLead & {
  variantId: string | null
  plannedAt: Date
  route: string | null
  note: string | null
}
export const insertTestDrive = (ctx: Ctx, row: NewTestDrive) =>
  ctx.db
    .insertInto('sales.testDrive')
    .values({ ...row, state: 'planned', updatedAt: ctx.now })
    .execute()
export const testDriveForUpdate = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('sales.testDrive')
    .select(['id', 'leadId', 'variantId', 'state', 'startedAt', 'note', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
type DriveValues = {
  state?: string
  startedAt?: Date
  endedAt?: Date
  licenceChecked?: boolean
  rating?: number | null
  note?: string | null
  closedReason?: string
}
export const updateTestDrive = (ctx: Ctx, id: string, values: DriveValues) =>
  ctx.db
    .updateTable('sales.testDrive')
    .set((eb) => ({ ...values, updatedAt: ctx.now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

type NewOrder = OfLead & {
  number?: string
  variantId: string
  priceFen: number
  depositFen: number
  orderedAt: Date
  promisedOn: string | null
}
export const insertOrder = (ctx: Ctx, row: NewOrder) =>
  ctx.db
    .insertInto('sales.carOrder')
    .values({ ...row, state: 'ordered', updatedAt: ctx.now })
    .execute()
export const orderForUpdate = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('sales.carOrder')
    .select([
      'id',
      'number',
      'leadId',
      'customerId',
      'brandId',
      'dealerId',
      'consultantId',
      'variantId',
      'state',
      'version',
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
export const updateOrder = (
  ctx: Ctx,
  id: string,
  values: { state: string; cancelledAt?: Date; cancelReason?: string },
) =>
  ctx.db
    .updateTable('sales.carOrder')
    .set((eb) => ({ ...values, updatedAt: ctx.now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
export const runningOrderOf = (ctx: Ctx, leadId: string) =>
  ctx.db
    .selectFrom('sales.carOrder')
    .select('id')
    .where('leadId', '=', leadId)
    .where('state', '=', 'ordered')
    .executeTakeFirst()
export const orderNumbered = (ctx: Ctx, number: string) =>
  ctx.db.selectFrom('sales.carOrder').select('id').where('number', '=', number).executeTakeFirst()

type NewDelivery = OfLead & {
  orderId: string
  vehicleId: string
  priceFen: number
  deliveredAt: Date
  plate: string | null
  vinFlag: string | null
  checklist: string[]
}
export const insertDelivery = (ctx: Ctx, row: NewDelivery) =>
  ctx.db.insertInto('sales.delivery').values(row).execute()

/** Whether this VIN has been handed over, by whomever: ask in the system scope. */
export const deliveredVin = (ctx: Ctx, vin: string) =>
  ctx.db
    .selectFrom('sales.delivery as s')
    .innerJoin('vehicles.vehicle as v', 'v.id', 's.vehicleId')
    .select('s.id')
    .where('v.vin', '=', vin)
    .executeTakeFirst()

export const zoneOf = async (ctx: Ctx, dealerId: string): Promise<string> =>
  (await ctx.db.selectFrom('dealers.dealer').select('zone').where('id', '=', dealerId).executeTakeFirst())
    ?.zone ?? 'Asia/Shanghai'
