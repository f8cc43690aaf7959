import type { FieldError } from '../../../kernel/errors.ts'
import { differencesOf } from './compare.ts'
import type { ReadRow, Values, Written } from './kind.ts'

/** How the smaller domains answer a batch: by place, silent about rows that were already so. */
export type BulkOutcome = {
  written: {
    index: number
    id: string
    outcome: 'created' | 'updated'
    before?: Record<string, unknown> | null
    /** Whom it is about, where the next row of the same person may fare otherwise for it. */
    customerId?: string | null
  }[]
  /** `code`: told apart by it where a field can be refused for several reasons. */
  problems: (FieldError & { index: number; code?: string })[]
  /** What was left out or done otherwise; the row is written all the same. */
  notes?: (FieldError & { index: number })[]
}

/** One answer per row. A key said twice in a batch is written once, by its last row; the earlier ones change nothing. */
export function answersOf(rows: ReadRow[], outcome: BulkOutcome): Written[] {
  const answers: Written[] = rows.map(() => ({ outcome: 'unchanged' }))
  for (const { index, id, outcome: what, before, customerId } of outcome.written)
    answers[index] = {
      outcome: what === 'created' ? 'create' : 'update',
      subjectId: id,
      ...(customerId && { personId: customerId }),
      ...(before && { differences: knownDifferences(before, rows[index]!.values) }),
    }
  for (const { index, field, code = 'refused', zh, en } of outcome.problems) {
    const faults = [...(answers[index]?.faults ?? []), { field, code, zh, en }]
    answers[index] = { outcome: 'invalid', faults }
  }
  for (const { index, field, zh, en } of outcome.notes ?? []) {
    const answer = answers[index]!
    answers[index] = { ...answer, faults: [...(answer.faults ?? []), { field, code: 'noted', zh, en }] }
  }
  return answers
}

/** The row as it was, against what the file says of the same columns. */
function knownDifferences(before: Record<string, unknown>, values: Values) {
  const camel = Object.fromEntries(
    Object.entries(before).map(([name, value]) => [
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )
  const shared = Object.keys(values).filter((name) => name in camel)
  const pick = (from: Record<string, unknown>) => Object.fromEntries(shared.map((name) => [name, from[name]]))
  return differencesOf(pick(camel), pick(values))
}
