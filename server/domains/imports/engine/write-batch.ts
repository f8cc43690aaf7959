import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { Batch, FieldFault, Kind, Written } from '../kinds/kind.ts'
import type { Problem, Sample } from '../queries/rows.ts'
import type { Prepared } from './prepare.ts'
import { count, emptyTally, type Tally } from './tally.ts'

/** `people`: who the rows were about, for the dry run to see which of them belong together. */
export type Report = {
  problems: Problem[]
  samples: Sample[]
  people: { rowNumber: number; personId: string }[]
  tally: Tally
}

/**
 * Of every outcome so many rows of a batch are kept to look at, the same ones whichever batch ends first; all invalid
 * ones are, for the error file.
 */
const samplesOf = (number: number): number => (number === 0 ? 500 : 20)

/**
 * Writes one batch through its domain's door, under the import's name so that undo hears of every row.
 */
export async function writeBatch(
  ctx: Ctx,
  kind: Kind,
  batch: Batch,
  rows: Prepared[],
  number: number,
): Promise<Report> {
  await sql`select set_config('app.import', ${batch.importId}, true)`.execute(ctx.db)
  const good = rows.filter((row) => !row.isInvalid)
  const answers = good.length > 0 ? await kind.write(ctx, good, batch) : []
  const written = new Map<Prepared, Written>(good.map((row, at) => [row, answers[at]!]))
  const report: Report = { problems: [], samples: [], people: [], tally: emptyTally() }
  const { tally } = report
  for (const row of rows) {
    const answer = written.get(row) ?? { outcome: 'invalid' as const }
    const faults = [...row.faults, ...(answer.faults ?? [])]
    if (answer.personId) report.people.push({ rowNumber: row.rowNumber, personId: answer.personId })
    note(report, row, answer, faults, tally[answer.outcome] < samplesOf(number))
    count(tally, answer, faults)
  }
  return report
}

function note(report: Report, row: Prepared, answer: Written, faults: FieldFault[], isShown: boolean): void {
  const about = { row_number: row.rowNumber, raw: row.cells }
  for (const { field, code, zh, en } of faults)
    report.problems.push({
      ...about,
      field,
      code,
      message: { zh, en },
      outcome: answer.outcome === 'invalid' ? 'invalid' : 'warning',
    })
  if (answer.outcome === 'invalid' || !isShown) return
  report.samples.push({
    ...about,
    outcome: answer.outcome,
    subject_id: answer.subjectId ?? null,
    differences: answer.differences ?? [],
  })
}
