import fc from 'fast-check'

/*
 * Data nobody has seen: one customer, all alike, refunds, sums beyond a carmaker's turnover, nothing known, an outcome a column
 * gives away. No model may hang, throw or answer with something that is no number; what it cannot know it says.
 */
export const runs = { numRuns: 60 }
export const finite = (value: number) => Number.isFinite(value)
export const fen = fc.oneof(
  fc.constantFrom(0, 0, 1, -1, 10_000, 10_000),
  fc.integer({ min: -5_000_000, max: 50_000_000 }),
  fc.integer({ min: 10 ** 13, max: 10 ** 14 }),
)
export const columnOf = (values: readonly number[]) => Float64Array.from(values)
