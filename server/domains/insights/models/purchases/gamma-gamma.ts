import { digamma, lgamma } from '../numbers/special.ts'
import { type Fit, fitted, type Likelihood } from './fitting.ts'

/**
 * Gamma-Gamma (Fader and Hardie 2013): a customer's purchases are worth nu / p on average, with 1 / nu spread over customers by
 * Gamma(q, v); independent of how often they buy (`spendCorrelation` says whether the data agree).
 */
export type GammaGamma = { p: number; q: number; v: number }

/** Per customer the number of purchases averaged over and their mean value, in yuan or fen alike. */
export type Spend = { purchases: Float64Array; mean: Float64Array }

const names = ['p', 'q', 'v'] as const
const rehearseOn = 20_000

function likelihoodOf({ purchases, mean }: Spend): Likelihood {
  const kept = new Int32Array(purchases.length)
  let size = 0
  let most = 0
  for (let i = 0; i < purchases.length; i++)
    if (purchases[i]! > 0 && mean[i]! > 0) {
      kept[size++] = i
      if (purchases[i]! > most) most = purchases[i]!
    }
  const count = Float64Array.from(kept.subarray(0, size), (at) => purchases[at]!)
  const total = Float64Array.from(kept.subarray(0, size), (at) => purchases[at]! * mean[at]!)
  const counts = new Float64Array(most + 1)
  // What hangs on the data alone: the sum over customers of x log(x z), and of log z.
  const totalLogs = new Float64Array(most + 1)
  let constant = 0
  for (let i = 0; i < size; i++) {
    counts[count[i]!]!++
    totalLogs[count[i]!]! += Math.log(total[i]!)
    constant += Math.log(total[i]! / count[i]!)
  }
  const negative = (at: Float64Array, gradient: Float64Array) => {
    const [p, q, v] = [Math.exp(at[0]!), Math.exp(at[1]!), Math.exp(at[2]!)]
    let [sum, toP, toQ, toV] = [
      size * (q * at[2]! - lgamma(q)) - constant,
      0,
      size * (at[2]! - digamma(q)),
      (size * q) / v,
    ]
    for (let x = 1; x <= most; x++) {
      const n = counts[x]!
      if (n === 0) continue
      const joint = digamma(p * x + q)
      sum += n * (lgamma(p * x + q) - lgamma(p * x)) + p * x * totalLogs[x]!
      toP += x * (n * (joint - digamma(p * x)) + totalLogs[x]!)
      toQ += n * joint
    }
    for (let i = 0; i < size; i++) {
      const log = Math.log(total[i]! + v)
      const shape = p * count[i]! + q
      sum -= shape * log
      toP -= count[i]! * log
      toQ -= log
      toV -= shape / (total[i]! + v)
    }
    gradient[0] = (-toP * p) / size
    gradient[1] = (-toQ * q) / size
    gradient[2] = (-toV * v) / size
    return -sum / size
  }
  return { negative, customers: size }
}

/** Fitted on the customers with at least one purchase of positive value. */
export function fitGammaGamma(spend: Spend): Fit<keyof GammaGamma> {
  const likelihood = likelihoodOf(spend)
  const step = Math.floor(likelihood.customers / rehearseOn)
  const thin = (column: Float64Array) => column.filter((_, i) => i % step === 0)
  const rehearsal =
    step > 1 ? likelihoodOf({ purchases: thin(spend.purchases), mean: thin(spend.mean) }) : undefined
  const positive = spend.mean.filter((one, i) => one > 0 && spend.purchases[i]! > 0)
  const average = positive.reduce((sum, one) => sum + one, 0) / positive.length
  return fitted(names, likelihood, { start: [2, 3, average], rehearsal })
}

/** The average value of a future purchase: the customer's own mean, drawn towards everybody's the more the fewer their purchases. */
export const expectedSpend = ({ p, q, v }: GammaGamma, purchases: number, mean: number): number =>
  purchases > 0 ? (p * (v + purchases * mean)) / (p * purchases + q - 1) : (p * v) / (q - 1)

/** Pearson's correlation of how often and how much; the model wants it near zero. */
export function spendCorrelation({ purchases, mean }: Spend): number {
  let [n, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < purchases.length; i++) {
    const [count, value] = [purchases[i]!, mean[i]!]
    if (!(count > 0 && value > 0)) continue
    n++
    x += count
    y += value
    xx += count * count
    yy += value * value
    xy += count * value
  }
  return (n * xy - x * y) / Math.sqrt((n * xx - x * x) * (n * yy - y * y))
}
