import type { Rhythm } from '../../../../contract/boards.ts'

export type When = { rhythm: Rhythm; day: number; hour: number }

/** Hours are Beijing's: the mail is of head office's day, and China has one. */
const aheadMs = 8 * 3_600_000
const dayMs = 86_400_000

/** Midnight in Beijing of the day an instant lies in, as if it were UTC. */
const midnight = (at: Date): number => Math.floor((at.getTime() + aheadMs) / dayMs) * dayMs

/** The latest instant, at or before `now`, at which the mail was due. */
export function latestDue({ rhythm, day, hour }: When, now: Date): Date {
  const local = now.getTime() + aheadMs
  const back = (days: number) => midnight(now) - days * dayMs + hour * 3_600_000
  const due = (at: number) => new Date(at - aheadMs)
  if (rhythm === 'daily') return due(back(0) <= local ? back(0) : back(1))
  if (rhythm === 'weekly') {
    const weekday = new Date(midnight(now)).getUTCDay() || 7
    const since = (weekday - day + 7) % 7
    return due(back(since) <= local ? back(since) : back(since + 7))
  }
  const today = new Date(midnight(now))
  const on = (month: number) => Date.UTC(today.getUTCFullYear(), month, day) + hour * 3_600_000
  const month = today.getUTCMonth()
  return due(on(month) <= local ? on(month) : on(month - 1))
}

/** The first instant after `now` at which it is due. */
export function nextDue(when: When, now: Date): Date {
  const latest = latestDue(when, now)
  const step = when.rhythm === 'daily' ? 1 : when.rhythm === 'weekly' ? 7 : 31
  // A month is 28 to 31 days long: 31 days on is past its next day and before the one after.
  return latestDue(when, new Date(latest.getTime() + step * dayMs))
}

/** Due since it was last queued, or since it was made: nobody is sent what was due before they asked. */
export const isDue = (when: When, since: Date, now: Date): boolean => latestDue(when, now) > since
