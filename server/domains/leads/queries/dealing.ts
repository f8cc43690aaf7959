import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

export type Dealing = { nodeId: string; customerId: string }

/** Of these (dealer, customer) pairs, those without any lead left between them. */
export async function withoutLead(ctx: Ctx, pairs: Dealing[]): Promise<Dealing[]> {
  if (pairs.length === 0) return []
  const { rows } = await sql<Dealing>`
    select p.node_id, p.customer_id
    from unnest(${pairs.map((pair) => pair.nodeId)}::uuid[], ${pairs.map((pair) => pair.customerId)}::uuid[]) p(node_id, customer_id)
    where not exists (select from leads.lead l where l.customer_id = p.customer_id and l.dealer_id = p.node_id)`.execute(
    ctx.db,
  )
  return rows
}
