import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exponential } from '../numbers/draws.ts'
import { normal, seeded } from '../numbers/random.ts'
import { fitCox } from './cox.ts'
import { chanceToLeave, concordance, hazardReasons, logHazards } from './hazard.ts'
import {
  byGroup,
  type Durations,
  firstImpossible,
  kaplanMeier,
  stepAt,
  survivalAt,
  timeUntilShare,
} from './kaplan-meier.ts'
import { logRank } from './log-rank.ts'

/** `6+` was still in remission when the watching ended. */
const durationsOf = (text: string): Durations => {
  const marks = text.split(' ')
  return {
    duration: Float64Array.from(marks, (mark) => Number.parseFloat(mark)),
    event: Uint8Array.from(marks, (mark) => (mark.endsWith('+') ? 0 : 1)),
  }
}
/** Weeks in remission of 42 children (Freireich et al. 1963; the data of Gehan 1965 and of Cox 1972). */
const treated = durationsOf('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+')
const placebo = durationsOf('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23')
const both: Durations = {
  duration: Float64Array.of(...treated.duration, ...placebo.duration),
  event: Uint8Array.of(...treated.event, ...placebo.event),
}
const onPlacebo = Float64Array.from({ length: 42 }, (_, i) => (i < 21 ? 0 : 1))

describe('Kaplan and Meier', () => {
  const curve = kaplanMeier(treated)
  it('gives the published curve of the treated children, with Greenwood’s errors', () => {
    const published = [
      [6, 21, 0.857, 0.0764],
      [7, 17, 0.807, 0.0869],
      [10, 15, 0.753, 0.0963],
      [13, 12, 0.69, 0.1068],
      [16, 11, 0.627, 0.1141],
      [22, 7, 0.538, 0.1282],
      [23, 6, 0.448, 0.1346],
    ] as const
    for (const [time, atRisk, survival, error] of published) {
      const step = stepAt(curve, time)!
      expect(step.atRisk).toBe(atRisk)
      expect(step.survival).toBeCloseTo(survival, 3)
      expect(step.standardError).toBeCloseTo(error, 4)
    }
    expect([curve.subjects, curve.events]).toEqual([21, 9])
    expect([timeUntilShare(curve), timeUntilShare(kaplanMeier(placebo))]).toEqual([23, 8])
  })
  it('puts its interval between 0 and 1, by hand at the first step', () => {
    const { low, high } = stepAt(curve, 6)!
    const spread = Math.exp((1.959964 * (0.0763604 / 0.857143)) / -Math.log(0.857143))
    expect(low).toBeCloseTo(0.857143 ** spread, 4)
    expect(high).toBeCloseTo(0.857143 ** (1 / spread), 4)
  })
  it('without anybody lost sight of is the share that is left', () => {
    const plain = kaplanMeier(placebo)
    expect(survivalAt(plain, 0.5)).toBe(1)
    expect(survivalAt(plain, 8)).toBeCloseTo(8 / 21)
    expect(stepAt(plain, 8)!.standardError).toBeCloseTo(Math.sqrt(((8 / 21) * (13 / 21)) / 21))
    expect(survivalAt(plain, 99)).toBe(0)
  })
  it('never reaches a median nobody has seen, and finds rows that are no durations', () => {
    expect(timeUntilShare(kaplanMeier(durationsOf('5 6+ 7+')))).toBeNull()
    expect(kaplanMeier(durationsOf('5+')).steps[0]!.survival).toBe(1)
    expect(firstImpossible(both)).toBe(-1)
    expect(firstImpossible({ duration: Float64Array.of(1, -1), event: Uint8Array.of(1, 1) })).toBe(1)
  })
})

describe('the log-rank test', () => {
  it('gives the published 16.79 for drug against placebo', () => {
    const test = logRank([...byGroup(both, [...onPlacebo]).values()])!
    expect(test.chiSquared).toBeCloseTo(16.793, 3)
    expect(test.p).toBeCloseTo(4.17e-5, 6)
    expect(test.observed).toEqual([9, 21])
    expect(test.expected[0]).toBeCloseTo(19.25, 2)
    expect(test.expected[1]).toBeCloseTo(10.75, 2)
  })
  it('sees no difference where there is none, among any number of groups', () => {
    const random = seeded(31)
    const groups = Array.from({ length: 4 }, () => {
      const duration = Float64Array.from({ length: 300 }, () => exponential(random))
      return { duration, event: new Uint8Array(300).fill(1) }
    })
    const test = logRank(groups)!
    expect(test.freedom).toBe(3)
    expect(test.p).toBeGreaterThan(0.01)
    expect(logRank([treated])).toBeNull()
    expect(logRank([durationsOf('5+'), durationsOf('6+')])).toBeNull()
  })
})

describe('Cox', () => {
  it.each([
    ['efron', 1.5721, 0.4124],
    ['breslow', 1.5092, 0.4096],
  ] as const)(
    'with ties after %s gives the published coefficient of the placebo',
    (ties, coefficient, error) => {
      const { drivers, settled } = fitCox(both, { onPlacebo }, { ties })
      expect(settled).toBe(true)
      expect(drivers.onPlacebo.coefficient).toBeCloseTo(coefficient, 4)
      expect(drivers.onPlacebo.standardError).toBeCloseTo(error, 4)
    },
  )
  it('gives the published likelihood-ratio test of 16.35', () => {
    const { likelihoodRatio } = fitCox(both, { onPlacebo })
    expect(likelihoodRatio.chiSquared).toBeCloseTo(16.35, 2)
    expect(likelihoodRatio.p).toBeCloseTo(5.261e-5, 7)
  })
  it('gives back planted drivers, ranks the strongest first, and foretells who leaves', () => {
    const random = seeded(32)
    const size = 5_000
    const planted = { late: 0.9, distance: -0.4, nothing: 0 }
    const drivers = {
      late: Float64Array.from({ length: size }, () => (random() < 0.3 ? 1 : 0)),
      distance: Float64Array.from({ length: size }, () => normal(random)),
      nothing: Float64Array.from({ length: size }, () => normal(random)),
    }
    const lives = drivers.late.map(
      (late, i) =>
        (12 * exponential(random)) / Math.exp(planted.late * late + planted.distance * drivers.distance[i]!),
    )
    const watched = lives.map(() => 24 * random())
    // Whole months, so that many leave together.
    const durations = {
      duration: lives.map((life, i) => Math.ceil(Math.min(life, watched[i]!))),
      event: Uint8Array.from(lives, (life, i) => (life <= watched[i]! ? 1 : 0)),
    }
    const model = fitCox(durations, drivers)
    for (const name of ['late', 'distance', 'nothing'] as const) {
      const { coefficient, standardError } = model.drivers[name]
      expect([name, Math.abs(coefficient - planted[name]) < 4 * standardError]).toEqual([name, true])
    }
    expect(model.drivers.nothing.p).toBeGreaterThan(0.001)
    const reasons = hazardReasons(model, { late: 1, distance: 0.2, nothing: 0.2 })
    expect(reasons[0]!.driver).toBe('late')
    const scores = logHazards(model, drivers)
    const agreed = concordance(durations, scores)
    expect(agreed).toBeGreaterThan(0.6)
    expect(
      concordance(
        durations,
        scores.map((score) => -score),
      ),
    ).toBeCloseTo(1 - agreed, 10)
    const chance = chanceToLeave(model, 0.9 * 0.7, { from: 6, until: 12 })
    expect(chance).toBeCloseTo(1 - Math.exp((-6 / 12) * Math.exp(0.9)), 1)
  })
  it('says so when a driver never varies', () => {
    expect(fitCox(both, { flat: new Float64Array(42).fill(3) }).settled).toBe(false)
  })
})

describe.runIf(process.env.PUBLISHED_DATA)('7,043 telephone customers', () => {
  it('stay and leave as lifelines 0.30.3 says', () => {
    const file = readFileSync(join(process.env.PUBLISHED_DATA!, 'telco_churn/IBM_Cognos_Data.csv'), 'utf8')
    const [head, ...lines] = file.trim().split(/\r?\n/)
    const column = (name: string) => {
      const at = head!.split(',').indexOf(name)
      return lines.map((line) => line.split(',')[at]!)
    }
    const is = (name: string, value: string) =>
      Float64Array.from(column(name), (one) => (one === value ? 1 : 0))
    const durations = {
      duration: Float64Array.from(column('tenure'), Number),
      event: Uint8Array.from(is('Churn', 'Yes')),
    }
    const year = stepAt(kaplanMeier(durations), 12)!
    expect([year.survival, year.low, year.high].map((one) => one.toFixed(6))).toEqual([
      '0.843200',
      '0.834169',
      '0.851783',
    ])
    const contracts = [...byGroup(durations, column('Contract')).values()]
    expect(logRank(contracts)!.chiSquared).toBeCloseTo(2352.8725, 3)
    const drivers = {
      monthly: is('Contract', 'Month-to-month'),
      fibre: is('InternetService', 'Fiber optic'),
      charges: Float64Array.from(column('MonthlyCharges'), Number),
      senior: is('SeniorCitizen', '1'),
    }
    const model = fitCox(durations, drivers)
    const coefficients = Object.values(model.drivers).map(({ coefficient }) => coefficient.toFixed(3))
    expect(coefficients).toEqual(['2.793', '1.253', '-0.018', '-0.019'])
    expect(model.logLikelihood).toBeCloseTo(-14_346.73, 2)
    expect(concordance(durations, logHazards(model, drivers))).toBeCloseTo(0.805646, 5)
  })
})

describe('concordance', () => {
  it('counts pairs by hand', () => {
    const durations = durationsOf('1 2 3+ 4')
    // Pairs: 1-2, 1-3, 1-4, 2-3, 2-4. Scores right for 1-2, 1-3 (tie: half), 1-4, wrong for 2-3, right for 2-4.
    expect(concordance(durations, Float64Array.of(3, 2, 3, 1))).toBeCloseTo(3.5 / 5)
  })
})
