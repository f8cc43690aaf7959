/**
 * The register's customer lifetime value, V = Σ [(Q - C) x 1/(i+1)]^t, in the two readings its print allows (T1). Q is the
 * net profit a period brings, C what it costs to win and serve the customer beside that (the text never says), i the bank's discount rate.
 */
export const lifetimeReadings = {
  discounted: 'V = Σ(t=1…T) (Qₜ − Cₜ) × (1 / (1 + i))ᵗ',
  printed: 'V = Σ(t=1…T) [(Qₜ − Cₜ) × 1 / (1 + i)]ᵗ',
} as const

export type LifetimeReading = keyof typeof lifetimeReadings

/** The periods of the relation from the first to the last, T of them. */
export type Period = { profitFen: number; costFen: number }

/** The default: each period's result, discounted by its distance; in fen. */
export function lifetimeDiscountedFen(periods: readonly Period[], rate: number): number {
  const value = periods.reduce(
    (sum, { profitFen, costFen }, at) => sum + (profitFen - costFen) / (1 + rate) ** (at + 1),
    0,
  )
  return Math.round(value)
}

/**
 * As printed, the power goes over the money too, so the figure is no amount of money: it hangs on the unit (10,000 yuan here
 * unless told), and a loss in an even period counts as a gain. It is shown beside the other, never added or ranked.
 */
export const lifetimeAsPrinted = (periods: readonly Period[], rate: number, unitFen = 1_000_000): number =>
  periods.reduce(
    (sum, { profitFen, costFen }, at) => sum + ((profitFen - costFen) / unitFen / (1 + rate)) ** (at + 1),
    0,
  )

/** How many times keeping a customer a new one costs: 6 in one of the register's texts, 6 to 8 in another (T7). */
export const newCustomerTimes = { low: 6, high: 8 }

/** What it would cost to win somebody in a lost customer's place. */
export const replacementCostFen = (keepingFen: number, { low, high } = newCustomerTimes) => ({
  lowFen: Math.round(keepingFen * low),
  highFen: Math.round(keepingFen * high),
})
