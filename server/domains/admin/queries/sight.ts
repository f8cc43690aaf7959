import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

export type Seer = { id: string; name: string; nodeName: string; roles: { zh: string; en: string }[] }

/** Active users whose place is one of these: a region and its areas have dozens. */
export async function peopleAt(ctx: Ctx, nodeIds: string[]): Promise<Seer[]> {
  if (nodeIds.length === 0) return []
  const { rows } = await sql<Seer>`
    select a.id, a.name, n.name as node_name,
      (select coalesce(jsonb_agg(jsonb_build_object('zh', r.name_zh, 'en', r.name_en) order by r.key), '[]')
        from admin.account_role ar join admin.role r on r.id = ar.role_id where ar.account_id = a.id) as roles
    from admin.account a join dealers.node n on n.id = a.node_id
    where a.active and a.node_id = any(${nodeIds}::uuid[]) order by cardinality(n.path), a.name, a.id limit 200`.execute(
    ctx.db,
  )
  return rows
}
