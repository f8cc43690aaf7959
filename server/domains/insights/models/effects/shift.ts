import type { Random } from '../numbers/random.ts'
import { type Interval, usualLevel } from './difference.ts'

/** One unit (a dealer, a city, a person drawn by lot) and one group of customers, before and after the channel opened. */
export type ShiftRow = {
  unit: string
  /** Whether the channel opened for this unit. */
  opened: boolean
  customers: 'existing' | 'new'
  before: { channelFen: number; otherFen: number }
  after: { channelFen: number; otherFen: number }
}

export type Shift = {
  /** Sold through the channel beyond what it would have sold. */
  channelFen: Interval
  /** Of it, what other channels lost. */
  shiftedFen: Interval
  /** What nobody would have sold without it. */
  incrementalFen: Interval
  /** Incremental over sold through the channel: 0 is all moved, 1 is all new; null when the channel sold nothing. */
  incrementalShare: Interval | null
}
type Group = 'existing' | 'new' | 'all'
export type Shifts = Record<Group, Shift> & {
  /** Opened everywhere at once, nothing says how all would have grown: then they stand against their own past. */
  basis: 'against units without it' | 'against its own past'
}

/**
 * New revenue, or the same revenue through another door? Where the channel opened, each unit is compared with its own past
 * grown as units without the channel grew, in the channel and in all others. Intervals by drawing whole units again
 * (bootstrap), because what a dealer's customers do hangs together.
 */
export function channelShift(
  rows: readonly ShiftRow[],
  random: Random,
  { draws = 1000, level = usualLevel }: { draws?: number; level?: number } = {},
): Shifts {
  const units = new Map<string, ShiftRow[]>()
  for (const row of rows) units.set(row.unit, [...(units.get(row.unit) ?? []), row])
  const all = [...units.values()]
  const [opened, closed] = [all.filter(([row]) => row!.opened), all.filter(([row]) => !row!.opened)]
  const again = (from: ShiftRow[][]) => from.map(() => from[Math.floor(random() * from.length)]!)
  const estimate = measure(opened, closed)
  const drawn = Array.from({ length: draws }, () => measure(again(opened), again(closed)))
  const intervalOf = (
    group: Group,
    what: (of: Measured) => number,
    round: (value: number) => number,
  ): Interval => {
    const sorted = Float64Array.from(drawn, (one) => what(one[group])).sort()
    const at = (share: number) => sorted[Math.min(draws - 1, Math.max(0, Math.round(share * draws - 0.5)))]!
    return {
      estimate: round(what(estimate[group])),
      low: round(at((1 - level) / 2)),
      high: round(at((1 + level) / 2)),
    }
  }
  const shiftOf = (group: Group): Shift => ({
    channelFen: intervalOf(group, ({ channel }) => channel, Math.round),
    shiftedFen: intervalOf(group, ({ other }) => -other, Math.round),
    incrementalFen: intervalOf(group, ({ channel, other }) => channel + other, Math.round),
    incrementalShare:
      estimate[group].channel > 0
        ? intervalOf(
            group,
            ({ channel, other }) => (channel + other) / channel,
            (value) => value,
          )
        : null,
  })
  return {
    existing: shiftOf('existing'),
    new: shiftOf('new'),
    all: shiftOf('all'),
    basis: closed.length > 0 ? 'against units without it' : 'against its own past',
  }
}

type Measured = { channel: number; other: number }

/** How the channel and the others changed beyond the growth of units without the channel, summed over its units. */
function measure(opened: ShiftRow[][], closed: ShiftRow[][]): Record<Group, Measured> {
  const [ours, theirs] = [totals(opened), totals(closed)]
  const changed = (group: 'existing' | 'new'): Measured => {
    const [one, control] = [ours[group], theirs[group]]
    const growth = control.otherBefore > 0 ? control.otherAfter / control.otherBefore : 1
    // A channel nobody had before cannot have grown; where some had it, it grew as it did for the others.
    const inChannel = control.channelBefore > 0 ? control.channelAfter / control.channelBefore : growth
    return {
      channel: one.channelAfter - one.channelBefore * inChannel,
      other: one.otherAfter - one.otherBefore * growth,
    }
  }
  const [existing, fresh] = [changed('existing'), changed('new')]
  return {
    existing,
    new: fresh,
    all: { channel: existing.channel + fresh.channel, other: existing.other + fresh.other },
  }
}

function totals(units: ShiftRow[][]) {
  const none = () => ({ channelBefore: 0, channelAfter: 0, otherBefore: 0, otherAfter: 0 })
  const sums = { existing: none(), new: none() }
  for (const rows of units)
    for (const { customers, before, after } of rows) {
      const sum = sums[customers]
      sum.channelBefore += before.channelFen
      sum.channelAfter += after.channelFen
      sum.otherBefore += before.otherFen
      sum.otherAfter += after.otherFen
    }
  return sums
}
