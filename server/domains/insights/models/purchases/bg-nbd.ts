import { type Fit, fitted, type Likelihood } from './fitting.ts'
import {
  bySecondPurchase,
  collapse,
  countsByRepeats,
  type Histories,
  meanOf,
  thinned,
  type Weighted,
} from './histories.ts'

/**
 * BG/NBD (Fader, Hardie and Lee 2005): while alive a customer buys at random with rate lambda ~ Gamma(r, alpha), and after each
 * purchase leaves for good with chance p ~ Beta(a, b).
 */
export type BgNbd = { r: number; alpha: number; a: number; b: number }

const names = ['r', 'alpha', 'a', 'b'] as const
/** With more different histories than twice this, the fit starts from what about so many customers say. */
const rehearseOn = 20_000

type Point = readonly [r: number, alpha: number, a: number, b: number]

/**
 * The part of the log-likelihood that hangs on the number of purchases alone; adds to the gradient in r, alpha, a, b. Ratios of
 * gammas are summed as products: differences of lgamma lose everything where parameters run away, and a search finds that.
 */
function countPart(counts: Float64Array, [r, alpha, a, b]: Point, slope: Float64Array): number {
  let [sum, value, toR, toB, toAb] = [0, 0, 0, 0, 0]
  for (let x = 1; x < counts.length; x++) {
    const [rate, stay, both] = [r + x - 1, b + x - 1, a + b + x - 1]
    value += Math.log((rate / alpha) * (stay / both))
    toR += 1 / rate
    toB += 1 / stay
    toAb += 1 / both
    const weight = counts[x]!
    if (weight === 0) continue
    sum += weight * value
    slope[0]! += weight * toR
    slope[1]! -= (weight * x) / alpha
    slope[2]! -= weight * toAb
    slope[3]! += weight * (toB - toAb)
  }
  return sum
}

/** The part that needs the times, over customers with a repeat purchase. */
function timePart(rows: Weighted, [r, alpha, a, b]: Point, slope: Float64Array): number {
  const { repeats, recency, age, weights } = rows
  let [sum, toR, toAlpha, toA, toB] = [0, 0, 0, 0, 0]
  for (let i = 0; i < repeats.length; i++) {
    const x = repeats[i]!
    const weight = weights[i]!
    const end = alpha + age[i]!
    const last = alpha + recency[i]!
    const logEnd = Math.log(end / alpha)
    const ratio = Math.log(end / last)
    const odds = a / (b + x - 1)
    const gone = odds * Math.exp((r + x) * ratio)
    // Past e^700 the odds of being gone overflow; then they are the likelihood.
    const far = gone === Number.POSITIVE_INFINITY
    const chance = far ? 1 : gone / (1 + gone)
    const log = far ? Math.log(odds) + (r + x) * ratio : Math.log(1 + gone)
    sum += weight * (log - (r + x) * logEnd)
    toR += weight * (chance * ratio - logEnd)
    toAlpha += weight * (r + x) * (chance * (1 / end - 1 / last) + age[i]! / (alpha * end))
    toA += weight * chance
    toB -= weight * chance * odds
  }
  slope[0]! += toR
  slope[1]! += toAlpha
  slope[2]! += toA / a
  slope[3]! += toB / a
  return sum
}

/** The same for customers without one, who cannot have left yet. */
function oncePart({ age, weights }: Weighted, [r, alpha]: Point, slope: Float64Array): number {
  let [logs, toAlpha] = [0, 0]
  for (let i = 0; i < age.length; i++) {
    logs += weights[i]! * Math.log1p(age[i]! / alpha)
    toAlpha += (weights[i]! * age[i]!) / (alpha * (alpha + age[i]!))
  }
  slope[0]! -= logs
  slope[1]! += r * toAlpha
  return -r * logs
}

function likelihoodOf(histories: Histories): Likelihood & { distinct: number } {
  const split = bySecondPurchase(histories)
  const [once, again] = [collapse(split.once), collapse(split.again)]
  const counts = countsByRepeats(again)
  counts[0] = once.customers
  const customers = once.customers + again.customers
  const negative = (at: Float64Array, gradient: Float64Array) => {
    const point: Point = [Math.exp(at[0]!), Math.exp(at[1]!), Math.exp(at[2]!), Math.exp(at[3]!)]
    gradient.fill(0)
    const sum =
      countPart(counts, point, gradient) + timePart(again, point, gradient) + oncePart(once, point, gradient)
    for (let i = 0; i < 4; i++) gradient[i] = (-gradient[i]! * point[i]!) / customers
    return -sum / customers
  }
  return { negative, customers, distinct: once.age.length + again.age.length }
}

export function fitBgNbd(histories: Histories): Fit<keyof BgNbd> {
  const likelihood = likelihoodOf(histories)
  const step = likelihood.distinct > 2 * rehearseOn ? Math.floor(histories.age.length / rehearseOn) : 0
  const rehearsal = step > 1 ? likelihoodOf(thinned(histories, step)) : undefined
  return fitted(names, likelihood, { start: [1, meanOf(histories.age) / 4, 1, 2], rehearsal })
}

/** The chance that the customer is still one. */
export function bgNbdAlive({ r, alpha, a, b }: BgNbd, x: number, recency: number, age: number): number {
  if (x === 0) return 1
  return 1 / (1 + (a / (b + x - 1)) * ((alpha + age) / (alpha + recency)) ** (r + x))
}
