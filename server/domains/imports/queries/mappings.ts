import { sql } from 'kysely'
import type { ImportKind } from '../../../../contract/imports.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import type { SavedMapping } from '../mapping/saved.ts'

/** Row security shows each their own; the carmaker's are the carmaker's, under no node. */
export const savedMappings = (ctx: Ctx, kind: ImportKind) =>
  ctx.db
    .selectFrom('imports.savedMapping')
    .select(['source', 'updatedAt'])
    .where('kind', '=', kind)
    .where('nodeId', 'is not distinct from', nodeOf(ctx))
    .orderBy('updatedAt', 'desc')
    .limit(50)
    .execute()

export async function savedMapping(ctx: Ctx, kind: ImportKind, source: string): Promise<SavedMapping | null> {
  const row = await ctx.db
    .selectFrom('imports.savedMapping')
    .select('mapping')
    .where('kind', '=', kind)
    .where('source', '=', source)
    .where('nodeId', 'is not distinct from', nodeOf(ctx))
    .executeTakeFirst()
  return (row?.mapping as SavedMapping | undefined) ?? null
}

export const saveMapping = (
  ctx: Ctx,
  kind: ImportKind,
  source: string,
  header: string[],
  mapping: SavedMapping,
) =>
  sql`
    insert into imports.saved_mapping (id, kind, source, header, mapping, node_id, updated_at)
    values (${newId()}, ${kind}, ${source}, ${JSON.stringify(header)}::jsonb, ${JSON.stringify(mapping)}::jsonb, ${nodeOf(ctx)}::uuid, ${ctx.now})
    on conflict (kind, source, node_id) do update set header = excluded.header, mapping = excluded.mapping, updated_at = excluded.updated_at
      where saved_mapping.mapping is distinct from excluded.mapping
  `.execute(ctx.db)

const nodeOf = (ctx: Ctx): string | null =>
  ctx.scope.kind === 'dealer' || ctx.scope.kind === 'brand' ? (ctx.scope.nodes[0] ?? null) : null
