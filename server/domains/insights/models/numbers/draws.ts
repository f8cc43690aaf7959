import { normal, type Random } from './random.ts'

/** Exponential with mean 1. */
export const exponential = (random: Random): number => -Math.log(1 - random())

/** Gamma with scale 1 (Marsaglia and Tsang 2000); below shape 1 by their power of a uniform. */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

export function beta(random: Random, a: number, b: number): number {
  const one = gamma(random, a)
  return one / (one + gamma(random, b))
}
