import { describe, expect, it } from 'vitest'
import { attribute, attributionMethods } from './attribution.ts'
import { wholeFen } from './fen.ts'
import { chainOf, removalEffects } from './markov.ts'
import { collapse, type Journey } from './paths.ts'

const journey = (path: string, conversions: number, nulls: number, revenueFen: number): Journey => ({
  touches: path === '' ? [] : path.split('>'),
  conversions,
  nulls,
  revenueFen,
})
const conversionsOf = (journeys: Journey[], name: keyof typeof attributionMethods) =>
  Object.fromEntries(
    attribute(collapse(journeys), attributionMethods[name]).credits.map(({ channel, conversions }) => [
      channel,
      Number(conversions.toFixed(6)),
    ]),
  )

describe('rounding to the fen', () => {
  it('gives what is left to the largest fractions, and between equal ones to the first', () => {
    expect(wholeFen([33.4, 33.3, 33.3], 100)).toEqual([34, 33, 33])
    expect(wholeFen([0.5, 0.5, 0.5, 0.5], 2)).toEqual([1, 1, 0, 0])
    expect(wholeFen([], 0)).toEqual([])
  })
  it('leaves whole amounts alone, also when additions were not exact', () => {
    expect(wholeFen([0.1 + 0.2 + 0.7, 2 - 1e-12], 3)).toEqual([1, 2])
    expect(wholeFen([12_345_678_901_234.998, 87.5, 12.5], 12_345_678_901_335)).toEqual([
      12_345_678_901_235, 88, 12,
    ])
  })
})

describe('attribution by rules, worked by hand', () => {
  // One sale of 100.01 yuan over four touches, one over a single touch, one nobody was seen before.
  const journeys = [
    journey('search>wechat>search>dealer', 1, 0, 10_001),
    journey('wechat', 1, 3, 5_000),
    journey('', 1, 9, 700),
  ]
  it('first, last, linear and 40/20/40', () => {
    expect(conversionsOf(journeys, 'first')).toEqual({ search: 1, wechat: 1, dealer: 0 })
    expect(conversionsOf(journeys, 'last')).toEqual({ search: 0, wechat: 1, dealer: 1 })
    expect(conversionsOf(journeys, 'linear')).toEqual({ search: 0.5, wechat: 1.25, dealer: 0.25 })
    expect(conversionsOf(journeys, 'position')).toEqual({ search: 0.5, wechat: 1.1, dealer: 0.4 })
    expect(conversionsOf([journey('a>b', 1, 0, 1)], 'position')).toEqual({ a: 0.5, b: 0.5 })
  })
  it('time decay halves with every half-life of age', () => {
    const aged = { ...journey('a>b>c', 7, 0, 700), ageDays: [14, 7, 0] }
    expect(conversionsOf([aged], 'decay')).toEqual({ a: 1, b: 2, c: 4 })
    const old = { ...journey('a>b', 3, 0, 300), ageDays: [9007, 9000] }
    expect(conversionsOf([old], 'decay')).toEqual({ a: 1, b: 2 })
  })
  it('a sale nobody was seen before stands apart', () => {
    const { untouched, credits, bookedFen } = attribute(collapse(journeys), attributionMethods.linear)
    expect(untouched).toEqual({ conversions: 1, revenueFen: 700 })
    expect(bookedFen).toBe(15_701)
    // 5000.5, 7500.25 and 2500.25: the odd fen goes to the largest fraction.
    expect(Object.fromEntries(credits.map(({ channel, revenueFen }) => [channel, revenueFen]))).toEqual({
      search: 5_001,
      wechat: 7_500,
      dealer: 2_500,
    })
  })
  it('every method adds up to the booked revenue to the fen', () => {
    const odd = Array.from({ length: 997 }, (_, at) =>
      journey(
        ['a', 'b', 'c', 'd', 'e', 'f', 'g']
          .filter((_, bit) => (at >> bit) & 1)
          .concat(at % 3 ? ['b'] : [])
          .join('>'),
        (at % 4) + 1,
        at % 5,
        1_000_000_007 * ((at % 11) + 1) + at,
      ),
    )
    const booked = odd.reduce((sum, { revenueFen }) => sum + revenueFen, 0)
    for (const [name, method] of Object.entries(attributionMethods)) {
      const { credits, untouched, bookedFen } = attribute(collapse(odd), method)
      const sum = credits.reduce((total, { revenueFen }) => total + revenueFen, untouched.revenueFen)
      expect([name, bookedFen, sum]).toEqual([name, booked, booked])
      expect(credits.every(({ revenueFen }) => Number.isInteger(revenueFen) && revenueFen >= 0)).toBe(true)
    }
  })
})

describe('Shapley', () => {
  const journeys = [journey('a', 6, 0, 600), journey('b>a>b', 4, 0, 400), journey('c>b>a', 3, 1, 300)]
  it('worked by hand: alone keeps all, two share halves, three share thirds', () => {
    expect(conversionsOf(journeys, 'shapley')).toEqual({ a: 6 + 2 + 1, b: 2 + 1, c: 1 })
  })
  it('is the mean of what each adds over all orders of joining', () => {
    const sets = journeys.map(({ touches, conversions }) => ({ set: new Set(touches), conversions }))
    const worth = (members: string[]) =>
      sets
        .filter(({ set }) => [...set].every((one) => members.includes(one)))
        .reduce((sum, { conversions }) => sum + conversions, 0)
    const orders = ['abc', 'acb', 'bac', 'bca', 'cab', 'cba'].map((order) => [...order])
    const value = (player: string) =>
      orders.reduce((sum, order) => {
        const before = order.slice(0, order.indexOf(player))
        return sum + worth([...before, player]) - worth(before)
      }, 0) / orders.length
    const ours = conversionsOf(journeys, 'shapley')
    for (const player of ['a', 'b', 'c']) expect(ours[player]).toBeCloseTo(value(player), 6)
  })
})

describe('Markov removal effects', () => {
  it('worked by hand: a then b', () => {
    // From the start: a 3/4, b 1/4. After a: buys 1/3, b 2/3. After b: buys 2/3, gives up 1/3. P = 3/4 (1/3 + 2/3 * 2/3) + 1/4 * 2/3 = 3/4.
    // Without a: 1/4 * 2/3 = 1/6, effect 7/9. Without b: 3/4 * 1/3 = 1/4, effect 2/3. Of 3 sales a has 3 * 7/13, b 3 * 6/13.
    const journeys = [journey('a', 1, 0, 100), journey('a>b', 1, 1, 100), journey('b', 1, 0, 100)]
    const { rate, effects } = removalEffects(chainOf(collapse(journeys), 1))
    expect(rate).toBeCloseTo(3 / 4, 12)
    expect(effects[0]).toBeCloseTo(7 / 9, 12)
    expect(effects[1]).toBeCloseTo(2 / 3, 12)
    const { credits } = attribute(collapse(journeys), attributionMethods.markov)
    expect(credits[0]!.conversions).toBeCloseTo((3 * 7) / 13, 12)
    expect(credits.map(({ revenueFen }) => revenueFen)).toEqual([162, 138])
  })
  it('a higher order remembers what the first order forgets', () => {
    // b sells only after a. First order mixes both ways to b; second order knows that b alone never sells.
    const journeys = [journey('a>b', 10, 0, 1000), journey('b', 0, 10, 0)]
    expect(removalEffects(chainOf(collapse(journeys), 1)).effects[0]).toBeCloseTo(0.5, 12)
    expect(removalEffects(chainOf(collapse(journeys), 2)).effects[0]).toBeCloseTo(1, 12)
  })
  it('comes within the noise of the simulation pychattr publishes', () => {
    const journeys = ['A>B>A>B>B>A', 'A>B>B>A>A', 'A>A'].map((path) => journey(path, 1, 0, 0))
    const credits = conversionsOf(journeys, 'markov')
    // Exactly: without B half would still buy, so B has half of A's effect. The published run is .9 % off.
    expect(credits).toEqual({ A: 2, B: 1 })
    expect(Math.abs(credits.A! / 1.991106 - 1)).toBeLessThan(0.01)
    expect(Math.abs(credits.B! / 1.008894 - 1)).toBeLessThan(0.01)
  })
  it('nobody bought: nothing is attributed, nothing divides by zero', () => {
    const { credits, bookedFen } = attribute(collapse([journey('a>b', 0, 5, 0)]), attributionMethods.markov)
    expect([bookedFen, ...credits.map(({ revenueFen }) => revenueFen)]).toEqual([0, 0, 0])
  })
})

/**
 * The 10,000 published paths of the R package ChannelAttribution (19,785 sales, 68,602 without), as what a chain of the
 * first order needs of them: how often each step was taken. Rows: start, then the channels; columns: the channels, bought,
 * gave up. The paths themselves are not ours to ship; published.test.ts reads them where they are.
 */
const channels = 'alpha beta delta epsilon eta gamma iota kappa lambda mi theta zeta'.split(' ')
const steps = `
    28846 12119 3 435 14213 696 20427 305 3837 8 7391 107 0 0
    102922 1965 3 1138 2341 197 6202 277 2128 0 3484 507 8447 29945
    3414 14031 3 393 10583 108 4873 134 789 0 1899 410 989 3392
    0 7 0 0 0 0 3 2 8 0 0 0 5 17
    1064 278 0 637 486 40 601 63 355 0 322 150 531 1692
    4608 4513 8 1071 8511 75 3122 353 807 0 1602 341 4167 14205
    364 132 0 23 141 186 269 0 106 0 128 17 92 330
    7889 5216 3 1171 4392 282 32974 550 2740 7 4054 1566 3355 11963
    276 123 0 60 238 12 337 470 261 0 190 48 230 716
    2122 590 11 469 567 75 1622 455 7558 0 1048 232 1207 3919
    0 0 0 0 0 0 7 0 0 0 0 0 2 6
    7352 1702 7 648 1618 110 4670 309 982 0 2466 243 653 2072
    699 342 4 174 293 7 1055 43 304 0 248 737 107 345
`

describe('the published 10,000 paths', () => {
  const counts = Float64Array.from(steps.trim().split(/\s+/), Number)
  const after = Int32Array.from({ length: 13 * 12 }, (_, at) => (at % 12) + 1)
  it('every channel has its published removal effect and share', () => {
    const published: Record<string, [effect: number, sales: number]> = {
      alpha: [0.5584, 5344.95],
      iota: [0.40584, 3884.61],
      eta: [0.34903, 3340.85],
      beta: [0.26404, 2527.35],
      theta: [0.20601, 1971.91],
      lambda: [0.13402, 1282.85],
      epsilon: [0.06264, 599.57],
      zeta: [0.03981, 381.06],
      kappa: [0.02866, 274.36],
      gamma: [0.01788, 171.15],
      delta: [0.00048, 4.61],
      mi: [0.00018, 1.72],
    }
    const { rate, effects } = removalEffects({ channels: 12, counts, after })
    expect(rate).toBeCloseTo(0.22384514, 8)
    const sum = effects.reduce((total, effect) => total + effect, 0)
    channels.forEach((name, place) => {
      expect([name, effects[place]!.toFixed(5)]).toEqual([name, published[name]![0].toFixed(5)])
      expect(Math.abs((19_785 * effects[place]!) / sum - published[name]![1])).toBeLessThan(0.011)
    })
  })
})
