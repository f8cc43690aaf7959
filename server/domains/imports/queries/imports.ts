import { sql } from 'kysely'
import type { Call } from '../../../../contract/endpoint.ts'
import type {
  ImportKind,
  ImportOptions,
  ImportState,
  listImports,
  Mapping,
} from '../../../../contract/imports.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { keyset } from '../../../kernel/db/keyset.ts'
import type { Tally } from '../engine/tally.ts'
import type { Suggestion } from '../mapping/suggest.ts'

export type NewImport = {
  id: string
  kind: ImportKind
  fileName: string
  filePath: string
  fileBytes: number
  format: string
  encoding: string
  delimiter: string | null
  source: string
  header: string[]
  firstRows: string[][]
  suggestion: Suggestion[]
  mapping: Mapping
  options: ImportOptions
  rowTotal: number | null
  brandId: string | null
  dealerId: string | null
}

export const insertImport = (
  ctx: Ctx,
  { header, firstRows, suggestion, mapping, options, ...row }: NewImport,
) =>
  ctx.db
    .insertInto('imports.import')
    .values({
      ...row,
      header: JSON.stringify(header),
      firstRows: JSON.stringify(firstRows),
      suggestion: JSON.stringify(suggestion),
      mapping: JSON.stringify(mapping),
      options: JSON.stringify(options),
      state: 'draft',
      createdBy: ctx.actor.id,
      createdAt: ctx.now,
    })
    .execute()

const imports = (ctx: Ctx) =>
  ctx.db
    .selectFrom('imports.import as i')
    .leftJoin('admin.account as a', 'a.id', 'i.createdBy')
    .selectAll('i')
    .select('a.name as createdByName')

type Stored = NonNullable<Awaited<ReturnType<typeof storedImport>>>
const storedImport = (ctx: Ctx, id: string) => imports(ctx).where('i.id', '=', id).executeTakeFirst()

/** The JSON columns as what they hold. */
export type ImportRow = Omit<
  Stored,
  | 'kind'
  | 'state'
  | 'header'
  | 'firstRows'
  | 'suggestion'
  | 'mapping'
  | 'options'
  | 'counts'
  | 'checked'
  | 'ties'
> & {
  kind: ImportKind
  state: ImportState
  header: string[]
  firstRows: string[][]
  suggestion: Suggestion[]
  mapping: Mapping
  options: ImportOptions
  counts: Partial<Tally> & { seconds?: number }
  ties: Record<string, string>
  checked: (Tally & { seconds?: number }) | null
}

export const importById = async (ctx: Ctx, id: string) =>
  (await storedImport(ctx, id)) as ImportRow | undefined

/** No key update: the batches beside hold its key through what they write about it (imports.change). */
export const lockImport = async (ctx: Ctx, id: string) =>
  (await ctx.db
    .selectFrom('imports.import')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()) as Omit<ImportRow, 'createdByName'> | undefined

export const importPage = async (ctx: Ctx, { state, kind, ...page }: Call<typeof listImports>['query']) => {
  let query = imports(ctx)
  if (state?.length) query = query.where('i.state', 'in', state)
  if (kind?.length) query = query.where('i.kind', 'in', kind)
  return (await keyset(query, ['i.created_at', 'i.id'], 'desc', page).execute()) as ImportRow[]
}

export type Changes = Partial<{
  kind: ImportKind
  source: string
  state: ImportState
  mapping: Mapping
  options: ImportOptions
  suggestion: Suggestion[]
  checked: unknown
  ties: Record<string, string>
  counts: unknown
  rowDone: number
  rowTotal: number
  batchDone: number
  batchesAhead: number[]
  jobId: string | null
  brandId: string | null
  dealerId: string | null
  startedAt: Date | null
  finishedAt: Date | null
  undoUntil: Date | null
  error: string | null
}>
const asJson = new Set(['mapping', 'options', 'suggestion', 'checked', 'counts', 'ties'])

/** `version` moves with what people edit, not with the progress of a run. */
export const updateImport = (ctx: Ctx, id: string, changes: Changes, edited = false) =>
  ctx.db
    .updateTable('imports.import')
    .set((eb) => ({
      ...Object.fromEntries(
        Object.entries(changes).map(([key, value]) => [
          key,
          asJson.has(key) && value !== null ? JSON.stringify(value) : value,
        ]),
      ),
      ...(edited && { version: eb('version', '+', 1) }),
    }))
    .where('id', '=', id)
    .execute()

export const deleteImport = (ctx: Ctx, id: string) =>
  ctx.db.deleteFrom('imports.import').where('id', '=', id).execute()

export const jobOf = (ctx: Ctx, jobId: string) =>
  ctx.db
    .selectFrom('kernel.job')
    .select(['id', 'state', 'cancelAsked'])
    .where('id', '=', jobId)
    .executeTakeFirst()

export const askJobToStop = (ctx: Ctx, jobId: string) =>
  ctx.db.updateTable('kernel.job').set({ cancelAsked: true }).where('id', '=', jobId).execute()

/** Files and before-images whose thirty days are over. */
export const outlived = (ctx: Ctx, before: Date) =>
  ctx.db
    .selectFrom('imports.import')
    .select(['id', 'filePath', 'state'])
    .where((eb) =>
      eb.or([
        eb('undoUntil', '<', before),
        eb.and([
          eb('createdAt', '<', new Date(before.getTime() - 30 * 86_400_000)),
          eb('state', 'in', ['draft', 'checked', 'failed', 'cancelled', 'undone']),
        ]),
      ]),
    )
    .where('filePath', '<>', '')
    .limit(1_000)
    .execute()

export const forgetFile = async (ctx: Ctx, id: string) => {
  await sql`delete from imports.change where import_id = ${id}::uuid`.execute(ctx.db)
  await sql`delete from imports.problem where import_id = ${id}::uuid`.execute(ctx.db)
  await sql`delete from imports.sample where import_id = ${id}::uuid`.execute(ctx.db)
  await ctx.db
    .updateTable('imports.import')
    .set({ filePath: '', firstRows: '[]' })
    .where('id', '=', id)
    .execute()
}
