export type Season = 'none' | 'additive' | 'multiplicative'
/** How fast level, trend and season follow what comes; `damping` is what is left of the trend each step. */
export type Smoothing = { season: Season; level: number; trend: number; seasonal: number; damping: number }

type State = { level: number; trend: number; season: Float64Array }

const levels = [0.02, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9]
const trends = [0, 0.03, 0.1, 0.3]
const seasonals = [0, 0.05, 0.15, 0.3, 0.6]
/** 1 would let a trend run on for ever; Gardner and McKenzie (1985) found damped ones hardly ever worse. */
const dampings = [0.8, 0.9, 0.98]

/**
 * Holt and Winters' exponential smoothing with a damped trend, fitted by the squares of its one-step errors: a grid, then
 * ever smaller steps around its best. Null when there are fewer than two seasons to start from.
 */
export function fitSmoothing(values: ArrayLike<number>, period: number, season: Season): Smoothing | null {
  const seasonal = season !== 'none' && period > 1
  if (values.length < (seasonal ? 2 * period + 1 : 4)) return null
  if (season === 'multiplicative' && !Array.from(values).every((value) => value > 0)) return null
  const start = startOf(values, period, season)
  let best: Smoothing = { season, level: 0.2, trend: 0, seasonal: 0, damping: 0.9 }
  let least = Infinity
  const consider = (one: Smoothing) => {
    const error = run(values, one, copyOf(start)).squares
    if (!(error < least)) return false
    ;[best, least] = [one, error]
    return true
  }
  for (const level of levels)
    for (const trend of trends)
      for (const speed of seasonal ? seasonals : [0])
        for (const damping of trend === 0 ? [0.9] : dampings)
          consider({ season, level, trend, seasonal: speed, damping })
  for (let step = 0.08; step > 0.004; step /= 2)
    for (const name of ['level', 'trend', ...(seasonal ? (['seasonal'] as const) : [])] as const)
      for (const by of [step, -step]) {
        let moved = true
        while (moved) {
          const next = best[name] + by
          moved = next >= 0 && next < 1 && consider({ ...best, [name]: next })
        }
      }
  return best
}

/** What comes next; never less than nothing when nothing was ever less. */
export function smoothed(
  values: ArrayLike<number>,
  period: number,
  smoothing: Smoothing,
  horizon: number,
): Float64Array {
  const { state } = run(values, smoothing, startOf(values, period, smoothing.season))
  const floor = Array.from(values).every((value) => value >= 0) ? 0 : -Infinity
  let [trend, grown] = [state.trend, 0]
  return Float64Array.from({ length: horizon }, (_, ahead) => {
    trend *= smoothing.damping
    grown += trend
    const factor = state.season[(values.length + ahead) % state.season.length]!
    const level = state.level + grown
    return Math.max(floor, smoothing.season === 'multiplicative' ? level * factor : level + factor)
  })
}

const copyOf = ({ level, trend, season }: State): State => ({ level, trend, season: season.slice() })

/** The first two seasons say where it starts: their means, the step between them, and how each place stands in them. */
function startOf(values: ArrayLike<number>, period: number, season: Season): State {
  const mean = (from: number, to: number) => {
    let sum = 0
    for (let at = from; at < to; at++) sum += values[at]!
    return sum / (to - from)
  }
  if (season === 'none' || period < 2) {
    const steps = Math.min(3, values.length - 1)
    const trend = (values[steps]! - values[0]!) / steps
    // The state before the first value, which then comes as expected.
    return { level: values[0]! - trend, trend, season: Float64Array.of(0) }
  }
  const [first, second] = [mean(0, period), mean(period, 2 * period)]
  const trend = (second - first) / period
  const places = Float64Array.from({ length: period }, (_, place) => {
    const at = [first, second].map((level, year) => {
      const expected = level + (place - (period - 1) / 2) * trend
      const value = values[year * period + place]!
      return season === 'multiplicative' ? value / Math.max(expected, 1e-9) : value - expected
    })
    return (at[0]! + at[1]!) / 2
  })
  return { level: first - (trend * (period + 1)) / 2, trend, season: places }
}

/** Goes through the values from `state` on, and adds up the squares of what each step did not see coming. */
function run(
  values: ArrayLike<number>,
  smoothing: Smoothing,
  state: State,
): { state: State; squares: number } {
  const { level: alpha, trend: beta, seasonal: gamma, damping } = smoothing
  const multiplied = smoothing.season === 'multiplicative'
  const { season } = state
  let { level, trend } = state
  let squares = 0
  for (let at = 0; at < values.length; at++) {
    const place = at % season.length
    const expected = level + damping * trend
    const factor = season[place]!
    const value = values[at]!
    squares += (value - (multiplied ? expected * factor : expected + factor)) ** 2
    const clean = multiplied ? value / Math.max(factor, 1e-9) : value - factor
    const next = alpha * clean + (1 - alpha) * expected
    trend = beta * (next - level) + (1 - beta) * damping * trend
    const seen = multiplied ? value / Math.max(expected, 1e-9) : value - expected
    if (gamma > 0) season[place] = gamma * seen + (1 - gamma) * factor
    level = next
  }
  return { state: { level, trend, season }, squares }
}
