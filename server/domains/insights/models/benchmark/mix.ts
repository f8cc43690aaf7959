import type { Interval } from '../effects/difference.ts'
import { normalQuantile } from '../numbers/normal.ts'

/** Of a dealer's cases of one kind (a source, a series, a city tier), how many came to something. */
export type MixCell = { dealer: string; kind: string; cases: number; hits: number }

export type Standing = {
  dealer: string
  cases: number
  hits: number
  /** What the network would have made of this dealer's cases. */
  expected: number
  rate: number
  /** Hits over expected, with its interval: 1 is as the network does with the same mix. */
  ratio: Interval
  /** The ratio as a rate of the whole network's cases: comparable between dealers. */
  adjustedRate: Interval
  standing: 'above' | 'as the network' | 'below'
}

/**
 * Dealers compared as if all had the network's success with each kind (indirect standardisation). A dealer with easy leads
 * no longer looks good for having them. 99.8 % by default: of 1,500 dealers that are all alike, 3 stand out and not 75.
 */
export function benchmark(cells: readonly MixCell[], level = 0.998): Standing[] {
  const network = new Map<string, { cases: number; hits: number }>()
  for (const { kind, cases, hits } of cells) {
    const sum = network.get(kind) ?? { cases: 0, hits: 0 }
    network.set(kind, { cases: sum.cases + cases, hits: sum.hits + hits })
  }
  const rateOf = (kind: string) => network.get(kind)!.hits / network.get(kind)!.cases
  const all = [...network.values()].reduce(
    (sum, { cases, hits }) => [sum[0]! + cases, sum[1]! + hits],
    [0, 0],
  )
  const dealers = new Map<string, MixCell[]>()
  for (const cell of cells) {
    if (cell.cases === 0) continue
    const own = dealers.get(cell.dealer)
    if (own) own.push(cell)
    else dealers.set(cell.dealer, [cell])
  }
  return [...dealers].map(([dealer, own]) => {
    const [cases, hits] = [sumOf(own, (cell) => cell.cases), sumOf(own, (cell) => cell.hits)]
    const expected = sumOf(own, ({ kind, cases: n }) => n * rateOf(kind))
    const variance = sumOf(own, ({ kind, cases: n }) => n * rateOf(kind) * (1 - rateOf(kind)))
    const ratio = ratioOf(hits, expected, variance, level)
    const overall = all[1]! / all[0]!
    return {
      dealer,
      cases,
      hits,
      expected,
      rate: hits / cases,
      ratio,
      adjustedRate: {
        estimate: ratio.estimate * overall,
        low: ratio.low * overall,
        high: Math.min(1, ratio.high * overall),
      },
      standing: ratio.low > 1 ? 'above' : ratio.high < 1 ? 'below' : 'as the network',
    }
  })
}

const sumOf = (cells: readonly MixCell[], of: (cell: MixCell) => number) =>
  cells.reduce((sum, cell) => sum + of(cell), 0)

/**
 * Byar's limits for a count (Breslow and Day 1987), with the deviation narrowed from a Poisson count to one of cases that
 * each come to something at most once.
 */
function ratioOf(hits: number, expected: number, variance: number, level: number): Interval {
  if (expected === 0) return { estimate: Number.NaN, low: 0, high: Infinity }
  const z = normalQuantile(0.5 + level / 2) * Math.sqrt(variance / expected)
  const below = hits === 0 ? 0 : hits * Math.max(0, 1 - 1 / (9 * hits) - z / (3 * Math.sqrt(hits))) ** 3
  const more = hits + 1
  const above = more * (1 - 1 / (9 * more) + z / (3 * Math.sqrt(more))) ** 3
  return { estimate: hits / expected, low: below / expected, high: above / expected }
}
