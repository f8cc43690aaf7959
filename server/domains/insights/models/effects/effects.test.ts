import { describe, expect, it } from 'vitest'
import { normal, seeded } from '../numbers/random.ts'
import { differenceOfMeans, differenceOfProportions, proportion } from './difference.ts'
import { incrementality } from './incrementality.ts'
import { mediaEffect } from './media.ts'
import type { DealerDays } from './reports.ts'
import { channelShift, type ShiftRow } from './shift.ts'

/**
 * Hillstrom's e-mail test of 2008: 64,000 people drawn by lot, as the counts and sums an interval needs (spend in US cents).
 */
const arm = (of: number, visits: number, buyers: number, sum: number, sumOfSquares: number) => ({
  visits: { of, did: visits },
  buyers: { of, did: buyers },
  revenueFen: { of, sum, sumOfSquares },
})
const men = arm(21_307, 3_894, 267, 3_031_169, 67_590_244_973)
const women = arm(21_387, 3_238, 189, 2_303_811, 49_114_465_763)
const none = arm(21_306, 2_262, 122, 1_390_833, 28_700_503_621)

describe('against a hold-out: Hillstrom’s published uplift', () => {
  const near = ({ estimate, low, high }: { estimate: number; low: number; high: number }, digits: number) =>
    [estimate, low, high].map((value) => Number(value.toFixed(digits)))
  it('visits', () => {
    expect(near(differenceOfProportions(men.visits, none.visits), 4)).toEqual([0.0766, 0.07, 0.0832])
    expect(near(differenceOfProportions(women.visits, none.visits), 4)).toEqual([0.0452, 0.0389, 0.0516])
  })
  it('conversion and spend, with what it makes over everybody', () => {
    const [ofMen, ofWomen] = [incrementality(men, none), incrementality(women, none)]
    expect(near(ofMen.conversion, 4)).toEqual([0.0068, 0.005, 0.0086])
    expect(near(ofWomen.conversion, 4)).toEqual([0.0031, 0.0015, 0.0047])
    expect(near(ofMen.revenueFenEach, 1)).toEqual([77, 48.5, 105.5])
    expect(near(ofWomen.revenueFenEach, 1)).toEqual([42.4, 16.9, 68])
    expect([ofMen.verdict, ofWomen.verdict]).toEqual(['gained', 'gained'])
    // 267 men bought; 122 of as many would have bought anyway.
    expect(ofMen.claimedBuyers).toBe(267)
    expect(ofMen.extraBuyers.estimate).toBeCloseTo(267 - (122 * 21_307) / 21_306, 9)
    expect(Number.isInteger(ofMen.extraRevenueFen.low)).toBe(true)
  })
})

describe('intervals against printed ones', () => {
  it('Newcombe 1998, table II, method 10: 56/70 and 48/80, 9/10 and 3/10, 10/10 and 0/20', () => {
    const of = (a: number, m: number, b: number, n: number) => {
      const { low, high } = differenceOfProportions({ of: m, did: a }, { of: n, did: b })
      return [low.toFixed(4), high.toFixed(4)]
    }
    expect(of(56, 70, 48, 80)).toEqual(['0.0524', '0.3339'])
    expect(of(9, 10, 3, 10)).toEqual(['0.1705', '0.8090'])
    expect(of(10, 10, 0, 20)).toEqual(['0.6791', '1.0000'])
  })
  it('nobody asked, nothing known', () => {
    expect(proportion({ of: 0, did: 0 })).toMatchObject({ low: 0, high: 1 })
    expect(
      differenceOfMeans({ of: 1, sum: 5, sumOfSquares: 25 }, { of: 9, sum: 0, sumOfSquares: 0 }).high,
    ).toBe(Infinity)
  })
})

/** Dealers whose showrooms follow the weekday, the year and the same good and bad weeks; some days no report comes. */
function showrooms(seed: number, lift: number, controls: number, weather = 0): DealerDays[] {
  const random = seeded(seed)
  const poisson = (mean: number) => {
    let count = 0
    for (let left = Math.exp(-mean), product = random(); product > left; count++) product *= random()
    return count
  }
  let shock = 0
  const shocks = Array.from({ length: 119 }, () => {
    shock = 0.7 * shock + 0.08 * normal(random)
    return shock
  })
  let own = 0
  const ownDays = shocks.map(() => {
    own = 0.7 * own + weather * normal(random)
    return own
  })
  return Array.from({ length: 40 + controls }, (_, at) => {
    const target = at < 40
    const level = 4 + 16 * random()
    const counts = Float64Array.from(shocks, (common, day) => {
      if (random() < 0.08) return Number.NaN
      const weekday = [1, 0.7, 0.75, 0.8, 0.9, 1.5, 1.6][day % 7]!
      const campaign = target && day >= 91 ? 1 + lift : 1
      return poisson(
        level * weekday * campaign * Math.exp(common + (target ? ownDays[day]! : 0) + 0.002 * day),
      )
    })
    return { dealer: `D${at}`, target, counts }
  })
}
const window = { from: 91, to: 118, firstWeekday: 0 }

describe('what a campaign did to showroom visits', () => {
  it('a planted +20 % comes back within 5 points, and the interval holds it', () => {
    const effects = Array.from(
      { length: 60 },
      (_, seed) => mediaEffect(showrooms(seed + 1, 0.2, 60), window)!,
    )
    for (const { lift } of effects) expect(Math.abs(lift.estimate - 0.2)).toBeLessThan(0.05)
    const held = effects.filter(({ lift }) => lift.low < 0.2 && lift.high > 0.2)
    expect(held.length).toBeGreaterThanOrEqual(54)
    expect(effects.every(({ lift }) => lift.low > 0)).toBe(true)
  })
  it('no campaign, no effect: the good weeks of everybody are not claimed', () => {
    const effects = Array.from(
      { length: 60 },
      (_, seed) => mediaEffect(showrooms(seed + 1001, 0, 60), window)!,
    )
    expect(effects.filter(({ lift }) => lift.low <= 0 && lift.high >= 0).length).toBeGreaterThanOrEqual(54)
  })
  it('weeks of its own make it less sure, not wrong', () => {
    const effects = Array.from(
      { length: 60 },
      (_, seed) => mediaEffect(showrooms(seed + 1, 0.2, 60, 0.05), window)!,
    )
    expect(effects.filter(({ lift }) => lift.low < 0.2 && lift.high > 0.2).length).toBeGreaterThanOrEqual(52)
    const calm = mediaEffect(showrooms(1, 0.2, 60), window)!
    expect(effects[0]!.lift.high - effects[0]!.lift.low).toBeGreaterThan(
      1.3 * (calm.lift.high - calm.lift.low),
    )
  })
  it('lists every report that did not come, and a missing day does not pull the effect', () => {
    const dealers = showrooms(7, 0.2, 60)
    for (let day = 91; day < 119; day++)
      for (const { counts } of dealers.slice(0, 20)) counts[day] = Number.NaN
    const effect = mediaEffect(dealers, window)!
    expect(effect.missing.find(({ dealer }) => dealer === 'D3')!.days).toEqual(
      expect.arrayContaining([91, 100, 118]),
    )
    expect(Math.abs(effect.lift.estimate - 0.2)).toBeLessThan(0.08)
  })
  it('without control regions it says so and is less sure', () => {
    const [alone, against] = [showrooms(3, 0.2, 0), showrooms(3, 0.2, 60)].map(
      (one) => mediaEffect(one, window)!,
    )
    expect([alone!.basis, against!.basis]).toEqual(['against its own past', 'against control regions'])
    expect(alone!.lift.high - alone!.lift.low).toBeGreaterThan(against!.lift.high - against!.lift.low)
  })
  it('refuses a window without a fortnight before it', () => {
    expect(mediaEffect(showrooms(1, 0.2, 60), { ...window, from: 10 })).toBeNull()
  })
})

/** Online opens at 60 of 100 dealers; of what is sold there, `moved` would have been sold in the showroom. */
function dealersSelling(seed: number, moved: { existing: number; new: number }): ShiftRow[] {
  const random = seeded(seed)
  return Array.from({ length: 100 }, (_, at) =>
    (['existing', 'new'] as const).map((customers): ShiftRow => {
      const opened = at < 60
      const before = Math.round(5e8 * Math.exp(0.6 * normal(random)))
      const grown = before * 1.08 * Math.exp(0.05 * normal(random))
      const online = opened ? grown * (0.2 + 0.1 * random()) : 0
      return {
        unit: `D${at}`,
        opened,
        customers,
        before: { channelFen: 0, otherFen: before },
        after: { channelFen: Math.round(online), otherFen: Math.round(grown - online * moved[customers]) },
      }
    }),
  ).flat()
}

describe('new revenue or channel shift?', () => {
  it('all of it moved: about nothing is new, and the interval holds nothing', () => {
    const { all } = channelShift(dealersSelling(1, { existing: 1, new: 1 }), seeded(1))
    expect(Math.abs(all.incrementalShare!.estimate)).toBeLessThan(0.1)
    expect(all.incrementalFen.low).toBeLessThan(0)
    expect(all.incrementalFen.high).toBeGreaterThan(0)
    expect(all.shiftedFen.estimate / all.channelFen.estimate).toBeCloseTo(1, 0)
  })
  it('half of it moved: about half is new', () => {
    const { all } = channelShift(dealersSelling(2, { existing: 0.5, new: 0.5 }), seeded(1))
    expect(Math.abs(all.incrementalShare!.estimate - 0.5)).toBeLessThan(0.1)
    expect(all.incrementalShare!.low).toBeGreaterThan(0.25)
    expect(all.incrementalShare!.high).toBeLessThan(0.75)
  })
  it('existing customers moved, new ones came: told apart, and the parts add up', () => {
    const found = channelShift(dealersSelling(3, { existing: 1, new: 0 }), seeded(1))
    expect(Math.abs(found.existing.incrementalShare!.estimate)).toBeLessThan(0.15)
    expect(Math.abs(found.new.incrementalShare!.estimate - 1)).toBeLessThan(0.15)
    const { all, existing } = found
    expect(
      existing.incrementalFen.estimate + found.new.incrementalFen.estimate - all.incrementalFen.estimate,
    ).toBeLessThan(2)
    expect(all.channelFen.estimate - all.shiftedFen.estimate - all.incrementalFen.estimate).toBeLessThan(2)
  })
  it('the same seed, the same interval; a channel that sold nothing has no share', () => {
    const rows = dealersSelling(4, { existing: 0.5, new: 0.5 })
    expect(channelShift(rows, seeded(9))).toEqual(channelShift(rows, seeded(9)))
    const unsold = rows.map((row) => ({ ...row, after: { ...row.after, channelFen: 0 } }))
    expect(channelShift(unsold, seeded(9)).all.incrementalShare).toBeNull()
    const everywhere = rows.filter(({ opened }) => opened)
    expect(channelShift(rows, seeded(9)).basis).toBe('against units without it')
    expect(channelShift(everywhere, seeded(9)).basis).toBe('against its own past')
  })
})
