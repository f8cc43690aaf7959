import type { Call, Words } from '../../../contract/endpoint.ts'
import type { listImportRows, listImports, listKeptRows } from '../../../contract/imports.ts'
import {
  type ImportColumn,
  type ImportCounts,
  type ImportDetail,
  type ImportItem,
  type ImportPeople,
  importKinds,
} from '../../../contract/imports.ts'
import { commonProblems } from '../../../contract/problem.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { pageOf } from '../../kernel/db/keyset.ts'
import { found } from '../../kernel/errors.ts'
import { maskPhone, readPhone } from '../../kernel/phone.ts'
import { maskResidentId, readResidentId } from '../../kernel/resident-id.ts'
import { peopleOfImport } from '../customers/index.ts'
import { countsOf, emptyTally, type Tally } from './engine/tally.ts'
import { kinds } from './kinds/index.ts'
import { missingOf } from './needs.ts'
import { type ImportRow, importById, importPage } from './queries/imports.ts'
import { savedMappings } from './queries/mappings.ts'
import { invalidRows, keptCount, keptRows, samplesOf } from './queries/rows.ts'
import { plain } from './values/reading.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

const shownCounts = (
  tally: (Partial<Tally> & Pick<ImportCounts, 'seconds' | 'written'>) | null,
): ImportCounts | null => {
  if (!tally?.rows) return null
  const { seconds, written, ...counts } = tally
  return countsOf(
    { ...emptyTally(), ...counts },
    { ...(seconds !== undefined && { seconds }), ...(written && { written }) },
  )
}

export const itemOf = (row: ImportRow): ImportItem => ({
  id: row.id,
  kind: row.kind,
  fileName: row.fileName,
  fileBytes: row.fileBytes,
  source: row.source,
  state: row.state,
  rowDone: row.rowDone,
  rowTotal: row.rowTotal,
  counts: shownCounts(row.counts),
  jobId: row.jobId,
  createdBy: row.createdBy ? { id: row.createdBy, name: row.createdByName ?? '' } : null,
  createdAt: row.createdAt.toISOString(),
  startedAt: iso(row.startedAt),
  finishedAt: iso(row.finishedAt),
  undoUntil: iso(row.undoUntil),
  error: row.error,
  version: row.version,
})

export async function readDetail(ctx: Ctx, id: string): Promise<ImportDetail> {
  const row = found(await importById(ctx, id), commonProblems.notFound)
  return {
    ...itemOf(row),
    format: row.format as ImportDetail['format'],
    encoding: row.encoding,
    delimiter: row.delimiter,
    columns: columnsShown(row),
    mapping: row.mapping,
    options: row.options,
    checked: shownCounts(row.checked),
    missing: missingOf(row),
    saved: (await savedMappings(ctx, row.kind)).map(({ source, updatedAt }) => ({
      source,
      updatedAt: updatedAt.toISOString(),
    })),
    kept: await keptCount(ctx, id),
  }
}

/** The suggestion stays beside what somebody chose, so that a changed mind can see it. */
function columnsShown({ header, firstRows, suggestion, mapping }: ImportRow): ImportColumn[] {
  return header.map((name, column) => {
    const guess = suggestion.find((one) => one.column === column)
    const field = mapping[String(column)] ?? null
    const cells = firstRows.map((cells) => cells[column] ?? '')
    const isGuess = guess !== undefined && guess.field === field
    return {
      column,
      header: name,
      values: [...new Set(cells.map(plain).filter((cell) => cell !== ''))].slice(0, 4).map(masked),
      field,
      sure: isGuess ? guess.sure : 100,
      because: isGuess ? guess.because : 'none',
      empty: cells.every((cell) => plain(cell) === ''),
    }
  })
}

/** The wizard shows what a column holds, not whose number it is. */
export function masked(given: string): string {
  // Digits in full width are digits.
  const cell = given.normalize('NFKC')
  const id = cell.length >= 15 ? readResidentId(cell) : null
  if (id?.ok) return maskResidentId(id.id18)
  // Something that wants to be an ID number and fails its checksum is still somebody's.
  if (/^\d{14,17}[\dXx]$/.test(cell.trim()))
    return `${cell.trim().slice(0, 4)}**********${cell.trim().slice(-2)}`
  const phone = /\d{7}/.test(cell.replace(/[\s-]/g, '')) ? readPhone(cell) : null
  return phone?.ok ? maskPhone(phone.e164) : cell.slice(0, 60)
}

/** Of a run, also while it goes on; before it there are none. */
export async function readPeople(ctx: Ctx, id: string): Promise<ImportPeople> {
  const row = found(await importById(ctx, id), commonProblems.notFound)
  return peopleOfImport(ctx, id, row.startedAt ?? row.createdAt)
}

export async function listPage(ctx: Ctx, query: Call<typeof listImports>['query']) {
  const rows = await importPage(ctx, query)
  return pageOf(rows, query.limit, (row) => [row.createdAt.toISOString(), row.id], itemOf)
}

export const kindShapes = () => ({
  items: importKinds.map((kind) => ({
    kind,
    zh: kinds[kind].zh,
    en: kinds[kind].en,
    fields: kinds[kind].fields.map(({ key, zh, en, register, required, match }) => ({
      key,
      zh,
      en,
      register,
      required,
      matchKey: match !== null,
    })),
  })),
})

export async function listRows(
  ctx: Ctx,
  id: string,
  { outcome, ...page }: Call<typeof listImportRows>['query'],
) {
  found(await importById(ctx, id), commonProblems.notFound)
  if (outcome !== 'invalid') {
    const rows = await samplesOf(ctx, id, outcome, page)
    return pageOf(
      rows,
      page.limit,
      (row) => [row.rowNumber],
      (row) => ({
        rowNumber: row.rowNumber,
        outcome,
        subjectId: row.subjectId,
        cells: (row.raw as string[]).map(masked),
        differences: row.differences as { field: string; before: string | null; after: string | null }[],
        problems: [],
      }),
    )
  }
  const rows = await invalidRows(ctx, id, page)
  return pageOf(
    rows,
    page.limit,
    (row) => [row.rowNumber],
    (row) => ({
      rowNumber: row.rowNumber,
      outcome,
      subjectId: null,
      cells: (JSON.parse(row.raw) as string[]).map(masked),
      differences: [],
      problems: row.problems.map(({ field, code, message }) => ({
        field,
        code,
        message: inLanguage(ctx, message),
      })),
    }),
  )
}

export const inLanguage = (ctx: Pick<Ctx, 'actor'>, words: Words): string =>
  ctx.actor.language === 'en' ? words.en : words.zh

export async function listKept(ctx: Ctx, id: string, page: Call<typeof listKeptRows>['query']) {
  found(await importById(ctx, id), commonProblems.notFound)
  const rows = await keptRows(ctx, id, page)
  return pageOf(
    rows,
    page.limit,
    (row) => [row.tableName, row.key],
    (row) => ({ table: row.tableName, key: row.key, reason: row.reason as 'changed' | 'used' | 'belongs' }),
  )
}
