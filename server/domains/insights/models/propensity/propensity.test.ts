import { describe, expect, it } from 'vitest'
import { normal, seeded } from '../numbers/random.ts'
import { calibrationTable, skillOf } from './calibration.ts'
import { categoryColumn, numberColumn, rowsOf, type Table } from './columns.ts'
import { driftOf, footprintOf } from './drift.ts'
import { heldOut, split } from './holdout.ts'
import { type Propensity, reasons, scores, trainLogistic } from './model.ts'
import { areaDifference, areaUnderCurve, liftTable } from './ranking.ts'
import { chooseRidge } from './ridge.ts'
import { rocCurve } from './roc.ts'
import { trainPropensity } from './training.ts'

const ids = (rows: number) => Array.from({ length: rows }, (_, row) => `lead-${row}`)
const chance = (logOdds: number) => 1 / (1 + Math.exp(-logOdds))

/** Leads whose sale depends on how they came, how often they visited and on nothing else. */
function leads(
  rows: number,
  seed: number,
  logOddsOf: (visits: number, source: string, noise: number) => number,
) {
  const random = seeded(seed)
  const visits = Array.from({ length: rows }, () => normal(random))
  const sources = visits.map(() => ['web', 'web', 'web', 'store', 'call'][Math.floor(random() * 5)]!)
  const noise = visits.map(() => normal(random))
  const outcome = Uint8Array.from(visits, (one, row) =>
    random() < chance(logOddsOf(one, sources[row]!, noise[row]!)) ? 1 : 0,
  )
  const columns = [
    numberColumn('visits', visits),
    categoryColumn('source', sources),
    numberColumn('noise', noise),
  ]
  return { table: { rows, columns } as Table, outcome }
}

describe('logistic regression', () => {
  it('with one yes-or-no column is the log of the odds ratio, with its textbook error', () => {
    // 60 of 100 from the store bought, 30 of 150 from the web.
    const came = [...Array(100).fill('store'), ...Array(150).fill('web')]
    const outcome = Uint8Array.from(came, (_, row) => (row < 60 || (row >= 100 && row < 130) ? 1 : 0))
    const model = trainLogistic({ rows: 250, columns: [categoryColumn('came', came)] }, outcome, 1e-9)
    if (model.kind !== 'logistic') throw new Error('a logistic model')
    expect(model.logistic.weights[0]).toBeCloseTo(Math.log((60 / 40) * (120 / 30)), 6)
    expect(model.logistic.intercept).toBeCloseTo(Math.log(30 / 120), 6)
    expect(model.logistic.errors[0]).toBeCloseTo(Math.sqrt(1 / 60 + 1 / 40 + 1 / 30 + 1 / 120), 6)
  })
  it('finds planted weights within four errors', () => {
    const { table, outcome } = leads(
      20_000,
      3,
      (visits, source) => -1 + 0.8 * visits + (source === 'store' ? 1.2 : 0),
    )
    const model = trainLogistic(table, outcome)
    if (model.kind !== 'logistic') throw new Error('a logistic model')
    const { weights, errors } = model.logistic
    const planted: Record<string, number> = {
      visits: 0.8,
      'source = store': 1.2,
      'source = call': 0,
      noise: 0,
    }
    model.encoding.features.forEach((name, at) => {
      expect(Math.abs(weights[at]! - planted[name]!)).toBeLessThan(4 * errors[at]!)
    })
  })
  it('not known is a level of its own; a column gone or a level never seen does no harm', () => {
    const { table, outcome } = leads(2_000, 4, (visits) => visits)
    const visits = (table.columns[0] as { values: Float64Array }).values
    // Whoever bought is less often asked how often they visited.
    const known = numberColumn(
      'visits',
      [...visits].map((value, row) => (outcome[row] && row % 2 ? null : value)),
    )
    const model = trainLogistic({ rows: 2_000, columns: [known, table.columns[1]!] }, outcome)
    if (model.kind !== 'logistic') throw new Error('a logistic model')
    const missing = model.encoding.features.indexOf('visits = ?')
    expect(model.logistic.weights[missing]).toBeGreaterThan(2)
    const strange = scores(model, { rows: 1, columns: [categoryColumn('source', ['by post'])] })
    expect(strange[0]).toBeGreaterThan(0)
    expect(strange[0]).toBeLessThan(1)
  })
  it('stored as JSON it scores the same', () => {
    const { table, outcome } = leads(500, 5, (visits) => visits)
    const model = trainLogistic(table, outcome)
    const stored = JSON.parse(JSON.stringify(model)) as Propensity
    expect(scores(stored, table)).toEqual(scores(model, table))
  })
})

describe('how strongly weights are held', () => {
  it('strongly where forty names are nothing but names, and the model foretells better for it', () => {
    const random = seeded(21)
    const names = Array.from({ length: 2_000 }, () => `dealer ${Math.floor(random() * 40)}`)
    const outcome = Uint8Array.from(names, () => (random() < 0.1 ? 1 : 0))
    const table: Table = { rows: 2_000, columns: [categoryColumn('dealer', names)] }
    expect(chooseRidge(table, outcome)).toBeGreaterThanOrEqual(100)
  })
  it('hardly where what they say is so', () => {
    const { table, outcome } = leads(
      8_000,
      22,
      (visits, source) => 2 * visits + (source === 'store' ? 2 : 0) - 1,
    )
    expect(chooseRidge(table, outcome)).toBeLessThanOrEqual(3)
  })
})

describe('reasons', () => {
  it('add up to how far a row’s log-odds are from the average row’s, for both kinds', () => {
    const { table, outcome } = leads(3_000, 6, (visits, source) => visits - (source === 'web' ? 1 : 0))
    const training = trainPropensity(table, outcome, ids(3_000), { seed: 1 })
    for (const { model } of [training.logistic, training.boosted]) {
      const logOdds = scores(model, table).map((one) => Math.log(one / (1 - one)))
      const rows = reasons(model, table, 9)
      const rest = rows.map((row, at) => logOdds[at]! - row.reduce((sum, { effect }) => sum + effect, 0))
      expect(Math.max(...rest) - Math.min(...rest)).toBeLessThan(1e-9)
      expect(rows[0]!.map(({ column }) => column)).not.toContain('unknown')
    }
    const best = [...(table.columns[0]!.kind === 'number' ? table.columns[0]!.values : [])]
    const top = best.indexOf(Math.max(...best))
    expect(reasons(training.logistic.model, table, 1)[top]![0]).toMatchObject({ column: 'visits' })
  })
})

describe('ranking', () => {
  const outcome = Uint8Array.from([1, 1, 0, 1, 0])
  const score = Float64Array.from([0.9, 0.8, 0.7, 0.4, 0.3])
  it('the area and DeLong’s error, worked by hand', () => {
    // Pairs 5 of 6. Placements 1, 1, 1/2 and 2/3, 1: variances 1/12 over 3 and 1/18 over 2.
    const { estimate, low, high } = areaUnderCurve(outcome, score)
    expect(estimate).toBeCloseTo(5 / 6, 12)
    const error = Math.sqrt(1 / 36 + 1 / 36)
    const half = (1.959964 * error) / ((5 / 6) * (1 / 6))
    expect(low).toBeCloseTo(chance(Math.log(5) - half), 6)
    expect(high).toBeCloseTo(chance(Math.log(5) + half), 6)
  })
  it('equal scores share: all equal is one half', () => {
    expect(areaUnderCurve(outcome, new Float64Array(5)).estimate).toBe(0.5)
    expect(rocCurve(outcome, new Float64Array(5))).toEqual([
      { called: 0, reached: 0 },
      { called: 1, reached: 1 },
    ])
  })
  it('lift and gain, worked by hand', () => {
    const rows = liftTable(outcome, score, 5)
    expect(rows.map(({ gain }) => Number(gain.toFixed(4)))).toEqual([0.3333, 0.6667, 0.6667, 1, 1])
    expect(rows[1]!.lift).toBeCloseTo(1 / 0.6, 12)
  })
  it('a model against itself is no better; against chance it is', () => {
    const { table, outcome: did } = leads(2_000, 7, (visits) => 1.5 * visits)
    const chances = scores(trainLogistic(table, did), table)
    const random = seeded(1)
    const dice = chances.map(() => random())
    expect(areaDifference(did, chances, chances).estimate).toBe(0)
    expect(areaDifference(did, chances, dice).low).toBeGreaterThan(0.2)
  })
})

describe('publishing', () => {
  it('refuses a model of nothing, by whatever kind', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { table, outcome } = leads(4_000, seed, () => -2)
      const training = trainPropensity(table, outcome, ids(4_000), { seed })
      expect(training.champion).toBeNull()
      expect(training.logistic.judgement.refusals).toContain('no-better-than-base-rate')
    }
  })
  it('refuses what was judged on a handful', () => {
    const { table, outcome } = leads(300, 8, (visits) => 4 * visits - 3)
    const { judgement } = trainPropensity(table, outcome, ids(300), { seed: 1 }).logistic
    expect(judgement.refusals).toContain('too-few-cases')
  })
  it('publishes the sum where a sum is the truth, the trees where it is not', () => {
    const sum = leads(8_000, 9, (visits, source) => visits + (source === 'store' ? 1 : 0) - 1)
    expect(trainPropensity(sum.table, sum.outcome, ids(8_000), { seed: 1 }).champion).toBe('logistic')
    const crossed = leads(8_000, 10, (visits, _, noise) => (visits > 0 === noise > 0 ? 1.5 : -1.5))
    const training = trainPropensity(crossed.table, crossed.outcome, ids(8_000), { seed: 1 })
    expect(training.champion).toBe('boosted')
    expect(training.challenge.low).toBeGreaterThan(0.2)
  })
  it('what is predicted is what comes: the calibration table holds it in most tenths', () => {
    const { table, outcome } = leads(20_000, 11, (visits) => visits - 1)
    const { judgement } = trainPropensity(table, outcome, ids(20_000), { seed: 1 }).logistic
    const held = judgement.calibration.filter(
      ({ predicted, observed }) => observed.low <= predicted && predicted <= observed.high,
    )
    expect(held.length).toBeGreaterThanOrEqual(8)
    expect(calibrationTable(Uint8Array.from([1, 0]), Float64Array.from([0.5, 0.5]), 1)[0]!.predicted).toBe(
      0.5,
    )
  })
  it('skill against the base rate, worked by hand', () => {
    // Base rate .5 loses .25 each; the model loses .04 each.
    const { brier, logLossLoss } = skillOf(Uint8Array.from([1, 0]), Float64Array.from([0.8, 0.2]), 0.5)
    expect(brier.estimate).toBeCloseTo(1 - 0.04 / 0.25, 12)
    expect(logLossLoss).toBeCloseTo(-Math.log(0.8), 12)
  })
})

describe('held out', () => {
  it('is the same every day, near its share, and another with another seed', () => {
    const some = ids(10_000)
    expect(split(some, 1, 0.25)).toEqual(split(some, 1, 0.25))
    expect(Math.abs(split(some, 1, 0.25).judging.length - 2_500)).toBeLessThan(150)
    const both = some.filter((id) => heldOut(id, 1, 0.25) && heldOut(id, 2, 0.25)).length
    expect(Math.abs(both - 625)).toBeLessThan(100)
  })
})

describe('drift', () => {
  it('nothing for the same people, and names the column that moved', () => {
    const [then, now] = [leads(10_000, 12, () => 0), leads(10_000, 13, () => 0)].map(({ table }) => table)
    const footprints = then!.columns.map(footprintOf)
    for (const [at, one] of footprints.entries())
      expect(driftOf(one, now!.columns[at]!).verdict).toBe('stable')
    const visits = now!.columns[0] as { values: Float64Array }
    const moved = numberColumn(
      'visits',
      [...visits.values].map((value) => value + 0.8),
    )
    expect(driftOf(footprints[0]!, moved).verdict).toBe('shifted')
    const gone = rowsOf(
      now!,
      Uint32Array.from(
        now!.columns[1]!.kind === 'category'
          ? [...now!.columns[1]!.codes.keys()].filter(
              (row) => (now!.columns[1] as { codes: Int32Array }).codes[row] !== 0,
            )
          : [],
      ),
    )
    expect(driftOf(footprints[1]!, gone.columns[1]!).verdict).toBe('shifted')
  })
  it('worked by hand: half and half became three to one', () => {
    const of = (yes: number, no: number) =>
      categoryColumn('x', [...Array(yes).fill('y'), ...Array(no).fill('n')])
    const { index } = driftOf(footprintOf(of(5_000, 5_000)), of(7_500, 2_500))
    expect(index).toBeCloseTo(0.25 * Math.log(1.5) - 0.25 * Math.log(0.5), 2)
  })
})
