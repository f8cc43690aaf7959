import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { DatedLead, HeldLead } from '../lead.ts'

const held = sql`l.id, l.customer_id, l.brand_id, l.dealer_id, l.consultant_id, l.stage, l.variant_id, l.series_id, l.closed_at, l.captured_at`

/** All leads of each (customer, brand), of which an order may have come; within the caller's scope. */
export async function leadsOf(
  ctx: Ctx,
  keys: { customerId: string; brandId: string }[],
): Promise<DatedLead[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<DatedLead>`
    select ${held} from leads.lead l where (l.customer_id, l.brand_id) in
      (select * from unnest(${keys.map((key) => key.customerId)}::uuid[], ${keys.map((key) => key.brandId)}::uuid[]))`.execute(
    ctx.db,
  )
  return rows
}

/** Leads by our own number, or by the one the sender of an enquiry gave it; within the caller's scope. */
export async function leadsNumbered(ctx: Ctx, numbers: string[]): Promise<(DatedLead & { named: string })[]> {
  if (numbers.length === 0) return []
  const { rows } = await sql<DatedLead & { named: string }>`
    select ${held}, l.number as named from leads.lead l where l.number = any(${numbers}::text[])
    union
    select ${held}, t.external_id from leads.touch t join leads.lead l on l.id = t.lead_id where t.external_id = any(${numbers}::text[])`.execute(
    ctx.db,
  )
  return rows
}

/** Enquiries by the number their sender gave them, with the record they came in; within the caller's scope. */
export async function enquiriesNumbered(
  ctx: Ctx,
  numbers: string[],
): Promise<{ named: string; recordId: string; customerId: string }[]> {
  if (numbers.length === 0) return []
  const { rows } = await sql<{ named: string; recordId: string; customerId: string }>`
    select t.external_id as named, t.record_id, l.customer_id from leads.touch t join leads.lead l on l.id = t.lead_id
    where t.external_id = any(${numbers}::text[]) and t.record_id is not null`.execute(ctx.db)
  return rows
}

export async function leadsById(ctx: Ctx, ids: string[]): Promise<DatedLead[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<DatedLead>`
    select ${held} from leads.lead l where l.id = any(${ids}::uuid[])`.execute(ctx.db)
  return rows
}

export async function heldLead(ctx: Ctx, id: string): Promise<HeldLead | undefined> {
  const row = await ctx.db
    .selectFrom('leads.lead')
    .select([
      'id',
      'customerId',
      'brandId',
      'dealerId',
      'consultantId',
      'stage',
      'variantId',
      'seriesId',
      'closedAt',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  return row as HeldLead | undefined
}
