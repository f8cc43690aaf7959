import type { Interval } from '../effects/difference.ts'
import { studentQuantile } from '../numbers/normal.ts'
import { type Accuracy, backtest, type ForecastMethod, forecastBy } from './backtest.ts'

export type Forecast = {
  method: ForecastMethod
  /** With the error the method had that many steps ahead in the back-test; it never shrinks further out. */
  ahead: Interval[]
  /** Every method that could be tested; the naive is always there. */
  accuracy: Accuracy[]
}

/**
 * The method that would have been least wrong so far (by its mean error; the naive wins a draw). Null when there is not even a season
 * and a horizon to test on: a forecast nobody can check is not made.
 */
export function forecast(
  values: ArrayLike<number>,
  {
    period,
    horizon,
    origins = 12,
    level = 0.8,
  }: { period: number; horizon: number; origins?: number; level?: number },
): Forecast | null {
  const history = Float64Array.from(values)
  const accuracy = backtest(history, { period, horizon, origins })
  const best = accuracy.reduce<Accuracy | null>(
    (least, one) => (least && least.mae <= one.mae * (1 + 1e-9) ? least : one),
    null,
  )
  if (!best) return null
  const floor = history.every((value) => value >= 0) ? 0 : -Infinity
  let widest = 0
  const ahead = Array.from(forecastBy(best.method, history, period, horizon)!, (estimate, at) => {
    widest = Math.max(widest, best.errors[at]!)
    // Errors so many steps ahead overlap from one origin to the next: only every so many are news.
    const half = widest * studentQuantile(0.5 + level / 2, Math.max(3, origins / (at + 1)))
    return { estimate, low: Math.max(floor, estimate - half), high: estimate + half }
  })
  return { method: best.method, ahead, accuracy }
}
