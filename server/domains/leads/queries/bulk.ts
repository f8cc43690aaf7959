import { sql } from 'kysely'
import type { Waiting } from '../../../../contract/lead-words.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { type WaitingPlace, waitsIn } from './board.ts'

export type BulkFilter = {
  brandId?: string
  waiting?: Waiting[]
  leadIds?: string[]
  waitingIn?: WaitingPlace[]
}

/** Most leads one bulk dispatch takes. */
export const mostBulk = 5_000

/** Leads in the pool that a dispatch could move, within the caller's scope, hottest and longest waiting first. */
export async function dispatchable(ctx: Ctx, filter: BulkFilter): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from leads.lead l where closed_at is null and holder = 'pool' and waiting is distinct from 'needs-review'
      ${filter.waiting?.length ? sql`and waiting = any(${filter.waiting}::text[])` : sql`and waiting is distinct from 'nurture'`}
      ${filter.brandId ? sql`and brand_id = ${filter.brandId}` : sql``}
      ${filter.waitingIn ? sql`and ${waitsIn(filter.waitingIn)}` : sql``}
      ${filter.leadIds ? sql`and id = any(${filter.leadIds}::uuid[])` : sql``}
    order by array_position(array['H', 'A', 'B', 'C'], grade), captured_at, id limit ${mostBulk}`.execute(
    ctx.db,
  )
  return rows.map((row) => row.id)
}

/** Of these, the ones still in the pool, locked; others are being worked on. */
export async function lockDispatchable(ctx: Ctx, ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from leads.lead where id = any(${ids}::uuid[]) and closed_at is null and holder = 'pool' order by id for update skip locked`.execute(
    ctx.db,
  )
  return rows.map((row) => row.id)
}

/** Leads this bulk dispatch sent: those still untouched at that dealer, and how many are not. */
export async function sentByBulk(ctx: Ctx, bulkId: string): Promise<{ free: string[]; kept: number }> {
  const { rows } = await sql<{ leadId: string; free: boolean }>`
    select d.lead_id, (l.closed_at is null and l.dealer_id = d.dealer_id and l.dispatched_at = d.at and l.first_feedback_at is null
      and l.consultant_id is null and l.paused_at is null) as free
    from leads.dispatch d join leads.lead l on l.id = d.lead_id where d.bulk_id = ${bulkId} and d.outcome = 'sent'`.execute(
    ctx.db,
  )
  return {
    free: rows.filter((row) => row.free).map((row) => row.leadId),
    kept: rows.filter((row) => !row.free).length,
  }
}
