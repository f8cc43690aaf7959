import { PassThrough, Readable } from 'node:stream'
import type {
  AnalysisAnswer,
  AnalysisColumn,
  AnalysisRow,
  exportAnalysis as askExport,
  CellKind,
} from '../../../../contract/analyses.ts'
import type { Call, Words } from '../../../../contract/endpoint.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import {
  type CellValue,
  csvStream,
  type Sheet,
  type TableColumn,
  writeXlsx,
} from '../../../kernel/tables/index.ts'
import type { Analysis } from './analysis.ts'
import { answerOf } from './answer.ts'
import { namedFor } from './asking.ts'

type Query = Omit<Call<typeof askExport>['query'], 'with'> & { with?: string[] | undefined }
/** A file to send: its bytes, its type and its name. */
export type Exported = { body: Readable; type: string; name: string }

/** Refusals: as `answer`. */
export const exportNamed = (ctx: Ctx, name: string, query: Query): Promise<Exported> =>
  exportAnswer(ctx, namedFor(ctx, name), query)

/** The rows of an answer as a file. Who took it, how many rows and why stand in the audit. */
export async function exportAnswer(
  ctx: Ctx,
  analysis: Analysis,
  { format, reason_for_export, ...query }: Query,
): Promise<Exported> {
  const answer = await answerOf(ctx, analysis, query)
  await recordAudit(ctx, {
    table: 'insights',
    rowId: null,
    action: 'export',
    reason: reason_for_export,
    after: {
      analysis: analysis.name,
      format,
      rows: answer.rows.length,
      columns: answer.columns.map(({ key }) => key),
      ...query,
    },
  })
  const sheet = sheetOf(answer, ctx.actor.language === 'en' ? 'en' : 'zh')
  const name = ['ringroad', answer.name, answer.period?.from, answer.period?.to].filter(Boolean).join('-')
  return format === 'csv'
    ? {
        body: Readable.from(answer.rows).pipe(csvStream(sheet.columns)),
        type: 'text/csv; charset=utf-8',
        name: `${name}.csv`,
      }
    : {
        body: workbook(sheet),
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        name: `${name}.xlsx`,
      }
}

/** The writer ends the stream by itself; what fails on the way breaks the download instead of ending it short. */
function workbook({ columns, rows, name }: Sheet<AnalysisRow>) {
  const body = new PassThrough()
  writeXlsx(body, columns, rows, name).catch((error: Error) => body.destroy(error))
  return body
}

/** An answer as a table of a workbook, in the reader's language. */
export const sheetOf = (
  { columns, rows, title }: Pick<AnalysisAnswer, 'columns' | 'rows' | 'title'>,
  language: Language,
): Sheet<AnalysisRow> & { columns: TableColumn<AnalysisRow>[] } => ({
  name: sheetName(title[language]),
  columns: columns.map((column) => columnOf(column, language)),
  rows,
})

/** Excel takes 31 characters, and none of these. */
const sheetName = (title: string) => title.replace(/[\\/?*[\]:']/g, ' ').slice(0, 31)

type Language = keyof Words
const units: Partial<Record<CellKind, Words>> = {
  fen: { zh: '元', en: 'yuan' },
  share: { zh: '%', en: '%' },
  points: { zh: '百分点', en: 'points' },
  days: { zh: '天', en: 'days' },
}

function columnOf({ key, title, kind, words }: AnalysisColumn, language: Language): TableColumn<AnalysisRow> {
  const unit = units[kind]?.[language]
  const header = title[language] + (unit ? (language === 'zh' ? `（${unit}）` : ` (${unit})`) : '')
  return { header, value: (row) => cellOf(kind, words, row[key], language) }
}

/** Sums in yuan, shares in per cent; what is a number stays one, so that a spreadsheet reckons with it. */
function cellOf(
  kind: CellKind,
  words: AnalysisColumn['words'],
  cell: CellValue,
  language: Language,
): CellValue {
  if (typeof cell === 'string') return words?.[cell]?.[language] ?? cell
  if (typeof cell !== 'number') return cell
  if (kind === 'fen') return cell / 100
  return kind === 'share' || kind === 'points' ? Number((cell * 100).toFixed(6)) : cell
}
