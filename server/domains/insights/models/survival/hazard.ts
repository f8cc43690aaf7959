import type { CoxModel, Drivers } from './cox.ts'
import type { Durations } from './kaplan-meier.ts'

/** How each driver moves a subject away from the average one, on the log scale: the reasons behind a score, the strongest first. */
export function hazardReasons<Name extends string>(
  { drivers, means }: CoxModel<Name>,
  subject: Record<Name, number>,
): { driver: Name; effect: number }[] {
  return (Object.keys(drivers) as Name[])
    .map((driver) => ({ driver, effect: drivers[driver].coefficient * (subject[driver] - means[driver]) }))
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
}

/** log of the hazard, relative to the average subject, for everybody. */
export function logHazards<Name extends string>(
  { drivers, means }: CoxModel<Name>,
  columns: Drivers<Name>,
): Float64Array {
  const names = Object.keys(drivers) as Name[]
  const scores = new Float64Array(names.length > 0 ? columns[names[0]!].length : 0)
  for (const name of names) {
    const { coefficient } = drivers[name]
    const column = columns[name]
    for (let i = 0; i < scores.length; i++) scores[i]! += coefficient * (column[i]! - means[name])
  }
  return scores
}

/** The average subject's cumulated hazard up to a time. */
function cumulatedHazard({ times, hazard }: CoxModel<string>['baseline'], time: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! <= time) low = middle + 1
    else high = middle
  }
  return hazard[low - 1] ?? 0
}

/**
 * The chance that a subject who is still there at `from` has left by `until`. Beyond the longest time anybody was
 * watched nothing is known, and the hazard stands still.
 */
export function chanceToLeave(
  { baseline }: Pick<CoxModel<string>, 'baseline'>,
  logHazard: number,
  { from, until }: { from: number; until: number },
): number {
  const between = cumulatedHazard(baseline, until) - cumulatedHazard(baseline, from)
  return -Math.expm1(-between * Math.exp(logHazard))
}

/**
 * Harrell's concordance: of the pairs whose order is known, the share in which the higher hazard left first; 0.5 is
 * guessing. Counted with a tree over the ranks of the scores, n log n.
 */
export function concordance({ duration, event }: Durations, scores: Float64Array): number {
  const ranks = new Map([...new Set(scores)].sort((a, b) => a - b).map((score, rank) => [score, rank + 1]))
  const tree = new Float64Array(ranks.size + 1)
  const add = (rank: number) => {
    for (let at = rank; at < tree.length; at += at & -at) tree[at]!++
  }
  const upTo = (rank: number) => {
    let sum = 0
    for (let at = rank; at > 0; at -= at & -at) sum += tree[at]!
    return sum
  }
  const order = Int32Array.from(duration, (_, i) => i).sort(
    (a, b) => duration[b]! - duration[a]! || event[a]! - event[b]!,
  )
  let [right, pairs, added] = [0, 0, 0]
  for (let i = 0; i < order.length; ) {
    const time = duration[order[i]!]!
    let end = i
    // Who was only lost sight of at this very time outlived who left at it; two who left together are no pair.
    for (; end < order.length && duration[order[end]!] === time && event[order[end]!] === 0; end++, added++)
      add(ranks.get(scores[order[end]!]!)!)
    const leavers = end
    for (; end < order.length && duration[order[end]!] === time; end++) {
      const rank = ranks.get(scores[order[end]!]!)!
      const lower = upTo(rank - 1)
      right += lower + (upTo(rank) - lower) / 2
      pairs += added
    }
    for (let at = leavers; at < end; at++, added++) add(ranks.get(scores[order[at]!]!)!)
    i = end
  }
  return right / pairs
}
