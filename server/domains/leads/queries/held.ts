import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { HeldLead } from '../lead.ts'

/** The lead of each (customer, brand) an order belongs to: the open one, else the latest; within the caller's scope. */
export async function leadsOf(
  ctx: Ctx,
  keys: { customerId: string; brandId: string }[],
): Promise<HeldLead[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<HeldLead>`
    select distinct on (l.customer_id, l.brand_id) l.id, l.customer_id, l.brand_id, l.dealer_id, l.consultant_id, l.stage, l.variant_id,
      l.series_id, l.closed_at
    from unnest(${keys.map((key) => key.customerId)}::uuid[], ${keys.map((key) => key.brandId)}::uuid[]) k(customer_id, brand_id)
    join leads.lead l on l.customer_id = k.customer_id and l.brand_id = k.brand_id
    order by l.customer_id, l.brand_id, l.closed_at desc nulls first, l.captured_at desc`.execute(ctx.db)
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
