export type AbcClass = 'A' | 'B' | 'C'

export type AbcShares = {
  /** A are the best customers who together bring this share of all positive value. */
  a: number
  /** A and B together. */
  b: number
}

export const usualShares: AbcShares = { a: 0.8, b: 0.95 }

/** The least value that is still A, and still B. */
export type AbcBorders = { aFromFen: number; bFromFen: number }

/**
 * Going down from the best, a customer is A while what stands above them is less than the share: who crosses the border is
 * still in. Customers of equal value are of one class, the better one. Nobody who brings nothing is A or B.
 */
export function abcBorders(valuesFen: Float64Array, { a, b }: AbcShares = usualShares): AbcBorders {
  const sorted = valuesFen.slice().sort()
  let total = 0
  for (const value of sorted) if (value > 0) total += value
  const borders = { aFromFen: Number.POSITIVE_INFINITY, bFromFen: Number.POSITIVE_INFINITY }
  let above = 0
  for (let i = sorted.length - 1; i >= 0 && sorted[i]! > 0 && above < b * total; i--) {
    if (above < a * total) borders.aFromFen = sorted[i]!
    borders.bFromFen = sorted[i]!
    above += sorted[i]!
  }
  return borders
}

export const abcClass = (valueFen: number, { aFromFen, bFromFen }: AbcBorders): AbcClass =>
  valueFen >= aFromFen ? 'A' : valueFen >= bFromFen ? 'B' : 'C'
