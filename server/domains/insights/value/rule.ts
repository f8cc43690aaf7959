/** What the house assumes where nobody reports it, and over which time; kept with every valuation. */
export type ValueRule = {
  /** The part of a price that stays, by business line: 0 to 1. */
  margins: { vehicle: number; service: number; accessories: number }
  /** What a visit that nobody pays for costs the house. */
  freeVisitFen: number
  /** RFM, ABC and profit look so far back. */
  windowMonths: number
  /** RFM scores from 1 to this. */
  bins: number
  /** What is expected is expected within so many days. */
  horizonDays: number
  /** Without a paid visit for so long an owner has lapsed. */
  lapseDays: number
}

export const usualRule: ValueRule = {
  margins: { vehicle: 0.05, service: 0.4, accessories: 0.35 },
  freeVisitFen: 60_000,
  windowMonths: 36,
  bins: 5,
  horizonDays: 365,
  lapseDays: 365,
}
