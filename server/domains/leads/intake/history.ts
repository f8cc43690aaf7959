import type { LostReason } from '../../../../contract/lead-words.ts'
import type { FieldError } from '../../../kernel/errors.ts'
import { calendarFor, policyOf, type Reference } from '../reference.ts'
import type { Change } from '../rules/change.ts'
import { planMarks } from '../rules/clock.ts'
import { followUpBy } from '../rules/follow-up.ts'
import { assignTo, backToPool, sendToDealer } from '../rules/holding.ts'
import { closeLost, closeWon, enterStage } from '../rules/progress.ts'
import { passMarks, reschedule, stopClock, stopWatching } from '../rules/watch.ts'
import { startOfDay } from '../rules/working-time.ts'
import type { LeadHistory } from './arrival.ts'
import { readLostReason } from './words.ts'

export type ReadHistory = Omit<LeadHistory, 'dealer' | 'lostReason'> & {
  dealerId: string | null
  lostReason: LostReason | null
}

/** Instants after now or before the enquiry are mistakes of the file; the row is refused with the field's name. */
export function readHistory(
  known: Reference,
  history: LeadHistory,
  capturedAt: Date,
  now: Date,
  errors: FieldError[],
): ReadHistory {
  const { dealer: text, ...rest } = history
  const dealer = text ? known.network.byCode.get(text.trim().toUpperCase()) : undefined
  if (text && !dealer)
    errors.push({ field: 'dealer', zh: `没有编码为 ${text} 的经销商`, en: `No dealer has the code ${text}` })
  const instants = [
    'dispatchedAt',
    'firstFeedbackAt',
    'visitedAt',
    'testDrivenAt',
    'orderedAt',
    'deliveredAt',
    'lostAt',
  ] as const
  for (const field of instants) {
    const at = history[field]
    if (!at) continue
    if (Number.isNaN(at.getTime())) errors.push({ field, zh: '时间无效', en: 'Not a valid time' })
    else if (at > now) errors.push({ field, zh: '时间在将来', en: 'The time is in the future' })
    else if (at < capturedAt) errors.push({ field, zh: '早于线索时间', en: 'Earlier than the enquiry' })
  }
  if (history.deliveredAt && history.lostAt)
    errors.push({ field: 'lostAt', zh: '已交车的线索不能战败', en: 'A delivered lead cannot be lost' })
  return {
    ...rest,
    dealerId: dealer?.id ?? null,
    lostReason: history.lostAt ? readLostReason(history.lostReason) : null,
  }
}

/** Plays back what happened to a lead before it came to us, through the same rules as if it had happened here. */
export function playHistory(
  known: Reference,
  change: Change,
  history: ReadHistory,
  now: Date,
  newTurnId: string,
): void {
  const { lead } = change
  const { policy } = policyOf(known, lead.brandId)
  const happened = [
    history.visitedAt,
    history.testDrivenAt,
    history.orderedAt,
    history.deliveredAt,
    history.lostAt,
  ].filter((at) => at != null)
  if (history.dealerId) {
    const at = history.dispatchedAt ?? lead.capturedAt
    const marks = planMarks(at, policy.clock, calendarFor(known, lead.brandId, history.dealerId))
    sendToDealer(change, {
      turnId: newTurnId,
      at,
      dealerId: history.dealerId,
      origin: 'imported',
      reason: 'imported',
      marks,
    })
    if (history.consultantId) assignTo(change, history.consultantId, at)
  }
  const contact = history.contacted === false ? null : (history.firstFeedbackAt ?? earliest(happened))
  if (contact && change.turn) {
    passMarks(change, contact)
    stopClock(change, contact)
    enterStage(change, 'profile', contact)
  }
  playStages(change, history)
  if (lead.closedAt) {
    // A win-back day that has passed was somebody else's to act on.
    if (lead.nextMarkAt && lead.nextMarkAt <= now) stopWatching(change)
    return
  }
  if (change.turn && !lead.firstFeedbackAt) settleOverdue(change, now)
  if (change.turn && lead.firstFeedbackAt) {
    const from = happened.at(-1) ?? lead.firstFeedbackAt
    lead.nextStep = history.nextStep?.trim().slice(0, 200) || 'call'
    lead.nextStepAt = history.nextStepOn
      ? startOfDay(history.nextStepOn, 'Asia/Shanghai')
      : followUpBy(from, lead.grade, policy.followUpDays)
    lead.protectedUntil = new Date(now.getTime() + policy.pool.protectDays * 86_400_000)
    reschedule(change, policy.pool)
  }
}

const earliest = (instants: Date[]): Date | null =>
  instants.length ? new Date(Math.min(...instants.map((at) => at.getTime()))) : null

function playStages(change: Change, history: ReadHistory): void {
  const steps = [
    ['visit', history.visitedAt],
    ['test-drive', history.testDrivenAt],
    ['order', history.orderedAt],
  ] as const
  for (const [stage, at] of steps.filter(([, at]) => at).sort((a, b) => a[1]!.getTime() - b[1]!.getTime()))
    enterStage(change, stage, at!)
  const { lead } = change
  if (history.deliveredAt)
    closeWon(change, history.deliveredAt, { revenueFen: history.revenueFen ?? null, vehicleId: null })
  else if (history.lostAt)
    closeLost(change, history.lostAt, { reason: history.lostReason!, winBackOn: history.winBackOn ?? null })
  if (history.revenueFen != null && !lead.revenueFen) lead.revenueFen = history.revenueFen
}

/**
 * Nobody ever fed back. What ran out before the import is a breach at its due time and the lead waits in the pool for
 * a person to decide: a table of old leads must not set off thousands of new dispatches.
 */
function settleOverdue(change: Change, now: Date): void {
  const { lead } = change
  passMarks(change, now)
  if (lead.dueAt && lead.dueAt <= now) {
    const at = lead.dueAt
    backToPool(change, at, {
      waiting: 'breach',
      ending: 'breach',
      reason: 'breach',
      nextStepAt: new Date(now.getTime() + 86_400_000),
    })
  } else reschedule(change)
}
