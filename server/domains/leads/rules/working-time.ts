import { Temporal } from 'temporal-polyfill'
import type { OpenHours } from '../../../../contract/policy.ts'
import { day, hour } from '../../../kernel/clock.ts'

/** How time passes for a dealer: every hour of every day, or only the open hours of working days. */
export type Calendar = {
  mode: 'calendar' | 'working'
  /** The hours of a day that is worked although its weekday is not: make-up days 调休. */
  usual: OpenHours
  /** Monday to Sunday; null is closed. */
  week: readonly (OpenHours | null)[]
  zone: string
  /** Day -> worked? Public holidays false, make-up days true; other days follow the week. */
  holidays: ReadonlyMap<string, boolean>
}

const lengthOf = ({ opensHour, closesHour }: OpenHours): number => (closesHour - opensHour) * hour

/**
 * How much counted time a "day" of the policy is. In a week of unlike days it is their mean: as many policy days as the
 * week has open ones are exactly one week.
 */
export const dayMs = ({ mode, week, usual }: Calendar): number => {
  if (mode === 'calendar') return day
  const open = week.filter((hours) => hours !== null)
  if (open.length === 0) return lengthOf(usual)
  return open.reduce((sum, hours) => sum + lengthOf(hours), 0) / open.length
}

/** Guards a policy under which time never passes (a year of holidays). */
const farthestDays = 1500

function openOn(date: Temporal.PlainDate, { holidays, usual, week }: Calendar): OpenHours | null {
  const said = holidays.get(date.toString())
  if (said === false) return null
  return said === true ? usual : (week[date.dayOfWeek - 1] ?? null)
}

/** The open hours of a day as instants; null when it is not worked. */
function hoursOf(date: Temporal.PlainDate, calendar: Calendar): { opens: number; closes: number } | null {
  const hours = openOn(date, calendar)
  if (!hours) return null
  const at = (time: number) =>
    time === 24
      ? date.add({ days: 1 }).toZonedDateTime(calendar.zone).epochMilliseconds
      : date.toZonedDateTime({
          timeZone: calendar.zone,
          plainTime: Temporal.PlainTime.from({ hour: Math.floor(time), minute: (time % 1) * 60 }),
        }).epochMilliseconds
  return { opens: at(hours.opensHour), closes: at(hours.closesHour) }
}

const dateIn = (at: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()

/** The instant at which `counted` milliseconds of counted time have passed since `from`. */
export function addCounted(from: Date, counted: number, calendar: Calendar): Date {
  if (calendar.mode === 'calendar') return new Date(from.getTime() + counted)
  let left = Math.max(0, counted)
  let date = dateIn(from.getTime(), calendar.zone)
  for (let step = 0; step < farthestDays; step++) {
    const hours = hoursOf(date, calendar)
    if (hours) {
      const start = Math.max(hours.opens, from.getTime())
      const open = hours.closes - start
      if (open >= left && open >= 0) return new Date(start + left)
      if (open > 0) left -= open
    }
    date = date.add({ days: 1 })
  }
  return new Date(from.getTime() + farthestDays * day)
}

/** Counted milliseconds between two instants; zero when `to` is not after `from`. */
export function countedBetween(from: Date, to: Date, calendar: Calendar): number {
  if (to <= from) return 0
  if (calendar.mode === 'calendar') return to.getTime() - from.getTime()
  let counted = 0
  let date = dateIn(from.getTime(), calendar.zone)
  const last = dateIn(to.getTime(), calendar.zone)
  for (let step = 0; step < farthestDays && Temporal.PlainDate.compare(date, last) <= 0; step++) {
    const hours = hoursOf(date, calendar)
    if (hours)
      counted += Math.max(0, Math.min(hours.closes, to.getTime()) - Math.max(hours.opens, from.getTime()))
    date = date.add({ days: 1 })
  }
  return counted
}

/** The start of a calendar day in a zone: when a win-back date or a next-step day begins. */
export const startOfDay = (on: string, zone: string): Date =>
  new Date(Temporal.PlainDate.from(on).toZonedDateTime(zone).epochMilliseconds)

export const dayIn = (at: Date, zone: string): string => dateIn(at.getTime(), zone).toString()
