import { describe, expect, it } from 'vitest'
import { cholesky, inverseOf, solveCholesky } from './linear.ts'
import { hessianOf, minimise } from './minimise.ts'
import {
  betaln,
  chiSquaredAbove,
  digamma,
  gammaLower,
  gammaUpper,
  hyp2f1,
  lgamma,
  normalBelow,
} from './special.ts'

/** Expected values to so many significant digits. */
const near = (value: number, expected: number, relative = 1e-12) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(expected)))

describe('special functions', () => {
  it('lgamma has the values of the tables (Abramowitz and Stegun 6.1)', () => {
    near(lgamma(0.5), 0.5 * Math.log(Math.PI))
    near(lgamma(1), 0)
    near(lgamma(2), 0)
    near(lgamma(1.461632144968362), -0.12148629053584961)
    near(lgamma(10), Math.log(362_880))
    near(lgamma(0.001), 6.907178885383853)
    near(lgamma(171), 706.573062245787)
    near(lgamma(1e6), 12_815_504.569147611)
    expect(lgamma(-1)).toBeNaN()
  })
  it('digamma has Euler, Gauss and the recurrence right', () => {
    near(digamma(1), -0.5772156649015329)
    near(digamma(0.5), -0.5772156649015329 - 2 * Math.LN2)
    near(digamma(0.25), -Math.PI / 2 - 3 * Math.LN2 - 0.5772156649015329)
    near(digamma(100), 4.600161852738087)
    near(digamma(3.7) - digamma(2.7), 1 / 2.7)
  })
  it('betaln is the factorial ratio at whole numbers', () => near(betaln(3, 4), Math.log(1 / 60)))
  it('2F1 is what it is known to be: logarithm, powers, arc sine, elliptic integral', () => {
    near(hyp2f1(1, 1, 2, 0.5), 2 * Math.LN2)
    near(hyp2f1(1, 1, 2, -3), Math.log(4) / 3)
    near(hyp2f1(2.5, 7, 7, 0.3), 0.7 ** -2.5)
    near(hyp2f1(0.5, 0.5, 1.5, 0.64), Math.asin(0.8) / 0.8)
    near(hyp2f1(0.5, 0.5, 1, 0.5), (2 / Math.PI) * 1.8540746773013719)
    near(hyp2f1(-2, 3, 4, 0.5), 1 - 0.75 + (2 * 12 * 0.25) / (20 * 2))
    near(hyp2f1(1, 2, 4, 0.999), hyp2f1(2, 1, 4, 0.999))
    expect(hyp2f1(1, 1, 2, 1.5)).toBeNaN()
  })
  it('2F1 keeps Gauss’s relation between neighbours with hundreds of purchases', () => {
    const [a, b, c, z] = [300.243, 302.426, 302.2, 0.4]
    // (c-a)F(a-1) + (2a-c-az+bz)F + a(z-1)F(a+1) = 0 (A&S 15.2.10)
    const [lower, here, upper] = [-1, 0, 1].map((step) => hyp2f1(a + step, b, c, z)) as [
      number,
      number,
      number,
    ]
    const parts = [(c - a) * lower, (2 * a - c - a * z + b * z) * here, a * (z - 1) * upper]
    expect(Math.abs(parts.reduce((x, y) => x + y)) / Math.abs(parts[2]!)).toBeLessThan(1e-11)
  })
  it('incomplete gamma gives the tails of the usual tests', () => {
    near(gammaLower(1, 2), 1 - Math.exp(-2))
    near(gammaLower(3, 1) + gammaUpper(3, 1), 1)
    near(gammaUpper(3, 20), Math.exp(-20) * (1 + 20 + 200), 1e-13)
    near(chiSquaredAbove(3.841458820694124, 1), 0.05)
    near(chiSquaredAbove(18.307038053275146, 10), 0.05)
    near(normalBelow(1.959963984540054), 0.975)
    near(normalBelow(-1.959963984540054), 0.025)
  })
})

describe('linear algebra', () => {
  it('inverts and solves a positive definite matrix, and refuses another', () => {
    const matrix = Float64Array.from([4, 2, 2, 3])
    near(inverseOf(matrix, 2)![0]!, 3 / 8)
    const x = solveCholesky(cholesky(matrix, 2)!, 2, [2, 5])
    near(4 * x[0]! + 2 * x[1]!, 2)
    near(2 * x[0]! + 3 * x[1]!, 5)
    expect(inverseOf(Float64Array.from([1, 2, 2, 1]), 2)).toBeNull()
  })
})

describe('minimise', () => {
  const rosenbrock = (at: Float64Array, gradient: Float64Array) => {
    const [x, y] = [at[0]!, at[1]!]
    gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x)
    gradient[1] = 200 * (y - x * x)
    return 100 * (y - x * x) ** 2 + (1 - x) ** 2
  }
  it('walks Rosenbrock’s valley to (1, 1)', () => {
    const found = minimise(rosenbrock, [-1.2, 1])
    expect(found.settled).toBe(true)
    near(found.at[0]!, 1, 1e-6)
    near(found.at[1]!, 1, 1e-6)
    expect(found.evaluations).toBeLessThan(80)
  })
  it('says so when it does not settle', () => {
    expect(minimise(rosenbrock, [-1.2, 1], { mostSteps: 3 }).settled).toBe(false)
  })
  it('gives the Hessian at the minimum', () => {
    const hessian = hessianOf(rosenbrock, Float64Array.from([1, 1]))
    near(hessian[0]!, 802, 1e-5)
    near(hessian[1]!, -400, 1e-5)
    near(hessian[3]!, 200, 1e-5)
  })
})
