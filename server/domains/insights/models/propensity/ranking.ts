import type { Interval } from '../effects/difference.ts'
import { normalQuantile } from '../numbers/normal.ts'

/** Ranks from 1; equal values share the middle of theirs. */
function midranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!)
  const ranks = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + to + 1) / 2
    from = to
  }
  return ranks
}

/**
 * For each positive the share of negatives below it, for each negative the share of positives above it: their mean is the
 * area under the ROC curve, their spread its error (DeLong 1988, by ranks as Sun and Xu 2014).
 */
function placements(outcome: Uint8Array, scores: Float64Array) {
  const all = midranks(scores)
  const of = (wanted: number) => {
    const rows = Uint32Array.from(outcome.keys()).filter((row) => outcome[row] === wanted)
    const own = midranks(Float64Array.from(rows, (row) => scores[row]!))
    return { rows, own }
  }
  const [positive, negative] = [of(1), of(0)]
  return {
    positive: Float64Array.from(
      positive.rows,
      (row, at) => (all[row]! - positive.own[at]!) / negative.rows.length,
    ),
    negative: Float64Array.from(
      negative.rows,
      (row, at) => 1 - (all[row]! - negative.own[at]!) / positive.rows.length,
    ),
  }
}

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
const varianceOf = (values: Float64Array) => {
  const mean = meanOf(values)
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1)
}

/** The chance that whoever did it is scored above whoever did not, with DeLong's interval on the log-odds scale. */
export function areaUnderCurve(outcome: Uint8Array, scores: Float64Array, level = 0.95): Interval {
  const { positive, negative } = placements(outcome, scores)
  if (positive.length === 0 || negative.length === 0) return { estimate: Number.NaN, low: 0, high: 1 }
  const estimate = meanOf(positive)
  const error = Math.sqrt(varianceOf(positive) / positive.length + varianceOf(negative) / negative.length)
  const spread = estimate * (1 - estimate)
  if (spread === 0 || error === 0) return { estimate, low: estimate, high: estimate }
  const half = (normalQuantile(0.5 + level / 2) * error) / spread
  const back = (logOdds: number) => 1 / (1 + Math.exp(-logOdds))
  const logOdds = Math.log(estimate / (1 - estimate))
  return { estimate, low: back(logOdds - half), high: back(logOdds + half) }
}

/** By how much one ranks better than the other on the same rows: champion and challenger. */
export function areaDifference(
  outcome: Uint8Array,
  scores: Float64Array,
  others: Float64Array,
  level = 0.95,
): Interval {
  const [one, other] = [placements(outcome, scores), placements(outcome, others)]
  const positive = one.positive.map((value, at) => value - other.positive[at]!)
  const negative = one.negative.map((value, at) => value - other.negative[at]!)
  const estimate = meanOf(positive)
  const error = Math.sqrt(varianceOf(positive) / positive.length + varianceOf(negative) / negative.length)
  const half = normalQuantile(0.5 + level / 2) * error
  return { estimate, low: estimate - half, high: estimate + half }
}

export type LiftRow = {
  /** The best-scored share of the rows, cumulated: 0.1 is the best tenth. */
  share: number
  rows: number
  hits: number
  rate: number
  /** The cumulated rate over everybody's. */
  lift: number
  /** Share of all hits found so far. */
  gain: number
}

/** What calling the best-scored first would have brought, in tenths. */
export function liftTable(outcome: Uint8Array, scores: Float64Array, parts = 10): LiftRow[] {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b)
  const all = outcome.reduce((sum, one) => sum + one, 0)
  const hitsBefore = new Uint32Array(order.length + 1)
  order.forEach((row, at) => {
    hitsBefore[at + 1] = hitsBefore[at]! + outcome[row]!
  })
  return Array.from({ length: parts }, (_, part) => {
    const [from, to] = [part, part + 1].map((edge) => Math.round((edge * order.length) / parts))
    const hits = hitsBefore[to!]! - hitsBefore[from!]!
    const found = hitsBefore[to!]!
    return {
      share: to! / order.length,
      rows: to! - from!,
      hits,
      rate: hits / (to! - from!),
      lift: found / to! / (all / order.length),
      gain: found / all,
    }
  })
}
