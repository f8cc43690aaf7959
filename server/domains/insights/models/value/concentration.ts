/** The 80/20 curve: the best `customers` (a share) bring `value` (a share of all). Losses make it rise above 1 and fall back. */
export type CurvePoint = { customers: number; value: number }

export type Concentration = {
  curve: CurvePoint[]
  /** What the best fifth brings. */
  topFifth: number
  /** The share of customers who bring four fifths. */
  forFourFifths: number
  /** How many bring less than nothing, and what they cost together. */
  atLoss: { customers: number; lossFen: number }
  totalFen: number
}

/** Null where there is nothing to share out: nobody, or a total of nothing or less. */
export function concentration(valuesFen: Float64Array, points = 100): Concentration | null {
  const sorted = valuesFen.slice().sort().reverse()
  const size = sorted.length
  const totalFen = sorted.reduce((sum, one) => sum + one, 0)
  if (!(totalFen > 0)) return null
  const reached = new Float64Array(size + 1)
  let loss = { customers: 0, lossFen: 0 }
  let forFourFifths = Number.NaN
  for (let i = 0; i < size; i++) {
    reached[i + 1] = reached[i]! + sorted[i]!
    if (sorted[i]! < 0) loss = { customers: loss.customers + 1, lossFen: loss.lossFen - sorted[i]! }
    if (Number.isNaN(forFourFifths) && reached[i + 1]! >= 0.8 * totalFen) forFourFifths = (i + 1) / size
  }
  const at = (share: number) => {
    const place = share * size
    const whole = Math.min(size - 1, Math.floor(place))
    return (reached[whole]! + (place - whole) * sorted[whole]!) / totalFen
  }
  return {
    curve: Array.from({ length: points + 1 }, (_, k) => ({ customers: k / points, value: at(k / points) })),
    topFifth: at(0.2),
    forFourFifths,
    atLoss: loss,
    totalFen,
  }
}
