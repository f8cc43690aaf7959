import { gaussLegendre } from '../numbers/quadrature.ts'
import { type Fit, fitted, type Likelihood } from './fitting.ts'
import { bySecondPurchase, collapse, countsByRepeats, type Histories, meanOf, thinned } from './histories.ts'

/**
 * Pareto/NBD (Schmittlein, Morrison and Colombo 1987): a customer buys at random with rate lambda ~ Gamma(r, alpha) and leaves
 * unseen, at any moment, with rate mu ~ Gamma(s, beta).
 */
export type ParetoNbd = { r: number; alpha: number; s: number; beta: number }

const names = ['r', 'alpha', 's', 'beta'] as const
const rehearseOn = 10_000
const rules = { few: gaussLegendre(8), some: gaussLegendre(16), many: gaussLegendre(24) }
/** What lies e^-45 below the largest value adds nothing to a double. */
const negligible = 45

/**
 * The logarithm of the share of a history's likelihood that hangs on its times, A(u) = 1 + u / alpha, B(u) = 1 + u / beta,
 *   A(T)^-(r+x) B(T)^-s + s / beta * integral from t_x to T of A(u)^-(r+x) B(u)^-(s+1) du,
 * and in `slope` its derivatives in r, alpha, s, beta; `slope[4]` is the chance to be alive, the share of the first term.
 *
 * The usual closed form is a difference of two 2F1 that cancels for old histories and has no short gradient. The integral has
 * both: in w = log(1 + u / min(alpha, beta)) it is smooth, and 24 nodes give it to about 1e-12.
 */
export function timeTerm(
  { r, alpha, s, beta }: ParetoNbd,
  { x, recency, age }: { x: number; recency: number; age: number },
  slope: Float64Array,
): number {
  const [logEndA, logEndB] = [Math.log1p(age / alpha), Math.log1p(age / beta)]
  const base = Math.min(alpha, beta)
  const from = Math.log1p(recency / base)
  const decay =
    (r + x) * ((base + recency) / (alpha + recency)) + (s + 1) * ((base + recency) / (beta + recency)) - 1
  const whole = Math.log1p(age / base) - from
  const half = (decay > 0 ? Math.min(whole, negligible / decay) : whole) / 2
  // Each gives twelve digits or more where it is used: of e^-steepest over an interval of length 2 half, 24 always do.
  const steepest = (r + x + s) * 2 * half
  const { nodes, weights } =
    steepest < 4 && half < 0.5 ? rules.few : steepest < 16 && half < 1.25 ? rules.some : rules.many
  // Relative to the integrand at t_x, so that nothing underflows.
  const scale = -(r + x) * Math.log1p(recency / alpha) - (s + 1) * Math.log1p(recency / beta)
  const alive = Math.exp(-(r + x) * logEndA - s * logEndB - scale)
  let [left, leftA, leftB, leftLogA, leftLogB] = [0, 0, 0, 0, 0]
  for (let n = 0; n < nodes.length && half > 0; n++) {
    const u = base * Math.expm1(from + half * (1 + nodes[n]!))
    const [lnA, lnB] = [Math.log1p(u / alpha), Math.log1p(u / beta)]
    const width = (s / beta) * half * weights[n]! * (base + u)
    const value = width * Math.exp(-(r + x) * lnA - (s + 1) * lnB - scale)
    left += value
    leftA += (value * u) / (alpha + u)
    leftB += (value * u) / (beta + u)
    leftLogA += value * lnA
    leftLogB += value * lnB
  }
  const sum = alive + left
  slope[0] = -(alive * logEndA + leftLogA) / sum
  slope[1] = ((r + x) * ((alive * age) / (alpha + age) + leftA)) / (alpha * sum)
  slope[2] = (left / s - alive * logEndB - leftLogB) / sum
  slope[3] = ((s * alive * age) / (beta + age) + (s + 1) * leftB - left) / (beta * sum)
  slope[4] = alive / sum
  return Math.log(sum) + scale
}

function likelihoodOf(histories: Histories): Likelihood & { distinct: number } {
  const split = bySecondPurchase(histories)
  const parts = [collapse(split.once), collapse(split.again)]
  const counts = countsByRepeats(parts[1]!)
  counts[0] = parts[0]!.customers
  const customers = histories.repeats.length
  const row = { x: 0, recency: 0, age: 0 }
  const slope = new Float64Array(5)
  const negative = (at: Float64Array, gradient: Float64Array) => {
    const [r, alpha, s, beta] = [Math.exp(at[0]!), Math.exp(at[1]!), Math.exp(at[2]!), Math.exp(at[3]!)]
    const model = { r, alpha, s, beta }
    gradient.fill(0)
    let [sum, value, toR] = [0, 0, 0]
    for (let x = 1; x < counts.length; x++) {
      value += Math.log((r + x - 1) / alpha)
      toR += 1 / (r + x - 1)
      sum += counts[x]! * value
      gradient[0]! += counts[x]! * toR
      gradient[1]! -= (counts[x]! * x) / alpha
    }
    for (const { repeats, recency, age, weights } of parts)
      for (let i = 0; i < repeats.length; i++) {
        row.x = repeats[i]!
        row.recency = recency[i]!
        row.age = age[i]!
        sum += weights[i]! * timeTerm(model, row, slope)
        for (let j = 0; j < 4; j++) gradient[j]! += weights[i]! * slope[j]!
      }
    const scale = -1 / customers
    gradient[0]! *= scale * r
    gradient[1]! *= scale * alpha
    gradient[2]! *= scale * s
    gradient[3]! *= scale * beta
    return sum * scale
  }
  return { negative, customers: customers, distinct: parts[0]!.age.length + parts[1]!.age.length }
}

export function fitParetoNbd(histories: Histories): Fit<keyof ParetoNbd> {
  const likelihood = likelihoodOf(histories)
  const step = likelihood.distinct > 2 * rehearseOn ? Math.floor(histories.age.length / rehearseOn) : 0
  const rehearsal = step > 1 ? likelihoodOf(thinned(histories, step)) : undefined
  const ages = meanOf(histories.age)
  return fitted(names, likelihood, { start: [1, ages / 4, 1, ages / 4], rehearsal })
}

/** The chance that the customer is still one. */
export function paretoNbdAlive(model: ParetoNbd, x: number, recency: number, age: number): number {
  const slope = new Float64Array(5)
  timeTerm(model, { x, recency, age }, slope)
  return slope[4]!
}

/** (1 - ratio^(s-1)) / (s-1), which at s = 1 is -log(ratio). */
const shrinking = (s: number, ratio: number) =>
  Math.abs(s - 1) < 1e-9 ? -Math.log(ratio) : -Math.expm1((s - 1) * Math.log(ratio)) / (s - 1)

/** Repeat purchases expected of a new customer in the first `time`. */
export const paretoNbdExpected = ({ r, alpha, s, beta }: ParetoNbd, time: number): number =>
  ((r * beta) / alpha) * shrinking(s, beta / (beta + time))

/** Purchases expected in the next `time` of a customer who is alive. */
export const paretoNbdIfAlive = (
  { r, alpha, s, beta }: ParetoNbd,
  x: number,
  age: number,
  time: number,
): number => (((r + x) * (beta + age)) / (alpha + age)) * shrinking(s, (beta + age) / (beta + age + time))

/** Purchases expected in the next `time`. */
export const paretoNbdConditional = (
  model: ParetoNbd,
  { x, recency, age }: { x: number; recency: number; age: number },
  time: number,
): number => paretoNbdAlive(model, x, recency, age) * paretoNbdIfAlive(model, x, age, time)
