import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { seeded } from '../numbers/random.ts'
import { hyp2f1 } from '../numbers/special.ts'
import { bgNbdAlive, fitBgNbd } from './bg-nbd.ts'
import {
  bgNbdConditional,
  bgNbdExpected,
  bgNbdIfAlive,
  bgNbdProbability,
  bgNbdQuantile,
} from './bg-nbd-future.ts'
import { deltaInterval, type Fit, parameterInterval } from './fitting.ts'
import { expectedSpend, fitGammaGamma, spendCorrelation } from './gamma-gamma.ts'
import { collapse, firstImpossible } from './histories.ts'
import {
  fitParetoNbd,
  paretoNbdAlive,
  paretoNbdConditional,
  paretoNbdExpected,
  timeTerm,
} from './pareto-nbd.ts'
import {
  bgNbdPurchases,
  discountedPurchases,
  expectedPurchases,
  lifetimeValue,
  paretoNbdPurchases,
} from './scoring.ts'
import { bgNbdHistories, gammaGammaMeans, paretoNbdHistories } from './simulate.ts'
import { observe } from './transactions.ts'

const file = new URL('../../../../../data/published/cdnow/customers.csv.gz', import.meta.url)
const rows = gunzipSync(readFileSync(file))
  .toString()
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').map(Number))
const column = (at: number) => Float64Array.from(rows, (row) => row[at]!)
const cdnow = { repeats: column(1), recency: column(2), age: column(3) }
const spend = { purchases: cdnow.repeats, mean: column(4) }
const bgNbd = fitBgNbd(cdnow)
const paretoNbd = fitParetoNbd(cdnow)
const gammaGamma = fitGammaGamma(spend)

/** Within half a unit of the last digit that was printed. */
const printed = (value: number, text: string) =>
  expect([text, Math.abs(value - Number(text)) <= 0.5001 * 10 ** -(text.split('.')[1]?.length ?? 0)]).toEqual(
    [text, true],
  )
const average = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0) / values.length

/** Every parameter within four of its standard errors: one honest run in four thousand fails. */
function recovers<Name extends string>(fit: Fit<Name>, truth: Record<Name, number>) {
  expect(fit.settled).toBe(true)
  for (const name of Object.keys(truth) as Name[]) {
    const off = Math.abs(fit.parameters[name] - truth[name]) / fit.standardErrors[name]
    expect([name, off < 4]).toEqual([name, true])
  }
}

describe('CDNOW, 2,357 customers over 39 weeks', () => {
  it('gives the BG/NBD of Fader, Hardie and Lee (2005), with its standard errors', () => {
    const { parameters, standardErrors, logLikelihood, settled } = bgNbd
    expect(settled).toBe(true)
    printed(parameters.r, '0.243')
    printed(parameters.alpha, '4.414')
    printed(parameters.a, '0.793')
    printed(parameters.b, '2.426')
    printed(logLikelihood, '-9582.4')
    printed(standardErrors.r, '0.0126')
    printed(standardErrors.alpha, '0.378')
    printed(standardErrors.a, '0.186')
    printed(standardErrors.b, '0.705')
  })
  it('gives the Pareto/NBD of the same data, with its standard errors', () => {
    const { parameters, standardErrors, logLikelihood } = paretoNbd
    printed(parameters.r, '0.553')
    printed(parameters.alpha, '10.578')
    printed(parameters.s, '0.606')
    printed(parameters.beta, '11.668')
    printed(logLikelihood, '-9595.0')
    expect(standardErrors.r).toBeCloseTo(0.0476, 3)
    expect(standardErrors.alpha).toBeCloseTo(0.8427, 3)
    expect(standardErrors.s).toBeCloseTo(0.1873, 3)
    expect(standardErrors.beta).toBeCloseTo(6.2105, 2)
    expect(Math.abs(parameters.beta - 11.669)).toBeLessThan(standardErrors.beta / 1000)
  })
  it('gives the Gamma-Gamma of the 946 who came again', () => {
    printed(gammaGamma.parameters.p, '6.25')
    printed(gammaGamma.parameters.q, '3.74')
    expect(gammaGamma.parameters.v).toBeCloseTo(15.4477, 2)
    printed(gammaGamma.logLikelihood, '-4055.92')
    expect(gammaGamma.customers).toBe(946)
    expect(Math.abs(spendCorrelation(spend))).toBeLessThan(0.12)
  })
  it('knows the customer of the paper: two purchases, the last in week 30.43 of 38.86', () => {
    const customer = { x: 2, recency: 30.43, age: 38.86 }
    printed(bgNbdAlive(bgNbd.parameters, 2, 30.43, 38.86), '0.7266')
    printed(bgNbdConditional(bgNbd.parameters, customer, 39), '1.226')
    // As lifetimes 0.11.3 has them.
    printed(paretoNbdAlive(paretoNbd.parameters, 2, 30.43, 38.86), '0.869')
    printed(paretoNbdConditional(paretoNbd.parameters, customer, 39), '1.455')
    printed(paretoNbdConditional(paretoNbd.parameters, { x: 0, recency: 0, age: 38.86 }, 39), '0.107')
    printed(paretoNbdExpected(paretoNbd.parameters, 39), '1.213')
  })
  it('values each customer as published for twelve months at one per cent', () => {
    const model = bgNbdPurchases(bgNbd.parameters)
    const horizon = { periods: 12, periodLength: 4.345, discountRate: 0.01 }
    const value = lifetimeValue(discountedPurchases(model, cdnow, horizon), gammaGamma.parameters, spend)
    for (const [at, text] of ['36.28', '4.64', '8.34', '8.34', '8.34'].entries()) printed(value[at]!, text)
    printed(average(value), '30.34')
    const each = spend.mean.map((mean, i) => expectedSpend(gammaGamma.parameters, spend.purchases[i]!, mean))
    for (const [at, text] of ['24.66', '18.91', '35.17'].entries()) printed(each[at]!, text)
    printed(average(each), '35.25')
  })
  it('knows how unsure the model is', () => {
    const low = parameterInterval(bgNbd, 'a', 1.96)
    expect(low.low).toBeCloseTo(0.7929 / Math.exp((1.96 * 0.1857) / 0.7929), 3)
    const each = (model: typeof bgNbd.parameters) =>
      average(cdnow.age.map((age) => bgNbdExpected(model, age)))
    const { value, low: least, high: most } = deltaInterval(bgNbd, each, 1.96)
    const counted = average(cdnow.repeats)
    expect(least).toBeLessThan(counted)
    expect(most).toBeGreaterThan(counted)
    expect((most - least) / value).toBeLessThan(0.2)
  })
  it('expects in all as many purchases as there were', () => {
    const total = (expected: (time: number) => number) => average(cdnow.age.map(expected))
    const counted = average(cdnow.repeats)
    expect(total((time) => bgNbdExpected(bgNbd.parameters, time)) / counted).toBeCloseTo(1, 1)
    expect(total((time) => paretoNbdExpected(paretoNbd.parameters, time)) / counted).toBeCloseTo(1, 1)
  })
})

describe('the future of one customer', () => {
  const model = { r: 0.6, alpha: 6, a: 0.8, b: 2.4 }
  const customer = { x: 3, recency: 20, age: 30 }
  it('has chances that add up to one and average to what is expected', () => {
    let [sum, mean] = [0, 0]
    for (let n = 0; n < 200; n++) {
      const chance = bgNbdProbability(model, customer, 26, n)
      sum += chance
      mean += n * chance
    }
    expect(sum).toBeCloseTo(1, 10)
    expect(mean).toBeCloseTo(bgNbdConditional(model, customer, 26), 9)
    expect(bgNbdQuantile(model, customer, 26, 0.05)).toBe(0)
    const nine = bgNbdQuantile(model, customer, 26, 0.9)
    let below = 0
    for (let n = 0; n < nine; n++) below += bgNbdProbability(model, customer, 26, n)
    expect(below).toBeLessThan(0.9)
    expect(below + bgNbdProbability(model, customer, 26, nine)).toBeGreaterThanOrEqual(0.9)
  })
  it('has no hole where the formulas divide by nothing', () => {
    const at = (a: number) => bgNbdIfAlive({ ...model, a }, 1, 30, 26)
    expect(at(1)).toBeCloseTo((at(0.999) + at(1.001)) / 2, 5)
    const small = (b: number) => bgNbdExpected({ ...model, a: 0.3, b }, 26)
    expect(small(0.7)).toBeCloseTo((small(0.69) + small(0.71)) / 2, 3)
    expect(small(0.4)).toBeGreaterThan(0)
    expect(small(0.4)).toBeLessThan(small(0.7))
    const shrink = (s: number) => paretoNbdExpected({ r: 0.6, alpha: 6, s, beta: 12 }, 26)
    expect(shrink(1)).toBeCloseTo((shrink(0.999) + shrink(1.001)) / 2, 5)
  })
  it('survives hundreds of purchases and decades of silence', () => {
    expect(bgNbdIfAlive(model, 400, 500, 52)).toBeCloseTo((400.6 / 506) * 52 * 0.964, 0)
    expect(bgNbdAlive(model, 400, 100, 1500)).toBe(0)
    const rich = { r: 0.6, alpha: 6, s: 0.6, beta: 12 }
    expect(paretoNbdAlive(rich, 400, 100, 1500)).toBeLessThan(1e-100)
    expect(paretoNbdAlive(rich, 400, 1500, 1500)).toBe(1)
  })
})

describe('the Pareto/NBD likelihood', () => {
  it('is the closed form with 2F1, on either side of alpha = beta, and so are its slopes', () => {
    for (const model of [
      { r: 0.55, alpha: 10.6, s: 0.61, beta: 11.7 },
      { r: 1.4, alpha: 9, s: 2.2, beta: 3 },
    ]) {
      const { r, alpha, s, beta } = model
      for (const row of [
        { x: 0, recency: 0, age: 30 },
        { x: 5, recency: 12.5, age: 39 },
      ]) {
        const [most, least, upper] = alpha >= beta ? [alpha, beta, s + 1] : [beta, alpha, r + row.x]
        const power = r + s + row.x
        const part = (u: number) =>
          hyp2f1(power, upper, power + 1, (most - least) / (most + u)) / (most + u) ** power
        const closed =
          (alpha + row.age) ** -(r + row.x) * (beta + row.age) ** -s +
          (s / power) * (part(row.recency) - part(row.age))
        const slope = new Float64Array(5)
        const own = (r + row.x) * Math.log(alpha) + s * Math.log(beta)
        expect(timeTerm(model, row, slope)).toBeCloseTo(Math.log(closed) + own, 10)
        for (const [at, name] of (['r', 'alpha', 's', 'beta'] as const).entries()) {
          const moved = (by: number) =>
            timeTerm({ ...model, [name]: model[name] + by }, row, new Float64Array(5))
          expect(slope[at]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 6)
        }
      }
    }
  })
})

describe('parameters planted in made-up customers', () => {
  const ages = (size: number) => Float64Array.from({ length: size }, (_, i) => 20 + (i % 100) * 0.8)
  it('come back from BG/NBD, by way of a rehearsal on part of them', () => {
    const truth = { r: 0.8, alpha: 6, a: 1.2, b: 3 }
    recovers(fitBgNbd(bgNbdHistories(seeded(11), truth, ages(60_000))), truth)
  })
  it('come back from Pareto/NBD', () => {
    const truth = { r: 0.9, alpha: 7, s: 0.7, beta: 9 }
    recovers(fitParetoNbd(paretoNbdHistories(seeded(12), truth, ages(8_000))), truth)
  })
  it('come back from Gamma-Gamma', () => {
    const truth = { p: 4, q: 3, v: 250 }
    const random = seeded(13)
    const purchases = Float64Array.from({ length: 50_000 }, () => 1 + Math.floor(4 * random()))
    recovers(fitGammaGamma({ purchases, mean: gammaGammaMeans(random, truth, purchases) }), truth)
  })
  it('of the other model do not make a fit run away into rounding', () => {
    const truth = { r: 3.4, alpha: 58, a: 3.8, b: 1.2 }
    const histories = bgNbdHistories(seeded(16), truth, ages(3_000))
    const wrong = fitParetoNbd(histories)
    expect(wrong.settled).toBe(true)
    expect(Math.max(...Object.values(wrong.parameters))).toBeLessThan(1e8)
    expect(wrong.logLikelihood).toBeLessThan(fitBgNbd(histories).logLikelihood)
  })
  it('are what a new customer is expected to buy by', () => {
    const truth = { r: 0.8, alpha: 6, a: 1.2, b: 3 }
    const year = bgNbdHistories(seeded(15), truth, new Float64Array(40_000).fill(52))
    expect(average(year.repeats) / bgNbdExpected(truth, 52)).toBeCloseTo(1, 1)
  })
})

describe('scores as columns', () => {
  const model = { r: 0.6, alpha: 6, a: 0.8, b: 2.4 }
  const ages = Float64Array.from({ length: 5_000 }, (_, i) => 13 + i * 0.0371)
  const histories = bgNbdHistories(seeded(21), model, ages)
  const each = (of: (one: { x: number; recency: number; age: number }) => number) =>
    ages.map((age, i) => of({ x: histories.repeats[i]!, recency: histories.recency[i]!, age }))
  const worst = (a: Float64Array, b: Float64Array) =>
    a.reduce((most, one, i) => Math.max(most, Math.abs(one - b[i]!) / (1e-12 + Math.abs(b[i]!))), 0)
  it('interpolate to what each customer would be told alone', () => {
    const alone = each((one) => bgNbdConditional(model, one, 26))
    expect(worst(expectedPurchases(bgNbdPurchases(model), histories, 26), alone)).toBeLessThan(1e-8)
    const pareto = { r: 0.6, alpha: 6, s: 0.7, beta: 9 }
    const paretoAlone = each((one) => paretoNbdConditional(pareto, one, 26))
    expect(worst(expectedPurchases(paretoNbdPurchases(pareto), histories, 26), paretoAlone)).toBeLessThan(
      1e-8,
    )
  })
  it('without a discount add up to what is expected over the whole horizon', () => {
    const horizon = { periods: 6, periodLength: 4, discountRate: 0 }
    const flat = discountedPurchases(bgNbdPurchases(model), histories, horizon)
    expect(worst(flat, expectedPurchases(bgNbdPurchases(model), histories, 24))).toBeLessThan(1e-8)
  })
})

describe('transactions', () => {
  it('become histories: a day is one purchase, the first is none, the future is not seen', () => {
    const seen = observe(
      {
        customer: Int32Array.of(2, 0, 0, 0, 0, 2, 0),
        day: Int32Array.of(20, 14, 0, 14, 7, 99, 50),
        value: Float64Array.of(5, 30, 100, 10, 20, 1, 1),
      },
      { customers: 4, until: 42 },
    )
    expect([...seen.customers]).toEqual([0, 2])
    expect([...seen.histories.repeats]).toEqual([2, 0])
    expect([...seen.histories.recency]).toEqual([2, 0])
    expect([...seen.histories.age]).toEqual([6, 22 / 7])
    expect([...seen.spend.mean]).toEqual([30, 0])
  })
  it.runIf(process.env.PUBLISHED_DATA)(
    'of all 23,570 customers of CDNOW give the parameters of the whole file',
    () => {
      const lines = readFileSync(join(process.env.PUBLISHED_DATA!, 'cdnow/CDNOW_master.txt'), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/))
      const dayOf = (text: string) =>
        Date.UTC(+text.slice(0, 4), +text.slice(4, 6) - 1, +text.slice(6)) / 86_400_000
      const { histories } = observe(
        {
          customer: Int32Array.from(lines, ([id]) => Number(id) - 1),
          day: Int32Array.from(lines, ([, day]) => dayOf(day!)),
          value: Float64Array.from(lines, ([, , , value]) => Number(value)),
        },
        { customers: 23_570, until: dayOf('19970930') },
      )
      const { parameters, logLikelihood } = fitBgNbd(histories)
      printed(parameters.r, '0.2516')
      printed(parameters.alpha, '4.7889')
      printed(parameters.a, '0.7234')
      printed(parameters.b, '2.1611')
      printed(logLikelihood, '-95368.44')
    },
  )
})

describe('histories', () => {
  it('collapse to distinct rows that weigh as much', () => {
    const rows = collapse(cdnow)
    expect(rows.repeats.length).toBe(1016)
    expect(rows.weights.reduce((sum, one) => sum + one)).toBe(2357)
  })
  it('that cannot be are found', () => {
    const one = (x: number, last: number, age: number) =>
      firstImpossible({
        repeats: Float64Array.of(0, x),
        recency: Float64Array.of(0, last),
        age: Float64Array.of(5, age),
      })
    expect(one(1, 3, 5)).toBe(-1)
    for (const [x, last, age] of [
      [1, 6, 5],
      [0, 3, 5],
      [2, 0, 5],
      [1.5, 2, 5],
      [-1, 2, 5],
      [1, 2, Number.NaN],
    ] as const)
      expect(one(x, last, age)).toBe(1)
  })
})
