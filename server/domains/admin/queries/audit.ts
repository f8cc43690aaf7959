import { type SqlBool, sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { keyset } from '../../../kernel/db/keyset.ts'
import { isId } from '../../../kernel/ids.ts'

export type AuditFilter = {
  actorId?: string
  table?: string
  rowId?: string
  action?: string[]
  from?: string
  to?: string
  q?: string
  after?: string
  limit: number
}

/** Newest first, by an index for every filter that narrows: actor, table, row, request, rare action. */
export const auditPage = async (
  ctx: Ctx,
  { actorId, table, rowId, action, from, to, q, ...page }: AuditFilter,
) => {
  const people = q && !isId(q) ? await peopleNamed(ctx, q) : undefined
  const query = ctx.db
    .selectFrom('kernel.audit as e')
    .select([
      'e.id',
      'e.at',
      'e.actorId',
      'e.actorName',
      'e.action',
      'e.tableName',
      'e.rowId',
      'e.before',
      'e.after',
      'e.reason',
      'e.requestId',
      'e.address',
    ])
    // The cursor needs the microseconds that a JavaScript date drops.
    .select(sql<string>`to_json(e.at) #>> '{}'`.as('exactAt'))
    .$if(actorId !== undefined, (e) => e.where('e.actorId', '=', actorId!))
    .$if(table !== undefined, (e) => e.where('e.tableName', '=', table!))
    .$if(rowId !== undefined, (e) => e.where('e.rowId', '=', rowId!))
    .$if(action !== undefined && action.length > 0, (e) => e.where('e.action', 'in', action!))
    .$if(from !== undefined, (e) => e.where('e.at', '>=', new Date(from!)))
    .$if(to !== undefined, (e) => e.where('e.at', '<', new Date(to!)))
    .$if(people !== undefined, (e) => e.where(sql<SqlBool>`e.actor_id = any(${people!}::uuid[])`))
    .$if(q !== undefined && isId(q), (e) =>
      e.where((eb) => eb.or([eb('e.rowId', '=', q!), eb('e.requestId', '=', q!)])),
    )
  return keyset(query, ['e.at', 'e.id'], 'desc', page).execute()
}

const peopleNamed = async (ctx: Ctx, text: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from admin.account where strpos(name, ${text}) > 0 or strpos(login, lower(${text})) > 0 order by name limit 200`.execute(
    ctx.db,
  )
  return rows.map((row) => row.id)
}
