/** The value at a point; writes the gradient into `gradient`. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number

export type Minimum = {
  at: Float64Array
  value: number
  gradient: Float64Array
  evaluations: number
  /** Nothing worth having is left to gain; false when the steps ran out first. */
  settled: boolean
}

const dot = (a: Float64Array, b: Float64Array) => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

const identity = (size: number) => {
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1
  return matrix
}

type Step = { at: Float64Array; value: number; gradient: Float64Array }

/** A step that goes down enough and not so short that curvature is lost (weak Wolfe, by bisection: Lewis and Overton 2013). */
function search(objective: Objective, from: Step, direction: Float64Array, first: number) {
  const slope = dot(from.gradient, direction)
  let [low, high, length, evaluations] = [0, Number.POSITIVE_INFINITY, first, 0]
  const at = new Float64Array(direction.length)
  const gradient = new Float64Array(direction.length)
  while (evaluations < 60) {
    for (let i = 0; i < at.length; i++) at[i] = from.at[i]! + length * direction[i]!
    const value = objective(at, gradient)
    evaluations++
    const newSlope = dot(gradient, direction)
    // Near the bottom the value is all rounding and the slope is not (Hager and Zhang 2005).
    const level = value <= from.value + 1e-12 * Math.abs(from.value) && newSlope <= -0.9998 * slope
    if (!(value <= from.value + 1e-4 * length * slope) && !level) high = length
    else if (newSlope < 0.9 * slope) low = length
    else return { step: { at, value, gradient }, evaluations }
    length = high === Number.POSITIVE_INFINITY ? 2 * low : (low + high) / 2
  }
  return { step: null, evaluations }
}

/** H <- (I - s yT / sTy) H (I - y sT / sTy) + s sT / sTy. */
function learn(inverse: Float64Array, s: Float64Array, y: Float64Array): void {
  const size = s.length
  const sy = dot(s, y)
  if (!(sy > 0)) return
  const hy = new Float64Array(size)
  for (let i = 0; i < size; i++) hy[i] = dot(inverse.subarray(i * size, (i + 1) * size), y)
  const scale = (1 + dot(y, hy) / sy) / sy
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      inverse[i * size + j]! += scale * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / sy
}

/**
 * BFGS, from `inverse`, the inverse Hessian, where that is roughly known. Parameters that must be positive are given as logarithms by the caller, so there are no bounds here.
 * It stops when a step promises less than `tolerance` of the value. Objectives are means per customer, so what is left at
 * 1e-13 is a thousandth of a standard error with ten million of them.
 */
export function minimise(
  objective: Objective,
  start: ArrayLike<number>,
  {
    tolerance = 1e-8,
    mostSteps = 200,
    inverse: known,
  }: { tolerance?: number; mostSteps?: number; inverse?: Float64Array } = {},
): Minimum {
  const size = start.length
  let inverse = known?.slice() ?? identity(size)
  let here: Step = { at: Float64Array.from(start), value: 0, gradient: new Float64Array(size) }
  here.value = objective(here.at, here.gradient)
  let evaluations = 1
  const direction = new Float64Array(size)
  let settled = false
  for (let step = 0; step < mostSteps && !settled; step++) {
    for (let i = 0; i < size; i++)
      direction[i] = -dot(inverse.subarray(i * size, (i + 1) * size), here.gradient)
    if (!(dot(direction, here.gradient) < 0)) {
      inverse = identity(size)
      for (let i = 0; i < size; i++) direction[i] = -here.gradient[i]!
    }
    // A step can promise little because the slope is gone, or because BFGS does not know yet how flat a valley is.
    const slope = here.gradient.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
    const promise = -dot(direction, here.gradient) / 2
    settled = slope < 1e-9 || (slope < 1e-7 && promise <= tolerance * (1 + Math.abs(here.value)))
    if (settled) break
    const first = step === 0 && !known ? Math.min(1, 1 / Math.sqrt(dot(direction, direction))) : 1
    const found = search(objective, here, direction, first)
    evaluations += found.evaluations
    if (!found.step) break
    const moved = found.step.at.map((one, i) => one - here.at[i]!)
    const turned = found.step.gradient.map((one, i) => one - here.gradient[i]!)
    if (step === 0 && !known) {
      const scale = dot(moved, turned) / dot(turned, turned)
      if (scale > 0) inverse = identity(size).map((one) => one * scale)
    }
    learn(inverse, moved, turned)
    here = found.step
  }
  return { ...here, evaluations, settled }
}

/**
 * The Hessian by differences of the gradient, made symmetric: central ones, or, where an evaluation is dear, one-sided ones from
 * the gradient already known (four digits instead of eight, for half the evaluations).
 */
export function hessianOf(
  objective: Objective,
  at: Float64Array,
  { width = 1e-4, gradient }: { width?: number; gradient?: Float64Array | undefined } = {},
): Float64Array {
  const size = at.length
  const hessian = new Float64Array(size * size)
  const above = new Float64Array(size)
  const below = gradient ?? new Float64Array(size)
  const apart = gradient ? width : 2 * width
  for (let i = 0; i < size; i++) {
    const moved = at.slice()
    moved[i] = at[i]! + width
    objective(moved, above)
    moved[i] = at[i]! - width
    if (!gradient) objective(moved, below)
    for (let j = 0; j < size; j++) {
      const value = (above[j]! - below[j]!) / (2 * apart)
      hessian[i * size + j]! += value
      hessian[j * size + i]! += value
    }
  }
  return hessian
}
