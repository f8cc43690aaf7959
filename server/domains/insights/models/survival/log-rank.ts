import { cholesky, solveCholesky } from '../numbers/linear.ts'
import { chiSquaredAbove } from '../numbers/special.ts'
import { type Durations, type Tally, talliesOf } from './kaplan-meier.ts'

export type LogRank = {
  chiSquared: number
  freedom: number
  p: number
  /** Per group, what happened and what would have if all groups were one. */
  observed: number[]
  expected: number[]
}

/** Do the groups leave at the same rate? The log-rank test with its hypergeometric variance; null when nothing can be compared. */
export const logRank = (groups: readonly Durations[]): LogRank | null => logRankOf(groups.map(talliesOf))

export function logRankOf(tallies: readonly Tally[][]): LogRank | null {
  const size = tallies.length
  const times = [...new Set(tallies.flatMap((one) => one.map(({ time }) => time)))].sort((a, b) => a - b)
  const at = new Int32Array(size)
  const [observed, expected] = [new Array<number>(size).fill(0), new Array<number>(size).fill(0)]
  const freedom = size - 1
  const covariance = new Float64Array(freedom * freedom)
  for (const time of times) {
    const atRisk = tallies.map((one, group) => one[at[group]!]?.atRisk ?? 0)
    let events = 0
    for (let group = 0; group < size; group++) {
      const tally = tallies[group]![at[group]!]
      if (tally?.time !== time) continue
      observed[group]! += tally.events
      events += tally.events
      at[group]!++
    }
    const total = atRisk.reduce((sum, one) => sum + one, 0)
    if (events === 0) continue
    const spread = total > 1 ? (events * (total - events)) / (total - 1) : 0
    for (let i = 0; i < size; i++) {
      expected[i]! += (events * atRisk[i]!) / total
      for (let j = 0; i < freedom && j < freedom; j++)
        covariance[i * freedom + j]! +=
          spread * (atRisk[i]! / total) * ((i === j ? 1 : 0) - atRisk[j]! / total)
    }
  }
  const lower = freedom > 0 ? cholesky(covariance, freedom) : null
  if (!lower) return null
  const beyond = observed.map((one, i) => one - expected[i]!).slice(0, freedom)
  const solved = solveCholesky(lower, freedom, beyond)
  const chiSquared = beyond.reduce((sum, one, i) => sum + one * solved[i]!, 0)
  return { chiSquared, freedom, p: chiSquaredAbove(chiSquared, freedom), observed, expected }
}
