/**
 * The twin keeps China's wall clock: a day is a whole number since 1970-01-01, a moment is day * 86400 + second
 * of that day in +08:00. There is no daylight saving, so no time-zone library is needed and every sum is exact.
 */

export const DAY = 86400
export const HOUR = 3600

const dayTexts = new Map<number, string>()

/** 2026-11-14. Kept in a cache: the same thirty thousand days are printed many million times. */
export function dayText(day: number): string {
  let text = dayTexts.get(day)
  if (text === undefined) {
    text = new Date(day * DAY * 1000).toISOString().slice(0, 10)
    dayTexts.set(day, text)
  }
  return text
}

export function parseDay(text: string): number {
  const milliseconds = Date.parse(`${text}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(milliseconds)) {
    throw new Error(`not a day: ${text} (write it like 2026-11-22)`)
  }
  return milliseconds / 1000 / DAY
}

/** Whole months back, keeping the day of the month where it exists. */
export function monthsBefore(day: number, months: number): number {
  const date = new Date(day * DAY * 1000)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, date.getUTCDate()) / 1000 / DAY
}

const pairs = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))

export function pair(value: number): string {
  return pairs[value] as string
}

export function dayOf(at: number): number {
  return Math.floor(at / DAY)
}

function clockText(at: number): string {
  const second = at - dayOf(at) * DAY
  return `${pair(Math.floor(second / HOUR))}:${pair(Math.floor(second / 60) % 60)}:${pair(second % 60)}`
}

/** 2026-11-14T10:22:31+08:00; empty when it has not happened. */
export function isoText(at: number): string {
  return at < 0 ? '' : `${dayText(dayOf(at))}T${clockText(at)}+08:00`
}

/** 2026/11/14 10:22, as dialect B's system prints it. */
export function slashText(at: number): string {
  if (at < 0) return ''
  return `${dayText(dayOf(at)).replaceAll('-', '/')} ${clockText(at).slice(0, 5)}`
}

export function dayTextOrEmpty(day: number): string {
  return day < 0 ? '' : dayText(day)
}

/** 0 is Sunday; 1970-01-01 was a Thursday. */
export function weekday(day: number): number {
  return (day + 4) % 7
}

/** The first days of every month that touches [from, to), the first one being `from` itself. */
export function monthStarts(from: number, to: number): number[] {
  const starts = [from]
  for (let day = from + 1; day < to; day++) if (dayText(day).endsWith('-01')) starts.push(day)
  return starts
}

const ENQUIRY_WEEK = [1.22, 0.92, 0.88, 0.9, 0.93, 1.0, 1.28]
const SHOWROOM_WEEK = [1.65, 0.78, 0.74, 0.75, 0.8, 0.93, 1.72]
const YEAR = [0.92, 0.68, 1.0, 0.97, 1.02, 1.0, 0.9, 0.93, 1.13, 1.1, 1.12, 1.23]

function monthWeight(day: number): number {
  return YEAR[Number(dayText(day).slice(5, 7)) - 1] as number
}

/** How many people enquire on this day, relative to an average one. */
export function enquiryWeight(day: number): number {
  return (ENQUIRY_WEEK[weekday(day)] as number) * monthWeight(day)
}

/** How many walk into a showroom; the weekend is stronger than on the web. */
export function showroomWeight(day: number): number {
  return (SHOWROOM_WEEK[weekday(day)] as number) * monthWeight(day)
}
