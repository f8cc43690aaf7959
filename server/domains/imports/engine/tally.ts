import type { ImportCounts } from '../../../../contract/imports.ts'
import type { FieldFault, Written } from '../kinds/kind.ts'

/** Counts that grow batch by batch and can be stored between two batches: plain data. */
export type Tally = {
  rows: number
  create: number
  update: number
  unchanged: number
  conflict: number
  invalid: number
  warnings: number
  problems: Record<string, { field: string; code: string; rows: number; message: { zh: string; en: string } }>
  conflicts: Record<string, number>
}

export const emptyTally = (): Tally => ({
  rows: 0,
  create: 0,
  update: 0,
  unchanged: 0,
  conflict: 0,
  invalid: 0,
  warnings: 0,
  problems: {},
  conflicts: {},
})

const mostKinds = 200

export function count(tally: Tally, written: Written, faults: FieldFault[]): void {
  tally.rows++
  tally[written.outcome]++
  if (written.outcome !== 'invalid') tally.warnings += faults.length
  if (written.outcome === 'conflict')
    for (const { field } of written.differences ?? [])
      tally.conflicts[field] = (tally.conflicts[field] ?? 0) + 1
  for (const { field, code, zh, en } of faults) {
    const key = `${field} ${code}`
    const known = tally.problems[key]
    if (known) known.rows++
    else if (Object.keys(tally.problems).length < mostKinds)
      tally.problems[key] = { field, code, rows: 1, message: { zh, en } }
  }
}

/** Adds what another batch counted. */
export function addTally(tally: Tally, more: Tally): Tally {
  const { problems, conflicts, ...numbers } = more
  for (const [key, value] of Object.entries(numbers)) tally[key as keyof typeof numbers] += value
  for (const [field, rows] of Object.entries(conflicts))
    tally.conflicts[field] = (tally.conflicts[field] ?? 0) + rows
  for (const [key, { rows, ...fault }] of Object.entries(problems)) {
    const known = tally.problems[key]
    if (known) known.rows += rows
    else if (Object.keys(tally.problems).length < mostKinds) tally.problems[key] = { ...fault, rows }
  }
  return tally
}

export function countsOf(tally: Tally, more: Pick<ImportCounts, 'written' | 'seconds'> = {}): ImportCounts {
  const { problems, conflicts, ...counts } = tally
  return {
    ...counts,
    problems: Object.values(problems)
      .sort((a, b) => b.rows - a.rows)
      .slice(0, 50),
    conflicts: Object.entries(conflicts)
      .map(([field, rows]) => ({ field, rows }))
      .sort((a, b) => b.rows - a.rows)
      .slice(0, 50),
    ...more,
  }
}
