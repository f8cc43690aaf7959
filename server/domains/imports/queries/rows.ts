import { sql } from 'kysely'
import type { Outcome } from '../../../../contract/imports.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { readCursor } from '../../../kernel/db/keyset.ts'

export type Problem = {
  row_number: number
  field: string
  code: string
  message: { zh: string; en: string }
  raw: string[]
  outcome: 'invalid' | 'warning'
}
export type Sample = {
  row_number: number
  outcome: Exclude<Outcome, 'invalid'>
  subject_id: string | null
  raw: string[]
  differences: unknown[]
}

/** Two statements however many rows; a batch that is run again after a kill wrote nothing the first time. */
export async function saveRows(
  ctx: Ctx,
  importId: string,
  problems: Problem[],
  samples: Sample[],
): Promise<void> {
  if (problems.length > 0)
    await sql`
      insert into imports.problem (import_id, row_number, field, code, message, raw, outcome)
      select ${importId}::uuid, row_number, field, code, message, raw, outcome
      from jsonb_to_recordset(${JSON.stringify(problems)}::jsonb) as r(row_number bigint, field text, code text, message jsonb, raw jsonb, outcome text)
      on conflict do nothing`.execute(ctx.db)
  if (samples.length > 0)
    await sql`
      insert into imports.sample (import_id, row_number, outcome, subject_id, raw, differences)
      select ${importId}::uuid, row_number, outcome, subject_id, raw, differences
      from jsonb_to_recordset(${JSON.stringify(samples)}::jsonb) as r(row_number bigint, outcome text, subject_id uuid, raw jsonb, differences jsonb)
      on conflict do nothing`.execute(ctx.db)
}

export async function clearRows(ctx: Ctx, importId: string): Promise<void> {
  await sql`delete from imports.problem where import_id = ${importId}::uuid`.execute(ctx.db)
  await sql`delete from imports.sample where import_id = ${importId}::uuid`.execute(ctx.db)
}

type Page = { after?: string; limit: number }
const from = (page: Page): number => (page.after ? Number(readCursor(page.after, 1)[0]) : -1)

export const samplesOf = (ctx: Ctx, importId: string, outcome: Exclude<Outcome, 'invalid'>, page: Page) =>
  ctx.db
    .selectFrom('imports.sample')
    .select(['rowNumber', 'outcome', 'subjectId', 'raw', 'differences'])
    .where('importId', '=', importId)
    .where('outcome', '=', outcome)
    .where('rowNumber', '>', from(page))
    .orderBy('rowNumber')
    .limit(page.limit + 1)
    .execute()

/** Invalid rows with all their problems, by row. */
export const invalidRows = (ctx: Ctx, importId: string, page: Page, outcomes: string[] = ['invalid']) =>
  ctx.db
    .selectFrom('imports.problem')
    .select([
      'rowNumber',
      sql<string>`min(raw::text)`.as('raw'),
      sql<
        { field: string; code: string; message: { zh: string; en: string } }[]
      >`jsonb_agg(jsonb_build_object('field', field, 'code', code, 'message', message) order by field)`.as(
        'problems',
      ),
    ])
    .where('importId', '=', importId)
    .where('outcome', 'in', outcomes)
    .where('rowNumber', '>', from(page))
    .groupBy('rowNumber')
    .orderBy('rowNumber')
    .limit(page.limit + 1)
    .execute()

export const keptRows = (ctx: Ctx, importId: string, page: Page) => {
  const [table, key] = page.after ? readCursor(page.after, 2) : ['', '']
  return ctx.db
    .selectFrom('imports.kept')
    .select(['tableName', 'key', 'reason'])
    .where('importId', '=', importId)
    .where(sql<boolean>`(table_name, key) > (${table}, ${key})`)
    .orderBy('tableName')
    .orderBy('key')
    .limit(page.limit + 1)
    .execute()
}

export const keptCount = async (ctx: Ctx, importId: string): Promise<number> => {
  const { rows } = await sql<{
    rows: number
  }>`select count(*)::int as rows from imports.kept where import_id = ${importId}::uuid`.execute(ctx.db)
  return rows[0]!.rows
}
