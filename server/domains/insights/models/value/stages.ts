/** 潜在获取期 → 成长期 → 成熟期 → 衰退期 → 终止期. */
export const lifecycleStages = ['acquiring', 'growing', 'mature', 'declining', 'ended'] as const
export type LifecycleStage = (typeof lifecycleStages)[number]

export type Relation = {
  /** Null before the first purchase. */
  daysSinceFirst: number | null
  daysSinceLast: number | null
  /** Visits and purchases in the last year, and in the year before. */
  lastYear: number
  yearBefore: number
  /** The chance to be alive, where a purchase model has been fitted. */
  alive: number | null
}

export type StageRule = {
  growingDays: number
  /** Silent for so long: ended. */
  endedDays: number
  endedBelow: number
  decliningBelow: number
  /** The last year brought less than this share of the year before: declining; more than its inverse: growing. */
  decliningShare: number
}

/** A car comes to the workshop once or twice a year: two years of silence are more than three missed services. */
export const usualStageRule: StageRule = {
  growingDays: 365,
  endedDays: 730,
  endedBelow: 0.2,
  decliningBelow: 0.5,
  decliningShare: 0.5,
}

export type StageReason =
  | 'no purchase yet'
  | 'silent too long'
  | 'probably gone'
  | 'perhaps gone'
  | 'comes less often'
  | 'bought lately for the first time'
  | 'comes more often'
  | 'comes as before'

/** The first rule that holds, from the end of the relation to its height; the reason is what the screen shows. */
export function lifecycleStage(
  { daysSinceFirst, daysSinceLast, lastYear, yearBefore, alive }: Relation,
  rule: StageRule = usualStageRule,
): { stage: LifecycleStage; reason: StageReason } {
  if (daysSinceFirst === null || daysSinceLast === null)
    return { stage: 'acquiring', reason: 'no purchase yet' }
  if (daysSinceLast > rule.endedDays) return { stage: 'ended', reason: 'silent too long' }
  if (alive !== null && alive < rule.endedBelow) return { stage: 'ended', reason: 'probably gone' }
  if (alive !== null && alive < rule.decliningBelow) return { stage: 'declining', reason: 'perhaps gone' }
  if (daysSinceFirst <= rule.growingDays)
    return { stage: 'growing', reason: 'bought lately for the first time' }
  if (lastYear < rule.decliningShare * yearBefore) return { stage: 'declining', reason: 'comes less often' }
  if (rule.decliningShare * lastYear > yearBefore) return { stage: 'growing', reason: 'comes more often' }
  return { stage: 'mature', reason: 'comes as before' }
}
