import type { Policy } from '../../../../contract/policy.ts'
import { type Change, tell } from './change.ts'
import { firstUndone, shiftMarks } from './clock.ts'
import { recycleAt } from './pool.ts'
import { type Calendar, startOfDay } from './working-time.ts'

/** Win-back days are calendar days of the carmaker's country, whoever held the lead. */
const homeZone = 'Asia/Shanghai'

/** Sets which mark the sweep looks at next. `pool` is asked only for a lead a dealer has fed back on. */
export function reschedule(change: Change, pool?: Policy['pool']): void {
  const { lead } = change
  const next = nextMark(change, pool)
  lead.nextMark = next?.kind ?? null
  lead.nextMarkAt = next?.at ?? null
}

function nextMark({ lead, turn }: Change, pool?: Policy['pool']): { kind: string; at: Date } | null {
  if (lead.closedAt)
    return lead.winBackOn ? { kind: 'win-back', at: startOfDay(lead.winBackOn, homeZone) } : null
  if (!turn || lead.pausedAt) return null
  if (!lead.firstFeedbackAt) {
    const mark = firstUndone(lead.marks)
    return mark && { kind: mark.kind, at: new Date(mark.at) }
  }
  return pool && lead.nextStepAt
    ? { kind: 'recycle', at: recycleAt(lead.nextStepAt, lead.protectedUntil, pool) }
    : null
}

export function stopWatching({ lead }: Change): void {
  lead.nextMark = null
  lead.nextMarkAt = null
}

/** Marks of the plan that were due by `at` and are now done. */
export function passMarks(change: Change, at: Date): void {
  const { lead } = change
  const until = at.toISOString()
  lead.marks = lead.marks.map((mark) => {
    if (mark.done || mark.at > until || mark.kind === 'breach') return mark
    change.marks.push({ kind: mark.kind, dueAt: new Date(mark.at), doneAt: at })
    return { ...mark, done: true }
  })
}

/**
 * Counts a breach if the clock ran out by `at`: whoever asks first (the sweep, a late feedback, a recall) writes the
 * same thing, so breaches never depend on when the sweep came by. Once per turn.
 */
export function breach(change: Change, at: Date): boolean {
  const { lead, turn } = change
  if (
    !turn ||
    turn.origin === 'own' ||
    turn.contactedAt ||
    turn.breachedAt ||
    lead.pausedAt ||
    !lead.dueAt ||
    at < lead.dueAt
  )
    return false
  turn.breachedAt = lead.dueAt
  turn.inTime = false
  change.turns.add(turn)
  lead.breachedAt = lead.dueAt
  lead.breaches += 1
  lead.marks = lead.marks.map((mark) => (mark.kind === 'breach' ? { ...mark, done: true } : mark))
  change.marks.push({ kind: 'breach', dueAt: lead.dueAt, doneAt: at })
  tell(change, 'leads.breached', at, { dueAt: lead.dueAt.toISOString() })
  return true
}

/** The person was reached: the clock has done its work. Late counts as a breach all the same. */
export function stopClock(change: Change, at: Date): boolean | null {
  const { lead, turn } = change
  if (!turn || turn.contactedAt) return null
  const late = breach(change, at) || turn.breachedAt !== null
  turn.contactedAt = at
  turn.inTime = !late
  change.turns.add(turn)
  lead.firstFeedbackAt = at
  lead.pausedAt = null
  return !late
}

export function pauseClock(change: Change, at: Date): void {
  change.lead.pausedAt = at
  stopWatching(change)
}

export function resumeClock(change: Change, at: Date, calendar: Calendar, pool: Policy['pool']): void {
  const { lead, turn } = change
  if (lead.pausedAt && !lead.firstFeedbackAt) {
    lead.marks = shiftMarks(lead.marks, lead.pausedAt, at, calendar)
    const due = lead.marks.find((mark) => mark.kind === 'breach')
    if (due && turn) {
      lead.dueAt = new Date(due.at)
      turn.dueAt = lead.dueAt
      change.turns.add(turn)
    }
    if (lead.nextStep === 'first-contact' && lead.dueAt) lead.nextStepAt = lead.dueAt
  }
  lead.pausedAt = null
  reschedule(change, pool)
}
