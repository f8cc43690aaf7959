import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

export type Colleague = {
  id: string
  login: string
  name: string
  roleKeys: string[]
  dealerId: string | null
  nodeId: string
}

/** Active users, by dealer and by what they may do: whom to assign a lead to, whom to remind. */
export async function colleagues(
  ctx: Ctx,
  wanted: { dealerIds?: string[]; nodeIds?: string[]; permission?: string; limit?: number },
): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select a.id, a.login, a.name, a.dealer_id, a.node_id,
      (select coalesce(array_agg(r.key order by r.key), '{}') from admin.account_role ar join admin.role r on r.id = ar.role_id where ar.account_id = a.id) as role_keys
    from admin.account a
    where a.active
      and ${wanted.dealerIds ? sql`a.dealer_id = any(${wanted.dealerIds}::uuid[])` : sql`true`}
      and ${wanted.nodeIds ? sql`a.node_id = any(${wanted.nodeIds}::uuid[])` : sql`true`}
      and ${wanted.permission ? sql`exists (select from admin.account_role ar join admin.role r on r.id = ar.role_id where ar.account_id = a.id and ${wanted.permission} = any(r.permissions))` : sql`true`}
    order by a.name, a.id limit ${wanted.limit ?? 1000}`.execute(ctx.db)
  return rows
}
