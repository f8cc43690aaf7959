/** What RFM scores: days since the last purchase, purchases and value within the window. */
export type Rfm = { daysSince: Float64Array; purchases: Float64Array; valueFen: Float64Array }

/** One place per purchase, in any order: the customer (numbered from 0), the day (from any start), what was paid. */
export type Paid = { customer: Int32Array; day: Int32Array; valueFen: Float64Array }

/** Purchases of `customers` within `windowDays` up to and with the day `asOf`. */
export function rfmOf(
  { customer, day, valueFen }: Paid,
  { customers, asOf, windowDays }: { customers: number; asOf: number; windowDays: number },
): Rfm {
  const rfm = {
    daysSince: new Float64Array(customers).fill(Number.POSITIVE_INFINITY),
    purchases: new Float64Array(customers),
    valueFen: new Float64Array(customers),
  }
  for (let i = 0; i < customer.length; i++) {
    const since = asOf - day[i]!
    if (since < 0 || since >= windowDays) continue
    const who = customer[i]!
    if (since < rfm.daysSince[who]!) rfm.daysSince[who] = since
    rfm.purchases[who]!++
    rfm.valueFen[who]! += valueFen[i]!
  }
  return rfm
}

/**
 * The upper ends of all classes but the best: the value at rank ceil(k n / bins) of the scored customers.
 * Shares other than equal ones are given as `[0.5, 0.8, 0.95]`.
 */
export function quantileBorders(values: Float64Array, bins: number | readonly number[]): Float64Array {
  const sorted = values.slice().sort()
  const shares = typeof bins === 'number' ? Array.from({ length: bins - 1 }, (_, k) => (k + 1) / bins) : bins
  return Float64Array.from(shares, (share) => {
    // 0.1 * 10 customers must be rank 1, not 2 for a bit of rounding.
    const rank = Math.ceil(share * sorted.length - 1e-9)
    return sorted[Math.max(0, rank - 1)] ?? Number.NaN
  })
}

/** 1 and one more for every border passed: a value on a border stays below it, so equal values score equal. */
export function scoreWithin(value: number, borders: Float64Array): number {
  let score = 1
  for (let at = 0; at < borders.length; at++) if (value > borders[at]!) score++
  return score
}

export type RfmScores = { recency: Uint8Array; frequency: Uint8Array; monetary: Uint8Array }
export type RfmBorders = { recency: Float64Array; frequency: Float64Array; monetary: Float64Array }

/** Borders over the customers with a purchase in the window. Recency is turned round: the fewer days, the better. */
export function rfmBorders(
  { daysSince, purchases, valueFen }: Rfm,
  bins: number | readonly number[],
): RfmBorders {
  const scored = new Float64Array(purchases.length)
  // Plain loops: at ten million customers filter() and from() took three times as long as the sorting.
  const borders = (column: Float64Array, sign: number) => {
    let size = 0
    for (let i = 0; i < column.length; i++) if (purchases[i]! > 0) scored[size++] = sign * column[i]!
    return quantileBorders(scored.subarray(0, size), bins)
  }
  return { recency: borders(daysSince, -1), frequency: borders(purchases, 1), monetary: borders(valueFen, 1) }
}

/** Scores from 1 (worst) up; 0 for a customer without a purchase in the window. */
export function rfmScores({ daysSince, purchases, valueFen }: Rfm, borders: RfmBorders): RfmScores {
  const score = (column: Float64Array, within: Float64Array, sign: number) => {
    const scores = new Uint8Array(column.length)
    for (let i = 0; i < column.length; i++)
      if (purchases[i]! > 0) scores[i] = scoreWithin(sign * column[i]!, within)
    return scores
  }
  return {
    recency: score(daysSince, borders.recency, -1),
    frequency: score(purchases, borders.frequency, 1),
    monetary: score(valueFen, borders.monetary, 1),
  }
}
