import { describe, expect, it } from 'vitest'
import { type AbcClass, abcBorders, abcClass } from './abc.ts'
import { valueClass } from './classes.ts'
import { concentration } from './concentration.ts'
import { lifetimeAsPrinted, lifetimeDiscountedFen, replacementCostFen } from './lifetime-formula.ts'
import { causeOfLoss, typicalShares } from './loss.ts'
import { quantileBorders, rfmBorders, rfmOf, rfmScores, scoreWithin } from './rfm.ts'
import { lifecycleStage } from './stages.ts'

const classes = (values: number[], shares?: { a: number; b: number }): AbcClass[] => {
  const borders = abcBorders(Float64Array.from(values), shares)
  return values.map((value) => abcClass(value, borders))
}

describe('ABC', () => {
  it('takes the best until four fifths, and then nineteen twentieths, are reached', () => {
    // 1000 in all: 500, 800 reached by two; the third starts at 80 %, the fourth at 90 %, the fifth at 95 %.
    expect(classes([500, 300, 100, 50, 50])).toEqual(['A', 'A', 'B', 'B', 'B'])
    expect(classes([500, 300, 100, 60, 40])).toEqual(['A', 'A', 'B', 'B', 'C'])
    expect(classes([600, 300, 100])).toEqual(['A', 'A', 'B'])
  })
  it('never parts customers of equal value, whatever their order', () => {
    expect(classes([100, 100, 100, 100])).toEqual(['A', 'A', 'A', 'A'])
    expect(classes([10, 500, 10, 480])).toEqual(['C', 'A', 'C', 'A'])
  })
  it('leaves who brings nothing or a loss in C, and a house without value altogether', () => {
    expect(classes([900, 0, -400])).toEqual(['A', 'C', 'C'])
    expect(classes([0, -1])).toEqual(['C', 'C'])
    expect(classes([])).toEqual([])
  })
  it('follows other shares', () =>
    expect(classes([500, 300, 200], { a: 0.5, b: 0.7 })).toEqual(['A', 'B', 'C']))
})

describe('RFM', () => {
  const purchases = {
    customer: Int32Array.of(0, 0, 1, 2, 3, 4),
    day: Int32Array.of(365, 300, 360, 1, 0, 366),
    valueFen: Float64Array.of(100_00, 50_00, 900_00, 20_00, 999_00, 999_00),
  }
  it('counts what lies in the window, its last day and not the day before its first', () => {
    const rfm = rfmOf(purchases, { customers: 5, asOf: 365, windowDays: 365 })
    expect([...rfm.daysSince]).toEqual([0, 5, 364, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
    expect([...rfm.purchases]).toEqual([2, 1, 1, 0, 0])
    expect([...rfm.valueFen]).toEqual([150_00, 900_00, 20_00, 0, 0])
  })
  it('scores thirds by hand: a fresh purchase is 3, nobody without a purchase is scored', () => {
    const rfm = rfmOf(purchases, { customers: 5, asOf: 365, windowDays: 365 })
    const scores = rfmScores(rfm, rfmBorders(rfm, 3))
    expect([...scores.recency]).toEqual([3, 2, 1, 0, 0])
    expect([...scores.monetary]).toEqual([2, 3, 1, 0, 0])
    // Two of three bought once: both thirds end at 1, so one is 1 and two is 3.
    expect([...scores.frequency]).toEqual([3, 1, 1, 0, 0])
  })
  it('puts 1 to 10 into fifths of two, and equal values into one score', () => {
    const values = Float64Array.from([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    const borders = quantileBorders(values, 5)
    expect([...borders]).toEqual([2, 4, 6, 8])
    expect([...values].map((value) => scoreWithin(value, borders))).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1])
    const tied = Float64Array.from([1, 1, 1, 1, 1, 1, 2, 3, 4, 5])
    expect([...tied].map((value) => scoreWithin(value, quantileBorders(tied, 5)))).toEqual([
      1, 1, 1, 1, 1, 1, 4, 4, 5, 5,
    ])
  })
  it('takes unequal shares', () =>
    expect([...quantileBorders(Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), [0.5, 0.9])]).toEqual([
      5, 9,
    ]))
})

describe('the lifetime value of the register', () => {
  // Three years at 5 %: 1,000, 2,000 and 3,000 yuan of profit, 200 yuan of cost each.
  const periods = [1_000_00, 2_000_00, 3_000_00].map((profitFen) => ({ profitFen, costFen: 200_00 }))
  it('discounts each year: 800/1.05 + 1800/1.05² + 2800/1.05³ = 4,813.30 yuan', () => {
    expect(lifetimeDiscountedFen(periods, 0.05)).toBe(481_330)
    expect(lifetimeDiscountedFen(periods, 0)).toBe(540_000)
    expect(lifetimeDiscountedFen([], 0.05)).toBe(0)
  })
  it('as printed takes the power of the money: in thousands 0.8/1.05 + (1.8/1.05)² + (2.8/1.05)³', () => {
    const value = lifetimeAsPrinted(periods, 0.05, 1_000_00)
    expect(value).toBeCloseTo(0.761905 + 2.938776 + 18.962963, 5)
    expect(lifetimeAsPrinted(periods, 0.05)).not.toBeCloseTo(value, 1)
  })
  it('as printed turns a loss in the second year into a gain, which is why it is not the default', () => {
    const loss = [
      { profitFen: 0, costFen: 0 },
      { profitFen: 0, costFen: 2_000_000 },
    ]
    expect(lifetimeAsPrinted(loss, 0)).toBe(4)
    expect(lifetimeDiscountedFen(loss, 0)).toBe(-2_000_000)
  })
  it('reads both for a single year as the same', () => {
    const year = [{ profitFen: 3_150_000, costFen: 0 }]
    expect(lifetimeAsPrinted(year, 0.05) * 1_000_000).toBeCloseTo(lifetimeDiscountedFen(year, 0.05), 6)
  })
  it('says what a new customer costs in place of one who was kept', () =>
    expect(replacementCostFen(500_00)).toEqual({ lowFen: 3_000_00, highFen: 4_000_00 }))
})

describe('the four classes', () => {
  const borders = { honouredFromFen: 100, improvingFromFen: 40, careFen: 10 }
  it('honours the most valuable, improves the most promising, keeps the ordinary, lets go who costs more', () => {
    expect(valueClass({ earnedFen: 70, expectedFen: 30 }, borders)).toBe('honoured')
    expect(valueClass({ earnedFen: 20, expectedFen: 40 }, borders)).toBe('improving')
    expect(valueClass({ earnedFen: 20, expectedFen: 39 }, borders)).toBe('maintained')
    expect(valueClass({ earnedFen: 20, expectedFen: 11 }, borders)).toBe('maintained')
    expect(valueClass({ earnedFen: 89, expectedFen: 10 }, borders)).toBe('abandoned')
    expect(valueClass({ earnedFen: -10, expectedFen: -5 }, borders)).toBe('abandoned')
  })
  it('wins back, and does not abandon, one of the best who seems gone', () =>
    expect(valueClass({ earnedFen: 300, expectedFen: -1 }, borders)).toBe('honoured'))
})

describe('80/20', () => {
  it('is 80/20 where it is', () => {
    const found = concentration(Float64Array.from([80, 5, 5, 5, 5].map((one) => one * 100)))!
    expect(found.topFifth).toBeCloseTo(0.8)
    expect(found.forFourFifths).toBe(0.2)
    expect(found.curve[0]).toEqual({ customers: 0, value: 0 })
    expect(found.curve[20]!.value).toBeCloseTo(0.8)
    expect(found.curve[60]!.value).toBeCloseTo(0.9)
    expect(found.curve[100]!.value).toBeCloseTo(1)
  })
  it('rises above everything where some cost money', () => {
    const found = concentration(Float64Array.from([150, -50]), 2)!
    expect(found.curve.map(({ value }) => value)).toEqual([0, 1.5, 1])
    expect(found.atLoss).toEqual({ customers: 1, lossFen: 50 })
  })
  it('is nothing where there is nothing', () => {
    expect(concentration(Float64Array.from([]))).toBeNull()
    expect(concentration(Float64Array.from([5, -5]))).toBeNull()
  })
})

describe('customers served at a loss', () => {
  const everybody = [
    { revenueFen: 1_000, costsFen: { parts: 500, calls: 50, discounts: 100 } },
    { revenueFen: 1_000, costsFen: { parts: 500, calls: 450, discounts: 100 } },
  ]
  it('learn which cost is out of line', () => {
    const typical = typicalShares(everybody)
    expect(typical).toEqual({ parts: 0.5, calls: 0.25, discounts: 0.1 })
    expect(causeOfLoss(everybody[0]!, typical)).toBeNull()
    expect(causeOfLoss(everybody[1]!, typical)).toEqual({ cause: 'calls', beyondFen: 200, lossFen: 50 })
  })
})

describe('the stage of the relation', () => {
  const steady = { daysSinceFirst: 900, daysSinceLast: 60, lastYear: 2, yearBefore: 2, alive: 0.9 }
  it.each([
    [{ ...steady, daysSinceFirst: null, daysSinceLast: null }, 'acquiring'],
    [{ ...steady, daysSinceFirst: 100 }, 'growing'],
    [{ ...steady, lastYear: 5 }, 'growing'],
    [steady, 'mature'],
    [{ ...steady, alive: null }, 'mature'],
    [{ ...steady, lastYear: 1, yearBefore: 3 }, 'declining'],
    [{ ...steady, alive: 0.4 }, 'declining'],
    [{ ...steady, alive: 0.1 }, 'ended'],
    [{ ...steady, daysSinceLast: 731 }, 'ended'],
  ] as const)('%o is %s', (relation, stage) => expect(lifecycleStage(relation).stage).toBe(stage))
  it('gives its reason', () =>
    expect(lifecycleStage({ ...steady, daysSinceLast: 731 }).reason).toBe('silent too long'))
})
