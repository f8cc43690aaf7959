import type { Words } from '../../../../contract/endpoint.ts'
import { words } from '../../../../contract/problem.ts'
import type { FieldError } from '../../../kernel/errors.ts'

/** What became of the rows of a book, by their place in it; rows that were already so are not named. */
export type BookOutcome = {
  written: {
    index: number
    id: string
    outcome: 'created' | 'updated'
    customerId: string
    /** Of an update: what was there before of what changed. */
    before?: Record<string, unknown>
  }[]
  problems: (FieldError & { index: number })[]
  /** What was done otherwise than the row says. */
  notes: (FieldError & { index: number })[]
}

export const emptyOutcome = (): BookOutcome => ({ written: [], problems: [], notes: [] })

export const problemAt = (
  index: number,
  field: string,
  said: Words,
  values: Record<string, string | number> = {},
) => ({ index, field, ...words(said, values) })

/** A number said twice in one batch is written once, by its last row. */
export function lastOf<A>(arrivals: readonly A[], keyOf: (arrival: A) => string | null) {
  const last = new Map<string, { index: number; arrival: A }>()
  for (const [index, arrival] of arrivals.entries())
    last.set(keyOf(arrival) ?? `#${index}`, { index, arrival })
  return [...last.values()]
}
