import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

/**
 * These dealers no longer deal with these customers; whoever has a record of its own of the person keeps seeing it.
 * System scope: whom a dealer sees is not the dealer's to decide.
 */
export async function withdrawReach(
  ctx: Ctx,
  pairs: { nodeId: string; customerId: string }[],
): Promise<void> {
  if (pairs.length === 0) return
  await sql`select customers.withdraw(${pairs.map((pair) => pair.nodeId)}::uuid[], ${pairs.map((pair) => pair.customerId)}::uuid[])`.execute(
    ctx.db,
  )
}
