import { beta, exponential, gamma } from '../numbers/draws.ts'
import type { Random } from '../numbers/random.ts'
import type { BgNbd } from './bg-nbd.ts'
import type { GammaGamma } from './gamma-gamma.ts'
import type { Histories } from './histories.ts'
import type { ParetoNbd } from './pareto-nbd.ts'

/** One customer: purchases per unit of time, gone unseen at `end`, and gone after a purchase with chance `leaves`. */
type Life = { rate: number; end: number; leaves: number }

/**
 * Customers as a model says they behave: what a fit must get back. A `step` puts every purchase on the grid a real file has
 * (1 / 7 for weeks counted in days) and drops a second one in the same step, as merging a day's purchases does.
 */
function histories(random: Random, ages: Float64Array, step: number, live: () => Life): Histories {
  const repeats = new Float64Array(ages.length)
  const recency = new Float64Array(ages.length)
  for (let i = 0; i < ages.length; i++) {
    const { rate, end, leaves } = live()
    const last = Math.min(ages[i]!, end)
    for (let time = exponential(random) / rate; time <= last; time += exponential(random) / rate) {
      const at = step > 0 ? Math.ceil(time / step) * step : time
      if (at > recency[i]! && at <= ages[i]!) {
        repeats[i]!++
        recency[i] = at
      }
      if (random() < leaves) break
    }
  }
  return { repeats, recency, age: ages }
}

export const bgNbdHistories = (
  random: Random,
  { r, alpha, a, b }: BgNbd,
  ages: Float64Array,
  step = 0,
): Histories =>
  histories(random, ages, step, () => ({
    rate: gamma(random, r) / alpha,
    end: Number.POSITIVE_INFINITY,
    leaves: beta(random, a, b),
  }))

export const paretoNbdHistories = (
  random: Random,
  model: ParetoNbd,
  ages: Float64Array,
  step = 0,
): Histories =>
  histories(random, ages, step, () => ({
    rate: gamma(random, model.r) / model.alpha,
    end: (exponential(random) * model.beta) / gamma(random, model.s),
    leaves: 0,
  }))

/** Mean spend per customer: of `purchases` Gamma(p) values, at a rate that is Gamma(q) / v. */
export const gammaGammaMeans = (
  random: Random,
  { p, q, v }: GammaGamma,
  purchases: Float64Array,
): Float64Array => purchases.map((x) => (x === 0 ? 0 : (gamma(random, p * x) * v) / (gamma(random, q) * x)))
