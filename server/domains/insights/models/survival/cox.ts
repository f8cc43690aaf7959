import { cholesky, inverseOf, solveCholesky } from '../numbers/linear.ts'
import { chiSquaredAbove, normalBelow } from '../numbers/special.ts'
import type { Durations } from './kaplan-meier.ts'

export type Ties = 'efron' | 'breslow'

/** What the hazard hangs on, a column each. */
export type Drivers<Name extends string> = Record<Name, Float64Array>

export type Driver = {
  coefficient: number
  standardError: number
  /** How many times the hazard for one unit more, with its interval. */
  ratio: { value: number; low: number; high: number }
  z: number
  p: number
}

export type CoxModel<Name extends string> = {
  drivers: Record<Name, Driver>
  covariance: Float64Array
  logLikelihood: number
  /** Against no driver at all. */
  likelihoodRatio: { chiSquared: number; freedom: number; p: number }
  settled: boolean
  subjects: number
  events: number
  /** Cumulated hazard of somebody at the mean of every driver, at each time of an event. */
  baseline: { times: Float64Array; hazard: Float64Array }
  means: Record<Name, number>
}

/** Subjects from the longest watched to the shortest, drivers side by side and centred. */
type Ordered = { size: number; width: number; rows: Float64Array; duration: Float64Array; event: Uint8Array }

function ordered({ duration, event }: Durations, columns: Float64Array[], means: number[]): Ordered {
  const width = columns.length
  const order = Int32Array.from(duration, (_, i) => i).sort((a, b) => duration[b]! - duration[a]!)
  const rows = new Float64Array(order.length * width)
  for (let at = 0; at < order.length; at++)
    for (let j = 0; j < width; j++) rows[at * width + j] = columns[j]![order[at]!]! - means[j]!
  return {
    size: order.length,
    width,
    rows,
    duration: Float64Array.from(order, (i) => duration[i]!),
    event: Uint8Array.from(order, (i) => event[i]!),
  }
}

/** Sums of e^(xb), x e^(xb) and x xT e^(xb) over some subjects. */
class Sums {
  weight = 0
  first: Float64Array
  second: Float64Array
  constructor(width: number) {
    this.first = new Float64Array(width)
    this.second = new Float64Array(width * width)
  }
  add(rows: Float64Array, from: number, width: number, weight: number) {
    this.weight += weight
    for (let j = 0; j < width; j++) {
      const one = weight * rows[from + j]!
      this.first[j]! += one
      for (let k = 0; k <= j; k++) this.second[j * width + k]! += one * rows[from + k]!
    }
  }
  clear() {
    this.weight = 0
    this.first.fill(0)
    this.second.fill(0)
  }
}

type Partial = {
  logLikelihood: number
  gradient: Float64Array
  information: Float64Array
  hazard: [number, number][]
}

/**
 * The partial likelihood with its slope and information, walking once from the longest watched to the shortest. Of d events
 * at one time Efron takes the l-th to have l / d of them gone from those at risk; Breslow leaves all in.
 */
function partial({ size, width, rows, duration, event }: Ordered, b: Float64Array, ties: Ties): Partial {
  const gradient = new Float64Array(width)
  const information = new Float64Array(width * width)
  const [atRisk, tied] = [new Sums(width), new Sums(width)]
  const hazard: [number, number][] = []
  let logLikelihood = 0
  for (let i = 0; i < size; ) {
    const time = duration[i]!
    let events = 0
    tied.clear()
    for (; i < size && duration[i] === time; i++) {
      let score = 0
      for (let j = 0; j < width; j++) score += rows[i * width + j]! * b[j]!
      const weight = Math.exp(score)
      atRisk.add(rows, i * width, width, weight)
      if (event[i] !== 1) continue
      tied.add(rows, i * width, width, weight)
      events++
      logLikelihood += score
      for (let j = 0; j < width; j++) gradient[j]! += rows[i * width + j]!
    }
    let step = 0
    for (let turn = 0; turn < events; turn++) {
      const gone = ties === 'efron' ? turn / events : 0
      const total = atRisk.weight - gone * tied.weight
      logLikelihood -= Math.log(total)
      step += 1 / total
      for (let j = 0; j < width; j++) {
        const mean = (atRisk.first[j]! - gone * tied.first[j]!) / total
        gradient[j]! -= mean
        for (let k = 0; k <= j; k++) {
          const other = (atRisk.first[k]! - gone * tied.first[k]!) / total
          const place = j * width + k
          information[place]! += (atRisk.second[place]! - gone * tied.second[place]!) / total - mean * other
        }
      }
    }
    if (events > 0) hazard.push([time, step])
  }
  for (let j = 0; j < width; j++)
    for (let k = 0; k < j; k++) information[k * width + j] = information[j * width + k]!
  return { logLikelihood, gradient, information, hazard: hazard.reverse() }
}

/** Newton, halving a step that does not go up. Null information (a driver without variation) ends it unsettled. */
function climb(data: Ordered, ties: Ties) {
  let b = new Float64Array(data.width)
  let here = partial(data, b, ties)
  const start = here.logLikelihood
  for (let turn = 0; turn < 50; turn++) {
    const lower = cholesky(here.information, data.width)
    if (!lower) return { b, here, start, settled: false }
    const step = solveCholesky(lower, data.width, here.gradient)
    const promise = step.reduce((sum, one, j) => sum + one * here.gradient[j]!, 0)
    if (promise < 1e-12) return { b, here, start, settled: true }
    let share = 1
    for (; share > 1e-6; share /= 2) {
      const moved = b.map((one, j) => one + share * step[j]!)
      const there = partial(data, moved, ties)
      if (there.logLikelihood > here.logLikelihood - 1e-12 * Math.abs(here.logLikelihood)) {
        b = moved
        here = there
        break
      }
    }
    if (share <= 1e-6) return { b, here, start, settled: promise < 1e-6 }
  }
  return { b, here, start, settled: false }
}

const meanOf = (column: Float64Array) => column.reduce((sum, one) => sum + one, 0) / column.length

/** Cox's proportional hazards (1972). */
export function fitCox<Name extends string>(
  durations: Durations,
  drivers: Drivers<Name>,
  { ties = 'efron', z = 1.959963984540054 }: { ties?: Ties; z?: number } = {},
): CoxModel<Name> {
  const names = Object.keys(drivers) as Name[]
  const means = names.map((name) => meanOf(drivers[name]))
  const data = ordered(
    durations,
    names.map((name) => drivers[name]),
    means,
  )
  const { b, here, start, settled } = climb(data, ties)
  const width = names.length
  const covariance = inverseOf(here.information, width) ?? new Float64Array(width * width).fill(Number.NaN)
  const byName = <Value>(of: (at: number) => Value) =>
    Object.fromEntries(names.map((name, at) => [name, of(at)])) as Record<Name, Value>
  const chiSquared = 2 * (here.logLikelihood - start)
  let cumulated = 0
  return {
    drivers: byName((at) => driverOf(b[at]!, Math.sqrt(covariance[at * width + at]!), z)),
    covariance,
    logLikelihood: here.logLikelihood,
    likelihoodRatio: { chiSquared, freedom: width, p: chiSquaredAbove(chiSquared, width) },
    settled,
    subjects: data.size,
    events: data.event.reduce((sum, one) => sum + one, 0),
    baseline: {
      times: Float64Array.from(here.hazard, ([time]) => time),
      hazard: Float64Array.from(here.hazard, ([, step]) => (cumulated += step)),
    },
    means: byName((at) => means[at]!),
  }
}

function driverOf(coefficient: number, standardError: number, z: number): Driver {
  const score = coefficient / standardError
  return {
    coefficient,
    standardError,
    ratio: {
      value: Math.exp(coefficient),
      low: Math.exp(coefficient - z * standardError),
      high: Math.exp(coefficient + z * standardError),
    },
    z: score,
    p: 2 * normalBelow(-Math.abs(score)),
  }
}
