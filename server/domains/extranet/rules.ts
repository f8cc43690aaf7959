import { Temporal } from 'temporal-polyfill'
import type { DailyCount } from '../../../contract/extranet.ts'

/** A day's report is due at noon of the next day, where the dealer is. */
export const dueAt = (day: string, zone: string): Date =>
  new Date(
    Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime({ timeZone: zone, plainTime: '12:00' })
      .epochMilliseconds,
  )

export const isLate = (day: string, zone: string, reportedAt: Date): boolean => reportedAt > dueAt(day, zone)

/** How many days back a dealer may report or correct, today not counted. */
export const openDays = 7
export const longestMatrix = 31
export const longestCalendar = 62

export const todayIn = (zone: string, now: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString()

export function entryOf(day: string, zone: string, now: Date): 'open' | 'ahead' | 'closed' {
  const today = todayIn(zone, now)
  if (day > today) return 'ahead'
  return Temporal.PlainDate.from(day).add({ days: openDays }).toString() < today ? 'closed' : 'open'
}

export function stateOf(
  day: string,
  zone: string,
  report: { late: boolean } | null,
  now: Date,
): DailyCount['state'] {
  if (report) return report.late ? 'late' : 'reported'
  return now > dueAt(day, zone) ? 'missing' : 'waiting'
}

/** The days from `from` to `to`, both included; null when there are more than `most` or none. */
export function daysBetween(from: string, to: string, most: number): string[] | null {
  const first = Temporal.PlainDate.from(from)
  const count = first.until(to, { largestUnit: 'days' }).days + 1
  if (count < 1 || count > most) return null
  return Array.from({ length: count }, (_, at) => first.add({ days: at }).toString())
}

export const dayBefore = (day: string): string =>
  Temporal.PlainDate.from(day).subtract({ days: 1 }).toString()

/** Where a list crosses zones, days that are over are told by head office's clock. */
export const officeZone = 'Asia/Shanghai'

/** Reminders go out in the morning, while noon can still be met. */
export const remindHour = 9
export const remindsNow = (zone: string, now: Date): boolean =>
  Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).hour >= remindHour
