import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

/** Names leave PostgreSQL only for who may read them there: who is not in the map is not the asker's to see. */
async function namesIn(ctx: Ctx, table: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from ${sql.table(table)} where id = any(${ids}::uuid[])`.execute(ctx.db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
export const customerNames = (ctx: Ctx, ids: readonly string[]) => namesIn(ctx, 'customers.customer', ids)
export const accountNames = (ctx: Ctx, ids: readonly string[]) => namesIn(ctx, 'admin.account', ids)
