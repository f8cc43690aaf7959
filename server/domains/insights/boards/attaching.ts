import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { AnalysisAnswer } from '../../../../contract/analyses.ts'
import type { Attached } from '../../../kernel/mail.ts'
import { writeSheets } from '../../../kernel/tables/index.ts'
import { sheetOf } from '../analyses/export.ts'
import type { Language } from './cells.ts'
import type { MailedTile } from './mail.ts'

/** Servers refuse mails of 10 MB and more, and base64 adds a third: a bigger workbook is left out, the board has it. */
export const mostBytes = 6_000_000

/** A board's answers as one workbook, a sheet for each that has rows; null when none has. */
export async function workbookOf(
  tiles: readonly MailedTile[],
  name: string,
  language: Language,
): Promise<Attached | null> {
  const answered = tiles.flatMap(({ title, answer }) =>
    answer && hasRows(answer) ? [{ ...answer, title }] : [],
  )
  if (answered.length === 0) return null
  const stream = new PassThrough()
  const [body] = await Promise.all([
    buffer(stream),
    writeSheets(
      stream,
      answered.map((answer) => sheetOf(answer, language)),
    ),
  ])
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return body.length > mostBytes ? null : { name, type, body }
}

const hasRows = ({ rows, empty }: AnalysisAnswer) => rows.length > 0 && !empty
