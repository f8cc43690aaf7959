/** How long each was watched, and whether it ended by the event (1) or only the watching ended (0). */
export type Durations = { duration: Float64Array; event: Uint8Array }

export type SurvivalStep = {
  time: number
  atRisk: number
  events: number
  censored: number
  survival: number
  standardError: number
  low: number
  high: number
}

export type SurvivalCurve = { steps: SurvivalStep[]; subjects: number; events: number }

/** The first subject whose row is no duration, or -1. */
export const firstImpossible = ({ duration, event }: Durations): number =>
  duration.findIndex((time, i) => !(time >= 0 && time < Number.POSITIVE_INFINITY) || event[i]! > 1)

export type Tally = { time: number; atRisk: number; events: number; censored: number }

/** At every time that anybody left: how many were still watched just before, and how they left. */
export function talliesOf({ duration, event }: Durations): Tally[] {
  const happened = duration.filter((_, i) => event[i] === 1).sort()
  const all = duration.slice().sort()
  const tallies: Tally[] = []
  let next = 0
  for (let i = 0; i < all.length; ) {
    const time = all[i]!
    const atRisk = all.length - i
    let left = 0
    while (i < all.length && all[i] === time) {
      i++
      left++
    }
    let events = 0
    while (next < happened.length && happened[next] === time) {
      next++
      events++
    }
    tallies.push({ time, atRisk, events, censored: left - events })
  }
  return tallies
}

/** The same from counts by time, as a database gives them. */
export function talliesFrom(counts: readonly { time: number; events: number; censored: number }[]): Tally[] {
  const left = counts.reduce((sum, { events, censored }) => sum + events + censored, 0)
  let gone = 0
  return [...counts]
    .sort((a, b) => a.time - b.time)
    .map(({ time, events, censored }) => {
      const atRisk = left - gone
      gone += events + censored
      return { time, atRisk, events, censored }
    })
}

/**
 * Kaplan and Meier, with Greenwood's error. The interval is taken on the scale of log(-log S), so it stays
 * between 0 and 1 (R's conf.type = "log-log"); `z` is 1.96 for 95 %.
 */
export const kaplanMeier = (durations: Durations, z = 1.959963984540054): SurvivalCurve =>
  survivalCurve(talliesOf(durations), z)

export function survivalCurve(tallies: readonly Tally[], z = 1.959963984540054): SurvivalCurve {
  let survival = 1
  let greenwood = 0
  let events = 0
  const steps = tallies.map((tally): SurvivalStep => {
    const { atRisk, events: here } = tally
    survival *= 1 - here / atRisk
    greenwood += here / (atRisk * (atRisk - here))
    events += here
    const log = Math.log(survival)
    const spread = Math.exp((z * Math.sqrt(greenwood)) / -log)
    const certain = survival === 1 || survival === 0
    return {
      ...tally,
      survival,
      standardError: survival === 0 ? Number.NaN : survival * Math.sqrt(greenwood),
      low: certain ? survival : survival ** spread,
      high: certain ? survival : survival ** (1 / spread),
    }
  })
  return { steps, subjects: tallies[0]?.atRisk ?? 0, events }
}

/** The step in force at a time; null before the first. */
export function stepAt({ steps }: SurvivalCurve, time: number): SurvivalStep | null {
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (steps[middle]!.time <= time) low = middle + 1
    else high = middle
  }
  return steps[low - 1] ?? null
}

export const survivalAt = (curve: SurvivalCurve, time: number): number => stepAt(curve, time)?.survival ?? 1

/** The first time at which no more than `share` are left; null while more are. The median is 0.5. */
export const timeUntilShare = ({ steps }: SurvivalCurve, share = 0.5): number | null =>
  steps.find(({ survival }) => survival <= share + 1e-12)?.time ?? null

/** The rows of each group, in the order the groups first appear. */
export function byGroup<Group>(
  { duration, event }: Durations,
  groups: readonly Group[],
): Map<Group, Durations> {
  const places = new Map<Group, number[]>()
  for (const [i, group] of groups.entries()) {
    const known = places.get(group)
    if (known) known.push(i)
    else places.set(group, [i])
  }
  return new Map(
    [...places].map(([group, at]) => [
      group,
      { duration: Float64Array.from(at, (i) => duration[i]!), event: Uint8Array.from(at, (i) => event[i]!) },
    ]),
  )
}
