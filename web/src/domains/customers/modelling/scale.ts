import type { ThresholdEffect } from '../../../../../contract/match-model.ts'

type Bins = ThresholdEffect['bins']
export type Scale = { low: number; high: number; ticks: number[] }
export type Zone = 'apart' | 'asked' | 'linked'

/** From the lightest pair to the heaviest, with both thresholds well inside. */
export function scaleOf(bins: Bins, linkAt: number, reviewAt: number): Scale {
  const from = bins[0]?.from ?? -12
  const to = (bins.at(-1)?.from ?? 24) + 0.5
  const low = Math.floor(Math.min(from, reviewAt - 2, -12) / 4) * 4
  const high = Math.ceil(Math.max(to, linkAt + 2, 24) / 4) * 4
  const step = high - low > 64 ? 8 : 4
  const first = Math.ceil(low / step) * step
  return {
    low,
    high,
    ticks: Array.from({ length: Math.floor((high - first) / step) + 1 }, (_, at) => first + at * step),
  }
}

/** Where a weight stands, in percent of the width. */
export const placeOf = ({ low, high }: Scale, weight: number): number => ((weight - low) / (high - low)) * 100

/** The weight at a place, on the half bit. */
export const weightAt = ({ low, high }: Scale, share: number): number =>
  Math.round((low + Math.min(1, Math.max(0, share)) * (high - low)) * 2) / 2

export const zoneOf = (from: number, linkAt: number, reviewAt: number): Zone =>
  from >= linkAt ? 'linked' : from >= reviewAt ? 'asked' : 'apart'

/** One pair is seen beside a million: heights are logarithmic, in percent. */
export const heightOf = (pairs: number, most: number): number =>
  pairs === 0 ? 0 : Math.max(2, (Math.log(pairs + 1) / Math.log(most + 1)) * 100)
