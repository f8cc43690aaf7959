import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fen, finite, runs } from '../../../../tests/harness/foreign.ts'
import { attribute, attributionMethods } from './attribution/attribution.ts'
import { collapse as collapsePaths } from './attribution/paths.ts'
import { associationRules } from './basket/association.ts'
import { frequentItemsets } from './basket/itemsets.ts'
import { benchmark } from './benchmark/mix.ts'
import { compareShare } from './benchmark/share.ts'
import { differenceOfMeans, differenceOfProportions } from './effects/difference.ts'
import { forecast } from './forecast/forecast.ts'

describe('attribution', () => {
  const journey = fc.record({
    touches: fc.array(fc.constantFrom('search', 'tv', '微信'), { maxLength: 6 }),
    conversions: fc.nat(3),
    nulls: fc.nat(3),
    revenueFen: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 ** 12 })),
  })
  it('by every rule adds up to the fen: no path, one path, nobody bought, no touch', () => {
    fc.assert(
      fc.property(fc.array(journey, { maxLength: 20 }), (journeys) => {
        const sold = journeys.map((one) => (one.conversions > 0 ? one : { ...one, revenueFen: 0 }))
        const paths = collapsePaths(sold)
        const booked = sold.reduce((sum, { revenueFen }) => sum + revenueFen, 0)
        for (const method of Object.values(attributionMethods)) {
          const { credits, untouched } = attribute(paths, method)
          const sum = credits.reduce((all, { revenueFen }) => all + revenueFen, untouched.revenueFen)
          expect(sum).toBe(booked)
          expect(
            credits.every(
              ({ conversions, removalEffect = 0 }) => finite(conversions) && finite(removalEffect),
            ),
          ).toBe(true)
        }
      }),
      runs,
    )
  })
})

describe('baskets, benchmarks, market shares', () => {
  it('rules of any baskets have finite support, confidence and lift', () => {
    const lines = fc.array(fc.tuple(fc.nat(9), fc.nat(4)), { maxLength: 60 })
    fc.assert(
      fc.property(lines, fc.constantFrom(0, 0.1, 1), (rows, support) => {
        const found = frequentItemsets(
          {
            baskets: 10,
            items: ['a', 'b', 'c', 'd', 'e'],
            basketOf: Uint32Array.from(rows, ([basket]) => basket),
            itemOf: Uint32Array.from(rows, ([, item]) => item),
          },
          { support },
        )
        for (const { given: _, ...numbers } of associationRules(found, { confidence: 0 }))
          expect(
            Object.values(numbers)
              .filter((one) => typeof one === 'number')
              .every(finite),
          ).toBe(true)
      }),
      runs,
    )
  })
  it('dealers compared: also one alone, none that sold, and cells without a case', () => {
    const cell = fc
      .record({
        dealer: fc.constantFrom('a', 'b', 'c'),
        kind: fc.constantFrom('x', 'y'),
        cases: fc.nat(50),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ share, ...one }) => ({ ...one, hits: Math.floor(one.cases * share) }))
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 12 }), (cells) => {
        for (const { rate, expected, ratio, cases } of benchmark(cells)) {
          expect(finite(expected) && (cases === 0 || finite(rate))).toBe(true)
          // Nothing was to be expected: such a dealer has no ratio, and the analysis leaves it out.
          if (cases > 0 && expected > 0)
            expect([ratio.estimate, ratio.low, ratio.high].every(finite)).toBe(true)
        }
      }),
      runs,
    )
  })
  it('the parts of a share’s change are numbers wherever there was a market', () => {
    const cell = fc
      .record({
        cell: fc.constantFrom('a', 'b', 'c'),
        market: fc.nat(1000),
        reach: fc.double({ min: 0, max: 1, noNaN: true }),
        win: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ cell, market, reach, win }) => {
        const enquiries = Math.floor(market * reach)
        return { cell, market, enquiries, sold: Math.floor(enquiries * win) }
      })
    const cells = fc.uniqueArray(cell, { selector: (one) => one.cell, minLength: 1, maxLength: 3 })
    const known = (all: readonly { market: number }[]) => all.some(({ market }) => market > 0)
    fc.assert(
      fc.property(cells, cells, (now, then) => {
        fc.pre(known(now) && known(then))
        const { contributions } = compareShare(now, then)
        expect(Object.values(contributions).every(finite)).toBe(true)
      }),
      runs,
    )
  })
})

describe('effects', () => {
  it('intervals of any two groups with somebody in them hold their estimate', () => {
    const share = fc
      .integer({ min: 1, max: 10 ** 7 })
      .chain((of) => fc.record({ of: fc.constant(of), did: fc.integer({ min: 0, max: of }) }))
    fc.assert(
      fc.property(share, share, (one, other) => {
        const { estimate, low, high } = differenceOfProportions(one, other)
        expect(low <= estimate + 1e-12 && estimate - 1e-12 <= high && finite(low) && finite(high)).toBe(true)
      }),
      runs,
    )
    const amounts = fc.array(fen, { minLength: 2, maxLength: 30 }).map((values) => ({
      of: values.length,
      sum: values.reduce((sum, one) => sum + one, 0),
      sumOfSquares: values.reduce((sum, one) => sum + one * one, 0),
    }))
    fc.assert(
      fc.property(amounts, amounts, (one, other) => {
        const { estimate, low, high } = differenceOfMeans(one, other)
        expect(low <= estimate && estimate <= high && finite(low) && finite(high)).toBe(true)
      }),
      runs,
    )
  })
})

describe('a forecast', () => {
  it('of any history of counts is not below nothing and is a number', () => {
    const months = fc.oneof(
      fc.array(fc.nat(500), { minLength: 1, maxLength: 48 }),
      fc
        .tuple(fc.constantFrom(0, 7, 10 ** 9), fc.integer({ min: 1, max: 48 }))
        .map(([one, n]) => Array<number>(n).fill(one)),
    )
    fc.assert(
      fc.property(months, (values) => {
        const found = forecast(values, { period: 12, horizon: 6 })
        // Too short to test anything on: no forecast.
        if (!found) return void expect(values.length).toBeLessThan(30)
        for (const { estimate, low, high } of found.ahead)
          expect(finite(estimate) && !Number.isNaN(low) && !Number.isNaN(high)).toBe(true)
        for (const { mae } of found.accuracy) expect(finite(mae)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})
