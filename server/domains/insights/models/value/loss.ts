/** What a customer brought and what each kind of cost took, in fen. */
export type Served<Cost extends string> = { revenueFen: number; costsFen: Record<Cost, number> }

/** Each kind of cost as a share of revenue, over everybody together. */
export function typicalShares<Cost extends string>(everybody: readonly Served<Cost>[]): Record<Cost, number> {
  const revenue = everybody.reduce((sum, { revenueFen }) => sum + revenueFen, 0)
  const costs = Object.keys(everybody[0]?.costsFen ?? {}) as Cost[]
  return Object.fromEntries(
    costs.map((cost) => [cost, everybody.reduce((sum, one) => sum + one.costsFen[cost], 0) / revenue]),
  ) as Record<Cost, number>
}

/**
 * Why a customer is served at a loss: the cost that goes furthest, in money, beyond what it takes of everybody's revenue.
 * Null for who brings a profit.
 */
export function causeOfLoss<Cost extends string>(
  { revenueFen, costsFen }: Served<Cost>,
  typical: Record<Cost, number>,
): { cause: Cost; beyondFen: number; lossFen: number } | null {
  const costs = Object.keys(costsFen) as Cost[]
  const lossFen = costs.reduce((sum, cost) => sum + costsFen[cost], 0) - revenueFen
  if (lossFen <= 0) return null
  const beyond = costs.map((cost) => ({
    cause: cost,
    beyondFen: Math.round(costsFen[cost] - typical[cost] * revenueFen),
  }))
  const worst = beyond.reduce((most, one) => (one.beyondFen > most.beyondFen ? one : most))
  return { ...worst, lossFen }
}
