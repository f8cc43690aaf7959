import { normalQuantile, studentQuantile } from '../numbers/normal.ts'

export type Interval = { estimate: number; low: number; high: number }
/** `level` is the share of such intervals that hold the truth. */
export const usualLevel = 0.95

/** How many of how many did it. */
export type Share = { of: number; did: number }
/** Sums are enough: amounts need not be kept. `sumOfSquares` is of the amounts themselves. */
export type Amounts = { of: number; sum: number; sumOfSquares: number }

/** Wilson's score interval: sensible also when nobody or everybody did it. */
export function proportion({ of, did }: Share, level = usualLevel): Interval {
  if (of === 0) return { estimate: Number.NaN, low: 0, high: 1 }
  const z = normalQuantile(0.5 + level / 2)
  const p = did / of
  const middle = (p + (z * z) / (2 * of)) / (1 + (z * z) / of)
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))
  return { estimate: p, low: did === 0 ? 0 : middle - half, high: did === of ? 1 : middle + half }
}

/** Newcombe (1998), method 10: the two Wilson intervals joined. */
export function differenceOfProportions(treated: Share, control: Share, level = usualLevel): Interval {
  const [one, other] = [proportion(treated, level), proportion(control, level)]
  const estimate = one.estimate - other.estimate
  return {
    estimate,
    low: estimate - Math.hypot(one.estimate - one.low, other.high - other.estimate),
    high: estimate + Math.hypot(one.high - one.estimate, other.estimate - other.low),
  }
}

/** Welch (1947): the groups need not vary alike. */
export function differenceOfMeans(treated: Amounts, control: Amounts, level = usualLevel): Interval {
  const [one, other] = [spread(treated), spread(control)]
  const estimate = one.mean - other.mean
  const variance = one.ofMean + other.ofMean
  if (treated.of < 2 || control.of < 2) return { estimate, low: -Infinity, high: Infinity }
  if (variance === 0) return { estimate, low: estimate, high: estimate }
  const freedom = variance ** 2 / (one.ofMean ** 2 / (treated.of - 1) + other.ofMean ** 2 / (control.of - 1))
  const half = studentQuantile(0.5 + level / 2, freedom) * Math.sqrt(variance)
  return { estimate, low: estimate - half, high: estimate + half }
}

function spread({ of, sum, sumOfSquares }: Amounts) {
  const mean = sum / of
  const variance = Math.max(0, (sumOfSquares - of * mean * mean) / (of - 1))
  return { mean, ofMean: variance / of }
}
