import { Readable } from 'node:stream'
import { commonProblems } from '../../../contract/problem.ts'
import { recordAudit } from '../../kernel/audit.ts'
import { cursorOf } from '../../kernel/db/keyset.ts'
import { found } from '../../kernel/errors.ts'
import { csvStream } from '../../kernel/tables/index.ts'
import type { Driver } from './engine/open.ts'
import { kinds } from './kinds/index.ts'
import { type ImportRow, importById } from './queries/imports.ts'
import { invalidRows } from './queries/rows.ts'

type Language = 'zh' | 'en'
type Line = { rowNumber: number; cells: string[]; fields: string; reasons: string }
const words = {
  zh: { row: '行号', field: '字段', reason: '原因' },
  en: { row: 'Row', field: 'Field', reason: 'Reason' },
}
const pageRows = 2_000

/**
 * The original rows that were left out, with their number, field and reason first: mend them in a spreadsheet,
 * upload the same file again. Streamed; every cell is safe to open.
 */
export async function errorsFile(
  driver: Pick<Driver, 'transact'>,
  id: string,
  language: Language,
): Promise<{ stream: Readable; fileName: string }> {
  const row = await driver.transact(async (ctx) => {
    const seen = found(await importById(ctx, id), commonProblems.notFound)
    await recordAudit(ctx, { table: 'imports.import', rowId: id, action: 'export', reason: 'errors' })
    return seen
  })
  const { row: number, field, reason } = words[language]
  const columns = [
    { header: number, value: (line: Line) => line.rowNumber },
    { header: field, value: (line: Line) => line.fields },
    { header: reason, value: (line: Line) => line.reasons },
    ...row.header.map((name, at) => ({ header: name, value: (line: Line) => line.cells[at] ?? '' })),
  ]
  const stream = Readable.from(linesOf(driver, row, language)).pipe(csvStream(columns))
  return { stream, fileName: `${row.fileName.replace(/\.[a-z0-9]+$/i, '')}-errors.csv` }
}

async function* linesOf(
  { transact }: Pick<Driver, 'transact'>,
  { id, kind }: ImportRow,
  language: Language,
): AsyncGenerator<Line> {
  const labels = new Map(kinds[kind].fields.map((one) => [one.key, one[language]]))
  for (let after: string | undefined; ; ) {
    const page = { limit: pageRows, ...(after && { after }) }
    const rows = await transact((ctx) => invalidRows(ctx, id, page, ['invalid', 'warning']))
    for (const row of rows.slice(0, pageRows))
      yield {
        rowNumber: row.rowNumber,
        cells: JSON.parse(row.raw) as string[],
        fields: row.problems.map(({ field }) => labels.get(field) ?? field).join('; '),
        reasons: row.problems.map(({ message }) => message[language]).join('; '),
      }
    if (rows.length <= pageRows) return
    after = cursorOf([rows[pageRows - 1]!.rowNumber])
  }
}
