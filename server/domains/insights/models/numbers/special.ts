/** Special functions to about 1e-14, checked in special.test.ts against published values. */

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI)
/** Below this Stirling's series wants help from the recurrence; at 10 seven terms reach the last bits. */
const asymptotic = 10

/** The logarithm of gamma, for x > 0. */
export function lgamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN
  let product = 1
  let at = x
  for (; at < asymptotic; at++) product *= at
  const w = 1 / (at * at)
  const tail =
    (1 / 12 -
      w *
        (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360_360 - w * (1 / 156))))))) /
    at
  return (at - 0.5) * Math.log(at) - at + halfLogTwoPi + tail - Math.log(product)
}

/** The derivative of lgamma, for x > 0. */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN
  let shift = 0
  let at = x
  for (; at < asymptotic; at++) shift += 1 / at
  const w = 1 / (at * at)
  const tail =
    w *
    (1 / 12 -
      w * (1 / 120 - w * (1 / 252 - w * (1 / 240 - w * (1 / 132 - w * (691 / 32_760 - w * (1 / 12)))))))
  return Math.log(at) - 0.5 / at - tail - shift
}

/** The logarithm of the beta function. */
export const betaln = (a: number, b: number): number => lgamma(a) + lgamma(b) - lgamma(a + b)

const mostTerms = 200_000

/** Gauss's series; for |z| < 1. */
function hypergeometricSeries(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let n = 0; n < mostTerms; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z
    sum += term
    if (Math.abs(term) <= 1e-17 * Math.abs(sum)) return sum
  }
  throw new RangeError(`2F1(${a}, ${b}; ${c}; ${z}) does not settle in ${mostTerms} terms`)
}

/**
 * Gauss's 2F1(a, b; c; z) for z < 1 and c not 0, -1, -2... Negative z is turned into (0, 1) by Pfaff's rule; of the
 * two series for z in [0, 1) the one with the smaller numerators is taken (Euler's rule), which keeps purchase
 * counts of hundreds from overflowing.
 */
export function hyp2f1(a: number, b: number, c: number, z: number): number {
  if (z === 0) return 1
  if (!(z < 1) || (c <= 0 && Number.isInteger(c))) return Number.NaN
  if (z < 0) return (1 - z) ** -a * hyp2f1(a, c - b, c, z / (z - 1))
  if (a + b > c) return (1 - z) ** (c - a - b) * hypergeometricSeries(c - a, c - b, c, z)
  return hypergeometricSeries(a, b, c, z)
}

const tiny = 1e-300

/** P(a, x), the regularised lower incomplete gamma. */
export function gammaLower(a: number, x: number): number {
  if (!(x > 0)) return x === 0 ? 0 : Number.NaN
  if (x > a + 1) return 1 - gammaUpper(a, x)
  let term = 1 / a
  let sum = term
  for (let n = 1; n < mostTerms && term > sum * 1e-17; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum * Math.exp(a * Math.log(x) - x - lgamma(a))
}

/** Q(a, x) = 1 - P(a, x), by Lentz's continued fraction where the series would cancel. */
export function gammaUpper(a: number, x: number): number {
  if (!(x > a + 1)) return 1 - gammaLower(a, x)
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < mostTerms; n++) {
    const numerator = -n * (n - a)
    b += 2
    d = 1 / (numerator * d + b || tiny)
    c = b + numerator / c || tiny
    const step = d * c
    fraction *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return fraction * Math.exp(a * Math.log(x) - x - lgamma(a))
}

/** The chance of a chi-squared variable above x: what a log-rank or likelihood-ratio test answers. */
export const chiSquaredAbove = (x: number, freedom: number): number => gammaUpper(freedom / 2, x / 2)

/** The chance that a standard normal lies below x. */
export const normalBelow = (x: number): number =>
  x < 0 ? 0.5 * gammaUpper(0.5, (x * x) / 2) : 0.5 + 0.5 * gammaLower(0.5, (x * x) / 2)
