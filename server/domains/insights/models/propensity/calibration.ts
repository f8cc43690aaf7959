import { type Interval, proportion } from '../effects/difference.ts'
import { normalQuantile } from '../numbers/normal.ts'

export type CalibrationRow = { rows: number; predicted: number; observed: Interval }

/** What was predicted against what came, in equal parts from the least to the most likely. */
export function calibrationTable(outcome: Uint8Array, chances: Float64Array, parts = 10): CalibrationRow[] {
  const order = Uint32Array.from(chances.keys()).sort((a, b) => chances[a]! - chances[b]! || a - b)
  return Array.from({ length: parts }, (_, part) => {
    const [from, to] = [part, part + 1].map((edge) => Math.round((edge * order.length) / parts))
    const rows = order.subarray(from, to)
    return {
      rows: rows.length,
      predicted: rows.reduce((sum, row) => sum + chances[row]!, 0) / rows.length,
      observed: proportion({ of: rows.length, did: rows.reduce((sum, row) => sum + outcome[row]!, 0) }),
    }
  }).filter(({ rows }) => rows > 0)
}

/** How much less is lost than by telling everybody the base rate: 0 is no better, 1 is perfect. */
export type Skill = { brier: Interval; logLoss: Interval; brierLoss: number; logLossLoss: number }

/** `baseRate` is the one known at training, not that of the rows judged: nobody knows that beforehand. */
export function skillOf(outcome: Uint8Array, chances: Float64Array, baseRate: number, level = 0.95): Skill {
  const brier = (did: number, p: number) => (p - did) ** 2
  const logLoss = (did: number, p: number) => -Math.log(Math.max(1e-15, did ? p : 1 - p))
  const better = (loss: (did: number, p: number) => number) => {
    const n = outcome.length
    let [own, base, squares] = [0, 0, 0]
    for (let row = 0; row < n; row++) {
      const [one, other] = [loss(outcome[row]!, chances[row]!), loss(outcome[row]!, baseRate)]
      own += one
      base += other
      squares += (other - one) ** 2
    }
    const gain = (base - own) / n
    const error = Math.sqrt(Math.max(0, squares / n - gain * gain) / n)
    const half = normalQuantile(0.5 + level / 2) * error
    const scale = base / n
    return {
      loss: own / n,
      interval: { estimate: gain / scale, low: (gain - half) / scale, high: (gain + half) / scale },
    }
  }
  const [byBrier, byLog] = [better(brier), better(logLoss)]
  return {
    brier: byBrier.interval,
    logLoss: byLog.interval,
    brierLoss: byBrier.loss,
    logLossLoss: byLog.loss,
  }
}
