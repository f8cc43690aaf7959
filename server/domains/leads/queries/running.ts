import { sql } from 'kysely'
import type { Stage } from '../../../../contract/lead-words.ts'
import type { Ctx } from '../../../kernel/ctx.ts'

export type RunningLead = { customerId: string; id: string; model: string | null; stage: Stage }

/** Open leads of these people, at most twenty each, the latest first. */
export async function runningLeads(ctx: Ctx, customerIds: readonly string[]): Promise<RunningLead[]> {
  const { rows } = await sql<RunningLead>`
    select c.id as customer_id, o.id, o.model, o.stage from unnest(${customerIds}::uuid[]) c(id) cross join lateral (
      select l.id, l.stage, coalesce(t.name, s.name) as model from leads.lead l
      left join vehicles.series s on s.id = l.series_id left join vehicles.variant t on t.id = l.variant_id
      where l.customer_id = c.id and l.closed_at is null order by l.captured_at desc, l.id limit 20) o`.execute(
    ctx.db,
  )
  return rows
}
