import { chebyshev, clenshaw } from '../numbers/chebyshev.ts'
import type { BgNbd } from './bg-nbd.ts'
import { bgNbdIfAlive } from './bg-nbd-future.ts'
import { expectedSpend, type GammaGamma } from './gamma-gamma.ts'
import type { Histories } from './histories.ts'
import { type ParetoNbd, paretoNbdAlive, paretoNbdIfAlive } from './pareto-nbd.ts'

/** A purchase model, ready to be asked: what is expected of a living customer, and how alive each is. */
export type Purchases = {
  /** The alpha of the buying rate: ages count on the scale of log(alpha + age). */
  clock: number
  ifAlive: (x: number, age: number, time: number) => number
  alive: (histories: Histories) => Float64Array
}

export const bgNbdPurchases = (model: BgNbd): Purchases => ({
  clock: model.alpha,
  ifAlive: (x, age, time) => bgNbdIfAlive(model, x, age, time),
  alive: ({ repeats, recency, age }) => {
    const { r, alpha, a, b } = model
    const alive = new Float64Array(repeats.length).fill(1)
    for (let i = 0; i < alive.length; i++) {
      const x = repeats[i]!
      if (x === 0) continue
      const ratio = Math.log((alpha + age[i]!) / (alpha + recency[i]!))
      alive[i] = 1 / (1 + (a / (b + x - 1)) * Math.exp((r + x) * ratio))
    }
    return alive
  },
})

export const paretoNbdPurchases = (model: ParetoNbd): Purchases => ({
  clock: model.alpha,
  ifAlive: (x, age, time) => paretoNbdIfAlive(model, x, age, time),
  alive: ({ repeats, recency, age }) =>
    Float64Array.from(repeats, (x, i) => paretoNbdAlive(model, x, recency[i]!, age[i]!)),
})

/**
 * `of(x, age)` for every customer. 2F1 is the dear part of a score and smooth in the age, so for each number of purchases
 * that many customers share it is computed at 32 ages and interpolated between (Chebyshev, in log(clock + age)).
 */
export function byHistory(
  { repeats, age }: Histories,
  clock: number,
  of: (x: number, age: number) => number,
): Float64Array {
  let [low, high, most] = [Number.POSITIVE_INFINITY, 0, 0]
  for (let i = 0; i < age.length; i++) {
    if (age[i]! < low) low = age[i]!
    if (age[i]! > high) high = age[i]!
    if (repeats[i]! > most) most = repeats[i]!
  }
  const customers = new Int32Array(most + 1)
  for (let i = 0; i < repeats.length; i++) customers[repeats[i]!]!++
  const from = Math.log(clock + low)
  const width = Math.log(clock + high) - from
  const curves = Array.from(customers, (count, x) =>
    count > 100 && width > 0
      ? chebyshev((u) => of(x, Math.min(high, Math.exp(from + (width * (u + 1)) / 2) - clock)))
      : null,
  )
  const values = new Float64Array(repeats.length)
  for (let i = 0; i < values.length; i++) {
    const x = repeats[i]!
    const curve = curves[x]
    values[i] = curve ? clenshaw(curve, (2 * (Math.log(clock + age[i]!) - from)) / width - 1) : of(x, age[i]!)
  }
  return values
}

/** Purchases expected of each customer in the next `time`. */
export function expectedPurchases(purchases: Purchases, histories: Histories, time: number): Float64Array {
  const alive = purchases.alive(histories)
  return byHistory(histories, purchases.clock, (x, age) => purchases.ifAlive(x, age, time)).map(
    (one, i) => one * alive[i]!,
  )
}

export type Horizon = {
  periods: number
  /** How long a period is in the unit of the histories: a month is 4.345 weeks. */
  periodLength: number
  /** Per period: 0.01 is one per cent a month. */
  discountRate: number
}

/** Purchases expected of each customer within the horizon, each discounted from the end of its period. */
export function discountedPurchases(
  purchases: Purchases,
  histories: Histories,
  { periods, periodLength, discountRate }: Horizon,
): Float64Array {
  const alive = purchases.alive(histories)
  const ifAlive = byHistory(histories, purchases.clock, (x, age) => {
    let [sum, before] = [0, 0]
    for (let period = 1; period <= periods; period++) {
      const until = purchases.ifAlive(x, age, period * periodLength)
      sum += (until - before) / (1 + discountRate) ** period
      before = until
    }
    return sum
  })
  return ifAlive.map((one, i) => one * alive[i]!)
}

/** What each customer's future purchases are worth today, in the unit of `mean`; `margin` is the part of a purchase that stays. */
export function lifetimeValue(
  discounted: Float64Array,
  model: GammaGamma,
  { purchases, mean }: { purchases: Float64Array; mean: Float64Array },
  margin = 1,
): Float64Array {
  return discounted.map((one, i) => one * margin * expectedSpend(model, purchases[i]!, mean[i]!))
}
