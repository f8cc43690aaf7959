import { describe, expect, it } from 'vitest'
import { seeded } from '../numbers/random.ts'
import { benchmark } from './mix.ts'
import { compareShare, powersOf } from './share.ts'

describe('dealers compared with their mix taken out', () => {
  // Walk-ins buy 3 times as often as web leads everywhere; A lives on walk-ins, B on the web.
  const cells = [
    { dealer: 'A', kind: 'walk-in', cases: 900, hits: 270 },
    { dealer: 'A', kind: 'web', cases: 100, hits: 10 },
    { dealer: 'B', kind: 'walk-in', cases: 100, hits: 30 },
    { dealer: 'B', kind: 'web', cases: 900, hits: 90 },
  ]
  it('worked by hand: 28 % against 12 %, and both are exactly as the network', () => {
    const [a, b] = benchmark(cells)
    expect([a!.rate, b!.rate]).toEqual([0.28, 0.12])
    expect([a!.expected, b!.expected]).toEqual([280, 120])
    for (const one of [a!, b!]) {
      expect(one.ratio.estimate).toBeCloseTo(1, 12)
      expect(one.adjustedRate.estimate).toBeCloseTo(0.2, 12)
      expect(one.standing).toBe('as the network')
    }
  })
  it('a dealer that sells half again as well stands out', () => {
    const better = { dealer: 'C', kind: 'web', cases: 1000, hits: 170 }
    const standings = benchmark([...cells, better], 0.95)
    expect(standings.map(({ standing }) => standing)).toEqual(['as the network', 'below', 'above'])
    const c = standings[2]!
    expect(c.ratio.low).toBeGreaterThan(1)
    expect(c.ratio.low).toBeLessThan(c.ratio.estimate)
    expect(c.ratio.high).toBeGreaterThan(c.ratio.estimate)
  })
  it('of 2,000 dealers that are all alike, no more stand out than the level allows', () => {
    const random = seeded(5)
    const alike = Array.from({ length: 2000 }, (_, at) =>
      ['walk-in', 'web'].map((kind) => {
        const cases = 20 + Math.floor(random() * 200)
        const rate = kind === 'web' ? 0.1 : 0.3
        const hits = Array.from({ length: cases }, () => (random() < rate ? 1 : 0)).reduce<number>(
          (a, b) => a + b,
          0,
        )
        return { dealer: `D${at}`, kind, cases, hits }
      }),
    ).flat()
    const outside = (level: number) =>
      benchmark(alike, level).filter(({ standing }) => standing !== 'as the network').length / 2000
    expect(outside(0.95)).toBeGreaterThan(0.03)
    expect(outside(0.95)).toBeLessThan(0.07)
    expect(outside(0.998)).toBeLessThan(0.006)
  })
  it('a dealer without cases is not judged', () => {
    expect(benchmark([{ dealer: 'A', kind: 'web', cases: 0, hits: 0 }])).toEqual([])
  })
})

describe('market share = product power x sales power', () => {
  const then = [
    { cell: 'south', market: 10_000, enquiries: 2_000, sold: 400 },
    { cell: 'north', market: 10_000, enquiries: 1_000, sold: 100 },
  ]
  it('is the product of the two', () => {
    const { share, productPower, salesPower } = powersOf(then)
    expect([share, productPower]).toEqual([0.025, 0.15])
    expect(productPower * salesPower).toBeCloseTo(share, 12)
  })
  it('only sales power moved: only sales power is named', () => {
    const now = then.map((cell) => ({ ...cell, sold: cell.sold * 1.2 }))
    const { contributions } = compareShare(now, then)
    expect(contributions.sales).toBeCloseTo(0.005, 12)
    expect(contributions.product).toBeCloseTo(0, 12)
    expect(contributions.mix).toBeCloseTo(0, 12)
  })
  it('the market moved to where we are strong: that is mix, and nobody’s doing', () => {
    const now = [
      { cell: 'south', market: 15_000, enquiries: 3_000, sold: 600 },
      { cell: 'north', market: 5_000, enquiries: 500, sold: 50 },
    ]
    const { contributions } = compareShare(now, then)
    expect(contributions.mix).toBeCloseTo(0.0325 - 0.025, 12)
    expect(Math.abs(contributions.product) + Math.abs(contributions.sales)).toBeLessThan(1e-12)
  })
  it('parts add up to the change, also where a cell is new, gone or sold nothing', () => {
    const now = [
      { cell: 'south', market: 9_000, enquiries: 2_500, sold: 450 },
      { cell: 'west', market: 2_000, enquiries: 300, sold: 30 },
      { cell: 'east', market: 1_000, enquiries: 0, sold: 0 },
    ]
    const { contributions, now: one, reference } = compareShare(now, then)
    const sum = contributions.product + contributions.sales + contributions.mix
    expect(sum).toBeCloseTo(one.share - reference.share, 12)
    expect(Number.isFinite(contributions.product)).toBe(true)
  })
})
