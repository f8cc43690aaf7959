import type { PromisingReason } from '../../../../contract/dispatch.ts'
import type { PromisingRules } from '../../../../contract/policy.ts'
import type { ChanceBand } from '../../../../contract/propensity.ts'
import type { ValueClass } from '../../../../contract/value.ts'
import type { Reason } from './grading.ts'

/** What the house expects of a lead: its own chance to order, and what its customer is worth. Null: nobody says. */
export type Outlook = { band: ChanceBand | null; valueClass: ValueClass | null }
export const noOutlook: Outlook = { band: null, valueClass: null }

/** A customer's worth is known by name; their lead's chance only by likeness to others. */
export function whyPromising(
  { band, valueClass }: Outlook,
  { valueClasses }: PromisingRules,
): PromisingReason | null {
  if (valueClass !== null && valueClasses.includes(valueClass)) return 'value'
  return band === 'high' ? 'chance' : null
}

const words = {
  value: { zh: '高价值客户', en: 'Valued customer' },
  chance: { zh: '成交可能性高', en: 'Likely to order' },
  middle: { zh: '成交可能性较高', en: 'Rather likely to order' },
}
const ours = new Set(Object.values(words).map(({ en }) => en))

/** The outlook's points stand beside those of the enquiry, and take the place of an earlier outlook's. */
export function withOutlook(
  before: readonly Reason[],
  outlook: Outlook,
  rules: PromisingRules,
): { score: number; reasons: Reason[] } {
  const why = whyPromising(outlook, rules) ?? (outlook.band === 'middle' ? 'middle' : null)
  const points = why === null ? 0 : why === 'middle' ? rules.middlePoints : rules.highPoints
  const others = before.filter(({ en }) => !ours.has(en))
  const reasons = why !== null && points > 0 ? [...others, { ...words[why], points }] : others
  return {
    reasons,
    score: Math.min(
      100,
      reasons.reduce((sum, reason) => sum + reason.points, 0),
    ),
  }
}
