import { inverseOf } from '../numbers/linear.ts'
import { hessianOf, type Minimum, minimise, type Objective } from '../numbers/minimise.ts'

/** A fitted model: its parameters by name, how well it fits, and how sure each parameter is. */
export type Fit<Name extends string> = {
  parameters: Record<Name, number>
  logLikelihood: number
  customers: number
  settled: boolean
  standardErrors: Record<Name, number>
  /** Covariance of the logarithms of the parameters, rows in the order of the parameters. */
  covariance: Float64Array
}

/** The mean negative log-likelihood with respect to the logarithms of the parameters. */
export type Likelihood = { negative: Objective; customers: number }

/**
 * Where customers do not differ in one way (all leave at one rate), the best gamma is infinitely narrow and its two parameters run
 * away together, until the search feeds on rounding. This pull towards the start stops them; elsewhere it moves the fifth digit.
 */
const pull = 1e-8

/**
 * A parameter further out (10^13, or one over it) is as good as infinite or nothing. One customer of 278 purchases in a day took them
 * to 10^168 and 0; behind this wall the likelihood is what it is at its foot, and the way back is steep.
 */
const farthest = 30
const within = (at: Float64Array): Float64Array =>
  at.map((one) => Math.min(farthest, Math.max(-farthest, one)))

const held =
  (objective: Objective, origin: Float64Array): Objective =>
  (at, gradient) => {
    const inside = within(at)
    let value = objective(inside, gradient)
    for (let i = 0; i < at.length; i++) {
      const [away, beyond] = [at[i]! - origin[i]!, at[i]! - inside[i]!]
      if (beyond !== 0) gradient[i] = 2 * beyond
      value += pull * away * away + beyond * beyond
      gradient[i]! += 2 * pull * away
    }
    return value
  }

/** The Hessian of the part is within a per cent or so of the whole's, so each step on everybody gains two digits. */
function afterRehearsal(whole: Objective, part: Objective, origin: Float64Array): Minimum | null {
  const found = minimise(part, origin, { tolerance: 1e-9 })
  const inverse = inverseOf(hessianOf(part, found.at), origin.length)
  return found.settled && inverse ? minimise(whole, found.at, { inverse }) : null
}

/**
 * Maximum likelihood in the logarithms of the parameters (all positive), with standard errors from the Hessian.
 * `rehearsal` is the same likelihood on a part of the customers: on everybody the search then needs about five evaluations.
 */
export function fitted<Name extends string>(
  names: readonly Name[],
  { negative, customers }: Likelihood,
  { start, rehearsal }: { start: readonly number[]; rehearsal?: Likelihood | undefined },
): Fit<Name> {
  const origin = Float64Array.from(start, Math.log)
  const whole = held(negative, origin)
  const found =
    (rehearsal && afterRehearsal(whole, held(rehearsal.negative, origin), origin)) ?? minimise(whole, origin)
  const gradient = rehearsal ? found.gradient : undefined
  const hessian = hessianOf(whole, found.at, { gradient }).map((one) => one * customers)
  const covariance = inverseOf(hessian, names.length) ?? new Float64Array(names.length ** 2).fill(Number.NaN)
  const byName = (value: (at: number) => number) =>
    Object.fromEntries(names.map((name, at) => [name, value(at)])) as Record<Name, number>
  const inside = within(found.at)
  const parameters = byName((at) => Math.exp(inside[at]!))
  return {
    parameters,
    logLikelihood: -negative(inside, new Float64Array(names.length)) * customers,
    customers,
    settled: found.settled,
    standardErrors: byName((at) => Math.exp(inside[at]!) * Math.sqrt(covariance[at * names.length + at]!)),
    covariance,
  }
}

export type Interval = { value: number; low: number; high: number }

/** The interval of a parameter, on the logarithmic scale: it never crosses zero. `z` is 1.96 for 95 %. */
export function parameterInterval<Name extends string>(fit: Fit<Name>, name: Name, z: number): Interval {
  const value = fit.parameters[name]
  const spread = Math.exp((z * fit.standardErrors[name]) / value)
  return { value, low: value / spread, high: value * spread }
}

/** The interval of anything computed from the parameters (delta method): how unsure the model is, not how varied people are. */
export function deltaInterval<Name extends string>(
  fit: Fit<Name>,
  of: (parameters: Record<Name, number>) => number,
  z: number,
): Interval {
  const names = Object.keys(fit.parameters) as Name[]
  const width = 1e-5
  const slopes = names.map((name) => {
    const moved = (by: number) => of({ ...fit.parameters, [name]: fit.parameters[name] * Math.exp(by) })
    return (moved(width) - moved(-width)) / (2 * width)
  })
  let variance = 0
  for (const [i, one] of slopes.entries())
    for (const [j, other] of slopes.entries()) variance += one * other * fit.covariance[i * names.length + j]!
  const value = of(fit.parameters)
  return { value, low: value - z * Math.sqrt(variance), high: value + z * Math.sqrt(variance) }
}
