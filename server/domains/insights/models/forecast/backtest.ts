import { seasonalNaive } from './naive.ts'
import { fitSmoothing, type Season, smoothed } from './smoothing.ts'

export const forecastMethods = ['naive', 'smoothing', 'additive', 'multiplicative'] as const
export type ForecastMethod = (typeof forecastMethods)[number]

const seasonOf: Record<Exclude<ForecastMethod, 'naive'>, Season> = {
  smoothing: 'none',
  additive: 'additive',
  multiplicative: 'multiplicative',
}

/** What the method says comes next; null when there is too little for it. */
export function forecastBy(
  method: ForecastMethod,
  values: ArrayLike<number>,
  period: number,
  horizon: number,
): Float64Array | null {
  if (method === 'naive') return seasonalNaive(values, period, horizon)
  const fitted = fitSmoothing(values, period, seasonOf[method])
  return fitted && smoothed(values, period, fitted, horizon)
}

export type Accuracy = {
  method: ForecastMethod
  /** Mean absolute error, in what is counted. */
  mae: number
  /** Error over what was sold: 0.1 is a tenth. */
  wape: number
  /**
   * Error over that of the seasonal naive inside the history: under 1 is better than it (Hyndman and Koehler 2006). Null
   * when the history repeats itself exactly.
   */
  mase: number | null
  /** Forecast too high (above 0) or too low, over what was sold. */
  bias: number
  /** Root of the mean squared error, by steps ahead. */
  errors: number[]
}

/**
 * Every method at every origin: it sees what came before, and is asked for what came after. A method that could not answer
 * at some origin is left out, so that all are judged on the same days.
 */
export function backtest(
  values: Float64Array,
  { period, horizon, origins }: { period: number; horizon: number; origins: number },
): Accuracy[] {
  const first = values.length - horizon - origins + 1
  const starts = Array.from({ length: origins }, (_, at) => first + at).filter((start) => start >= period + 1)
  if (starts.length === 0) return []
  const scale = naiveError(values.subarray(0, starts[0]), period)
  return forecastMethods.flatMap((method): Accuracy[] => {
    let [error, sold, over] = [0, 0, 0]
    const squares = new Float64Array(horizon)
    for (const start of starts) {
      const said = forecastBy(method, values.subarray(0, start), period, horizon)
      if (!said) return []
      said.forEach((value, ahead) => {
        const came = values[start + ahead]!
        error += Math.abs(value - came)
        over += value - came
        sold += Math.abs(came)
        squares[ahead]! += (value - came) ** 2
      })
    }
    const asked = starts.length * horizon
    return [
      {
        method,
        mae: error / asked,
        wape: error / sold,
        mase: scale > 0 ? error / asked / scale : null,
        bias: over / sold,
        errors: Array.from(squares, (sum) => Math.sqrt(sum / starts.length)),
      },
    ]
  })
}

function naiveError(values: Float64Array, period: number): number {
  let sum = 0
  for (let at = period; at < values.length; at++) sum += Math.abs(values[at]! - values[at - period]!)
  return sum / (values.length - period)
}
