import { cholesky, inverseOf, solveCholesky } from '../numbers/linear.ts'
import type { Design } from './encoding.ts'

export type Logistic = {
  intercept: number
  weights: number[]
  /** Standard errors of the weights at the ridge used. */
  errors: number[]
  rounds: number
}

/**
 * Logistic regression with a ridge (on the weights, not the intercept), by Newton's steps. A row touches only as many
 * features as there are columns, so a round costs rows x columns² whatever the number of levels.
 */
export function fitLogistic(design: Design, outcome: Uint8Array, size: number, ridge: number): Logistic {
  // The last place is the intercept.
  const places = size + 1
  const weights = new Float64Array(places)
  const positive = outcome.reduce((sum, one) => sum + one, 0)
  weights[size] = Math.log((positive + 0.5) / (outcome.length - positive + 0.5))
  let loss = lossOf(design, outcome, weights, ridge)
  let rounds = 0
  let hessian = new Float64Array(0)
  for (; rounds < 50; rounds++) {
    const slope = slopesOf(design, outcome, weights, ridge)
    hessian = slope.hessian
    const lower = cholesky(hessian, places)
    if (!lower) break
    const step = solveCholesky(lower, places, slope.gradient)
    const promised = step.reduce((sum, part, at) => sum + part * slope.gradient[at]!, 0)
    let length = 1
    for (; length > 1e-6; length /= 2) {
      const next = weights.map((weight, at) => weight - length * step[at]!)
      const nextLoss = lossOf(design, outcome, next, ridge)
      if (nextLoss <= loss) {
        weights.set(next)
        loss = nextLoss
        break
      }
    }
    // Newton's steps square the error: the one that promised so little was the last that mattered.
    if (length <= 1e-6 || promised < 1e-9) break
  }
  const inverse = inverseOf(hessian, places)
  return {
    intercept: weights[size]!,
    weights: [...weights.subarray(0, size)],
    errors: Array.from({ length: size }, (_, at) =>
      inverse ? Math.sqrt(inverse[at * places + at]!) : Number.NaN,
    ),
    rounds,
  }
}

const chance = (logOdds: number) => 1 / (1 + Math.exp(-logOdds))

function logOddsAt(
  { width, features, values }: Design,
  row: number,
  weights: ArrayLike<number>,
  intercept: number,
) {
  let sum = intercept
  for (let at = row * width; at < (row + 1) * width; at++) {
    const feature = features[at]!
    if (feature >= 0) sum += weights[feature]! * values[at]!
  }
  return sum
}

/** Log-odds per row. */
export const logOddsOf = (
  design: Design,
  { weights, intercept }: { weights: readonly number[]; intercept: number },
) => Float64Array.from({ length: design.rows }, (_, row) => logOddsAt(design, row, weights, intercept))

export const chancesOf = (
  design: Design,
  model: { weights: readonly number[]; intercept: number },
): Float64Array => logOddsOf(design, model).map(chance)

function lossOf(design: Design, outcome: Uint8Array, weights: Float64Array, ridge: number): number {
  const size = weights.length - 1
  let loss = 0
  for (let at = 0; at < size; at++) loss += (ridge / 2) * weights[at]! ** 2
  for (let row = 0; row < design.rows; row++) {
    const logOdds = logOddsAt(design, row, weights, weights[size]!)
    // log(1 + exp(x)) without overflow, less x where it happened.
    loss += Math.log1p(Math.exp(-Math.abs(logOdds))) + Math.max(logOdds, 0) - outcome[row]! * logOdds
  }
  return loss
}

function slopesOf(design: Design, outcome: Uint8Array, weights: Float64Array, ridge: number) {
  const { width, features, values } = design
  const places = weights.length
  const size = places - 1
  const gradient = new Float64Array(places)
  const hessian = new Float64Array(places * places)
  for (let row = 0; row < design.rows; row++) {
    const p = chance(logOddsAt(design, row, weights, weights[size]!))
    const residual = p - outcome[row]!
    const weight = p * (1 - p)
    gradient[size]! += residual
    hessian[size * places + size]! += weight
    for (let at = row * width; at < (row + 1) * width; at++) {
      const feature = features[at]!
      if (feature < 0) continue
      const value = values[at]!
      gradient[feature]! += residual * value
      const weighted = weight * value
      hessian[size * places + feature]! += weighted
      // Features of later columns come later, so this fills the lower triangle.
      for (let other = row * width; other <= at; other++)
        if (features[other]! >= 0) hessian[feature * places + features[other]!]! += weighted * values[other]!
    }
  }
  for (let at = 0; at < size; at++) {
    gradient[at]! += ridge * weights[at]!
    hessian[at * places + at]! += ridge
  }
  return { gradient, hessian }
}
