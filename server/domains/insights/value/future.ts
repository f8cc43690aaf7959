import type { ValueRule } from '../../../../contract/value.ts'
import { type BgNbd, fitBgNbd } from '../models/purchases/bg-nbd.ts'
import type { Fit } from '../models/purchases/fitting.ts'
import { expectedSpend, fitGammaGamma, type GammaGamma } from '../models/purchases/gamma-gamma.ts'
import { bgNbdPurchases, expectedPurchases } from '../models/purchases/scoring.ts'
import type { Worth } from '../questions/worth/question.ts'

/** What the purchase models expect of each customer within the rule's horizon, in the order they were given. */
export type Future = {
  alive: Float64Array
  /** Visits. */
  expected: Float64Array
  /** Profit of those visits, in fen. */
  expectedFen: Float64Array
  purchases: Fit<keyof BgNbd>
  spend: Fit<keyof GammaGamma>
}

/** Below this many customers who came again the parameters say more about chance than about people. */
const fewest = 200

/** What the fits see of the customers: numbers alone. */
export type PastNumbers = {
  weeks: { repeats: Float64Array; recency: Float64Array; age: Float64Array }
  spent: { purchases: Float64Array; mean: Float64Array }
  horizonDays: number
}

/** Null where too few came again, or the models do not settle: then nothing is foretold. */
export function expectFrom(everybody: readonly Worth[], rule: ValueRule): Future | null {
  const past = pastOf(everybody, rule)
  return past && expectOf(past)
}

export function pastOf(everybody: readonly Worth[], rule: ValueRule): PastNumbers | null {
  const again = everybody.filter(({ purchaseDays }) => purchaseDays > 1).length
  if (again < fewest) return null
  const weeks = {
    repeats: Float64Array.from(everybody, (one) => one.purchaseDays - 1),
    recency: Float64Array.from(everybody, (one) => (one.daysSinceFirst - one.daysSinceLast) / 7),
    age: Float64Array.from(everybody, (one) => one.daysSinceFirst / 7),
  }
  const spent = {
    purchases: Float64Array.from(everybody, (one) => one.paidVisits),
    mean: Float64Array.from(everybody, (one) => visitProfit(one, rule)),
  }
  return { weeks, spent, horizonDays: rule.horizonDays }
}

/** The long part: a second for every hundred thousand customers. */
export function expectOf({ weeks, spent, horizonDays }: PastNumbers): Future | null {
  const [purchases, spend] = [fitBgNbd(weeks), fitGammaGamma(spent)]
  // Without q above 1 the mean of what people spend is not finite, and nothing can be expected of a newcomer.
  if (!(purchases.settled && spend.settled && spend.parameters.q > 1)) return null
  const model = bgNbdPurchases(purchases.parameters)
  const expected = expectedPurchases(model, weeks, horizonDays / 7)
  const expectedFen = expected.map(
    (visits, i) => visits * expectedSpend(spend.parameters, spent.purchases[i]!, spent.mean[i]!),
  )
  return { alive: model.alive(weeks), expected, expectedFen, purchases, spend }
}

const visitProfit = ({ serviceFen, accessoriesFen, paidVisits }: Worth, { margins }: ValueRule) =>
  paidVisits === 0 ? 0 : (serviceFen * margins.service + accessoriesFen * margins.accessories) / paidVisits
