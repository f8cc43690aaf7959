import type { ValueRule } from '../../../../contract/value.ts'
import { type AbcClass, abcBorders, abcClass } from '../models/value/abc.ts'
import { type ValueClass, valueClass } from '../models/value/classes.ts'
import { causeOfLoss, typicalShares } from '../models/value/loss.ts'
import { quantileBorders, type Rfm, rfmBorders, rfmScores } from '../models/value/rfm.ts'
import { type LifecycleStage, lifecycleStage, type StageReason } from '../models/value/stages.ts'
import type { Worth } from '../questions/worth/question.ts'
import { expectFrom, type Future } from './future.ts'

export type Verdict = {
  id: string
  valueClass: ValueClass | null
  abc: AbcClass
  stage: LifecycleStage
  stageReason: StageReason
  recency: number
  frequency: number
  monetary: number
  daysSince: number
  purchases: number
  amountFen: number
  profitFen: number
  alive: number | null
  expectedVisits: number | null
  expectedFen: number | null
  lossCause: Cost | null
  lossFen: number | null
}
/** What is taken off what a customer pays: the goods and hours in it, and the visits nobody pays for. */
export type Cost = 'goods' | 'free'

const amountOf = (one: Worth) => one.vehicleFen + one.serviceFen + one.accessoriesFen

function servedOf(one: Worth, { margins, freeVisitFen }: ValueRule) {
  const kept =
    one.vehicleFen * margins.vehicle +
    one.serviceFen * margins.service +
    one.accessoriesFen * margins.accessories
  const goods = Math.round(amountOf(one) - kept)
  return { revenueFen: amountOf(one), costsFen: { goods, free: one.freeVisits * freeVisitFen } }
}

/** Every customer judged beside all the others, as of the day the rows were counted to. */
export function judgeWorth(
  everybody: readonly Worth[],
  rule: ValueRule,
  future: Future | null = expectFrom(everybody, rule),
): { verdicts: Verdict[]; future: Future | null } {
  const served = everybody.map((one) => servedOf(one, rule))
  const profits = Float64Array.from(
    served,
    ({ revenueFen, costsFen }) => revenueFen - costsFen.goods - costsFen.free,
  )
  const rfm: Rfm = {
    daysSince: Float64Array.from(everybody, (one) => one.daysSinceLast),
    purchases: Float64Array.from(everybody, (one) => one.inWindow),
    valueFen: Float64Array.from(everybody, amountOf),
  }
  const scores = rfmScores(rfm, rfmBorders(rfm, rule.quantiles))
  const abc = abcBorders(profits)
  const improvingFromFen = future ? quantileBorders(future.expectedFen, [0.8])[0]! : Number.POSITIVE_INFINITY
  const worths = future ? profits.map((one, i) => one + future.expectedFen[i]!) : profits
  const borders = { honouredFromFen: abcBorders(worths).aFromFen, improvingFromFen, careFen: rule.careFen }
  const shares = typicalShares(served)
  const verdicts = everybody.map((one, i): Verdict => {
    const alive = future ? future.alive[i]! : null
    const expectedFen = future ? Math.round(future.expectedFen[i]!) : null
    const { stage, reason } = lifecycleStage({ ...one, alive })
    const loss = causeOfLoss(served[i]!, shares)
    return {
      id: one.customerId,
      valueClass: expectedFen === null ? null : valueClass({ earnedFen: profits[i]!, expectedFen }, borders),
      abc: abcClass(profits[i]!, abc),
      stage,
      stageReason: reason,
      recency: scores.recency[i]!,
      frequency: scores.frequency[i]!,
      monetary: scores.monetary[i]!,
      daysSince: one.daysSinceLast,
      purchases: one.inWindow,
      amountFen: amountOf(one),
      profitFen: Math.round(profits[i]!),
      alive,
      expectedVisits: future ? future.expected[i]! : null,
      expectedFen,
      lossCause: loss?.cause ?? null,
      lossFen: loss?.lossFen ?? null,
    }
  })
  return { verdicts, future }
}
