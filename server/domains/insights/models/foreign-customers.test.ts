import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnOf, fen, finite, runs } from '../../../../tests/harness/foreign.ts'
import { calibrationTable } from './propensity/calibration.ts'
import { categoryColumn, numberColumn } from './propensity/columns.ts'
import { driftOf, footprintOf } from './propensity/drift.ts'
import { judge } from './propensity/judging.ts'
import { reasons, scores } from './propensity/model.ts'
import { trainPropensity } from './propensity/training.ts'
import { fitBgNbd } from './purchases/bg-nbd.ts'
import { fitGammaGamma } from './purchases/gamma-gamma.ts'
import { fitParetoNbd } from './purchases/pareto-nbd.ts'
import { bgNbdPurchases, expectedPurchases } from './purchases/scoring.ts'
import { fitCox } from './survival/cox.ts'
import { chanceToLeave } from './survival/hazard.ts'
import { kaplanMeier } from './survival/kaplan-meier.ts'
import { logRank } from './survival/log-rank.ts'
import { abcBorders, abcClass } from './value/abc.ts'
import { concentration } from './value/concentration.ts'
import { lifetimeDiscountedFen } from './value/lifetime-formula.ts'
import { rfmBorders, rfmOf, rfmScores } from './value/rfm.ts'

describe('value', () => {
  it('ABC and 80/20: every customer has a class, refunds and giants included', () => {
    fc.assert(
      fc.property(fc.array(fen, { maxLength: 60 }), (values) => {
        const column = columnOf(values)
        const borders = abcBorders(column)
        for (const value of column) {
          const one = abcClass(value, borders)
          if (value <= 0) expect(one).toBe('C')
        }
        const curve = concentration(column)
        if (curve) {
          expect(curve.curve.every(({ customers, value }) => finite(customers) && finite(value))).toBe(true)
          expect([curve.topFifth, curve.forFourFifths].every(finite)).toBe(true)
        }
      }),
      runs,
    )
  })
  it('RFM: scores from 1 to 5 for who bought, 0 for who did not, with any ties', () => {
    const paid = fc.array(fc.tuple(fc.nat(4), fc.nat(400), fen), { maxLength: 60 })
    fc.assert(
      fc.property(paid, (rows) => {
        const rfm = rfmOf(
          {
            customer: Int32Array.from(rows, ([who]) => who),
            day: Int32Array.from(rows, ([, day]) => day),
            valueFen: columnOf(rows.map(([, , value]) => value)),
          },
          { customers: 5, asOf: 365, windowDays: 365 },
        )
        const scores = rfmScores(rfm, rfmBorders(rfm, 5))
        for (let who = 0; who < 5; who++)
          for (const score of [scores.recency[who]!, scores.frequency[who]!, scores.monetary[who]!])
            expect(rfm.purchases[who]! > 0 ? score >= 1 && score <= 5 : score === 0).toBe(true)
      }),
      runs,
    )
  })
  it('the lifetime value of any periods, also of none', () => {
    const period = fc.record({ profitFen: fen, costFen: fen })
    fc.assert(
      fc.property(
        fc.array(period, { maxLength: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, rate) => finite(lifetimeDiscountedFen(all, rate)),
      ),
      runs,
    )
  })
})

describe('purchase models', () => {
  const history = fc
    .record({
      x: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(400)),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
      age: fc.integer({ min: 1, max: 2_000 }),
    })
    .map(({ x, share, age }) => [x, x === 0 ? 0 : share * age, age] as const)
  const histories = fc.oneof(
    fc.array(history, { minLength: 1, maxLength: 40 }),
    // Everybody alike: nothing to tell people apart by.
    fc
      .tuple(history, fc.integer({ min: 1, max: 40 }))
      .map(([one, times]) => Array.from({ length: times }, () => one)),
  )
  const columns = (rows: readonly (readonly [number, number, number])[]) => ({
    repeats: columnOf(rows.map(([x]) => x)),
    recency: columnOf(rows.map(([, last]) => last)),
    age: columnOf(rows.map(([, , age]) => age)),
  })
  it('BG/NBD and Pareto/NBD end, with parameters that are numbers and chances between 0 and 1', () => {
    fc.assert(
      fc.property(histories, (rows) => {
        const given = columns(rows)
        const bg = fitBgNbd(given)
        for (const value of Object.values(bg.parameters)) expect(value > 0 && finite(value)).toBe(true)
        for (const value of Object.values(fitParetoNbd(given).parameters))
          expect(value > 0 && finite(value)).toBe(true)
        // Of customers who say nothing the parameters run away; the fit says so, and nobody is foretold anything from it.
        if (!bg.settled) return
        const purchases = bgNbdPurchases(bg.parameters)
        for (const chance of purchases.alive(given)) expect(chance >= 0 && chance <= 1).toBe(true)
        for (const one of expectedPurchases(purchases, given, 52)) expect(one >= 0 && finite(one)).toBe(true)
      }),
      // 278 purchases in one day once took the parameters to 10^168 and 0; 191 in an hour beside nobody made an infinity of nothing.
      {
        numRuns: 25,
        examples: [
          [[[278, 0.97, 1]]],
          [
            [
              [191, 0.01, 1],
              [0, 0, 1],
            ],
          ],
        ],
      },
    )
  })
  it('Gamma-Gamma over any amounts, refunds and free services left out', () => {
    const spend = fc.array(fc.tuple(fc.nat(6), fen), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(spend, (rows) => {
        const model = fitGammaGamma({
          purchases: columnOf(rows.map(([count]) => count)),
          mean: columnOf(rows.map(([, mean]) => mean)),
        })
        const known = rows.some(([count, mean]) => count > 0 && mean > 0)
        if (known)
          for (const value of Object.values(model.parameters)) expect(value > 0 && finite(value)).toBe(true)
        else expect(model.settled).toBe(false)
      }),
      { numRuns: 25 },
    )
  })
})

describe('survival', () => {
  const lives = fc.array(
    fc.tuple(fc.oneof(fc.constant(12), fc.nat(30)), fc.boolean(), fc.constantFrom(0, 0, 1, 5_000_000)),
    { minLength: 1, maxLength: 40 },
  )
  const durations = (rows: readonly (readonly [number, boolean, number])[]) => ({
    duration: columnOf(rows.map(([time]) => time)),
    event: Uint8Array.from(rows, ([, left]) => Number(left)),
  })
  it('Kaplan-Meier falls from 1 to 0 and its interval holds it', () => {
    fc.assert(
      fc.property(lives, (rows) => {
        let last = 1
        for (const { survival, low, high } of kaplanMeier(durations(rows)).steps) {
          expect(survival <= last && survival >= 0).toBe(true)
          expect(low <= survival + 1e-9 && high >= survival - 1e-9 && low >= 0 && high <= 1).toBe(true)
          last = survival
        }
      }),
      runs,
    )
  })
  it('log-rank between any two groups is a chance, or says that it cannot be', () => {
    fc.assert(
      fc.property(lives, lives, (one, other) => {
        const found = logRank([durations(one), durations(other)])
        if (found) expect(found.p >= 0 && found.p <= 1 && finite(found.chiSquared)).toBe(true)
      }),
      runs,
    )
  })
  it('Cox ends also where a driver never varies or gives it all away', () => {
    fc.assert(
      fc.property(lives, (rows) => {
        const model = fitCox(durations(rows), {
          given: columnOf(rows.map(([, , driver]) => driver)),
          same: columnOf(rows.map(() => 7)),
          tells: columnOf(rows.map(([, left]) => Number(left))),
        })
        for (const { coefficient } of Object.values(model.drivers)) expect(finite(coefficient)).toBe(true)
        const chance = chanceToLeave(model, 0, { from: 0, until: 365 })
        expect(chance >= 0 && chance <= 1).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})

describe('propensity', () => {
  const row = fc.record({
    money: fc.option(fen, { nil: null }),
    place: fc.option(fc.constantFrom('浙江', '江苏', ''), { nil: null }),
    did: fc.boolean(),
  })
  const rows = fc.array(row, { minLength: 4, maxLength: 60 })
  const tableOf = (
    all: readonly { money: number | null; place: string | null; did: boolean }[],
    leak: boolean,
  ) => ({
    rows: all.length,
    columns: [
      numberColumn(
        'money',
        all.map(({ money }) => money),
      ),
      categoryColumn(
        'place',
        all.map(({ place }) => place),
      ),
      numberColumn(
        'same',
        all.map(() => 3),
      ),
      numberColumn(
        'nothing',
        all.map(() => null),
      ),
      ...(leak
        ? [
            numberColumn(
              'leak',
              all.map(({ did }) => Number(did)),
            ),
          ]
        : []),
    ],
  })
  it('trains on anything, leaks included, and its chances are chances; what is too few is refused', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (all, leak) => {
        const table = tableOf(all, leak)
        const outcome = Uint8Array.from(all, ({ did }) => Number(did))
        const ids = all.map((_, at) => `c${at}`)
        const { champion, logistic, boosted } = trainPropensity(table, outcome, ids, { seed: 1 })
        expect(champion).toBeNull()
        for (const { model } of [logistic, boosted]) {
          for (const chance of scores(model, table)) expect(chance >= 0 && chance <= 1).toBe(true)
          for (const why of reasons(model, table).flat()) expect(finite(why.effect)).toBe(true)
        }
      }),
      { numRuns: 25 },
    )
  })
  it('judging and calibration of any scores', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.constantFrom(0, 0.5, 0.5, 1)), { minLength: 1, maxLength: 40 }),
        (all) => {
          const outcome = Uint8Array.from(all, ([did]) => Number(did))
          const chances = columnOf(all.map(([, chance]) => chance))
          expect(judge(outcome, chances, 0.3).refusals).toContain('too-few-cases')
          for (const { rows, predicted } of calibrationTable(outcome, chances))
            if (rows > 0) expect(finite(predicted)).toBe(true)
        },
      ),
      runs,
    )
  })
  it('drift between any two columns, also from nothing known to all known', () => {
    const values = fc.array(fc.option(fen, { nil: null }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(values, values, (then, now) => {
        const { index } = driftOf(footprintOf(numberColumn('a', then)), numberColumn('a', now))
        expect(finite(index) && index >= -1e-9).toBe(true)
      }),
      runs,
    )
  })
})
