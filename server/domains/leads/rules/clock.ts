import type { Policy } from '../../../../contract/policy.ts'
import { addCounted, type Calendar, countedBetween, dayMs } from './working-time.ts'

/** One thing the clock does on the way. `done` marks stay in the plan, so that the screen can draw them. */
export type Mark = { kind: 'remind' | 'copy' | 'breach'; at: string; done?: true }

/** The marks of one turn, in order; the last one is the breach and its time is the due time. */
export function planMarks(from: Date, clock: Policy['clock'], calendar: Calendar): Mark[] {
  const at = (days: number) => addCounted(from, days * dayMs(calendar), calendar).toISOString()
  const reminders = clock.remindDays
    .filter((days) => days < clock.breachDay)
    .map((days): Mark => ({ kind: 'remind', at: at(days) }))
  const copy: Mark[] = clock.copyDay < clock.breachDay ? [{ kind: 'copy', at: at(clock.copyDay) }] : []
  return [...reminders, ...copy, { kind: 'breach' as const, at: at(clock.breachDay) }].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )
}

export const dueOf = (marks: readonly Mark[]): Date | null => {
  const breach = marks.find((mark) => mark.kind === 'breach')
  return breach ? new Date(breach.at) : null
}

export const firstUndone = (marks: readonly Mark[]): Mark | null => marks.find((mark) => !mark.done) ?? null

/** Resuming after a pause moves every mark not yet done by the counted time that was left when it stopped. */
export function shiftMarks(
  marks: readonly Mark[],
  pausedAt: Date,
  resumedAt: Date,
  calendar: Calendar,
): Mark[] {
  return marks.map((mark) => {
    if (mark.done) return mark
    const left = countedBetween(pausedAt, new Date(mark.at), calendar)
    return { ...mark, at: addCounted(resumedAt, left, calendar).toISOString() }
  })
}

export const calendarOf = (
  clock: Policy['clock'],
  zone: string,
  holidays: ReadonlyMap<string, boolean>,
): Calendar => ({
  mode: clock.mode,
  opensHour: clock.opensHour,
  closesHour: Math.max(clock.closesHour, clock.opensHour + 1),
  zone,
  holidays,
})
