import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

export type DisputeRow = {
  id: string
  leadId: string
  dealerId: string
  reason: string
  note: string
  openedAt: Date
  openedBy: string | null
}

/** Undecided disputes, longest waiting first. */
export async function waitingDisputes(
  ctx: Ctx,
  page: { brandId?: string; dealerIds?: string[]; after: [string, string] | null; limit: number },
): Promise<DisputeRow[]> {
  const { rows } = await sql<DisputeRow>`
    select id, lead_id, dealer_id, reason, note, opened_at, opened_by from leads.dispute
    where decided_at is null ${page.brandId ? sql`and brand_id = ${page.brandId}` : sql``}
      ${page.dealerIds ? sql`and dealer_id = any(${page.dealerIds}::uuid[])` : sql``}
      ${page.after ? sql`and (opened_at, id) > (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)` : sql``}
    order by opened_at, id limit ${page.limit + 1}`.execute(ctx.db)
  return rows
}
