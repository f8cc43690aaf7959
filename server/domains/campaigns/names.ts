import { sql } from 'kysely'
import type { Ctx } from '../../kernel/ctx.ts'

/** Campaign names by id, for screens of other domains. */
export async function campaignNames(ctx: Ctx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('campaigns.campaign')
    .select(['id', 'name'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
