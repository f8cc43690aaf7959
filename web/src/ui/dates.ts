import type { Texts } from '../app/i18n.ts'
import { fill } from './fill.ts'

export type DateWords = Texts['ui']['date']
export type SpanWords = Texts['ui']['span']

/** The network lies in one zone; a dealer abroad would bring its own. */
export const houseZone = 'Asia/Shanghai'

type Parts = { year: number; month: number; day: number; weekday: number; time: string; iso: string }

const formats = new Map<string, Intl.DateTimeFormat>()
const formatFor = (zone: string) => {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(zone, made)
  return made
}

/** An instant as it reads on the wall of the zone. */
export const partsOf = (at: string | number | Date, zone = houseZone): Parts => {
  const found = Object.fromEntries(
    formatFor(zone)
      .formatToParts(new Date(at))
      .map((part) => [part.type, part.value]),
  )
  const iso = `${found.year}-${found.month}-${found.day}`
  return { ...partsOfDay(iso), time: `${found.hour}:${found.minute}` }
}

export const partsOfDay = (day: string): Parts => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay()
  return { year, month, day: date, weekday, time: '', iso: day.slice(0, 10) }
}

export const dayOf = (at: string | number | Date, zone = houseZone) => partsOf(at, zone).iso

const named = (parts: Parts, words: DateWords) => ({
  ...parts,
  monthName: words.months.split(' ')[parts.month - 1] ?? '',
})

type Style = { short?: boolean; time?: boolean; zone?: string }

/** `2026年11月22日`, `22 Nov 2026`; `short` leaves the year out. */
export const dayWords = (day: string, words: DateWords, { short = false }: Style = {}): string =>
  fill(short ? words.short : words.day, named(partsOfDay(day), words))

export const monthWords = (month: string, words: DateWords): string =>
  fill(words.month, named(partsOfDay(`${month.slice(0, 7)}-01`), words))

export const weekdayWords = (day: string, words: DateWords): string =>
  words.weekdays.split(' ')[partsOfDay(day).weekday] ?? ''

/** `2026年11月22日 14:26`, `22 Nov 2026, 14:26`. */
export const instantWords = (at: string | number | Date, words: DateWords, style: Style = {}): string => {
  const parts = partsOf(at, style.zone)
  const day = dayWords(parts.iso, words, style)
  return style.time === false ? day : fill(words.withTime, { day, time: parts.time })
}

const minuteMs = 60_000

/** At most two units, the smaller left out when it is nothing: `1天3小时`, `1 d 3 h`, `47分`. */
export const spanWords = (milliseconds: number, words: SpanWords): string => {
  const total = Math.max(1, Math.floor(Math.abs(milliseconds) / minuteMs))
  const days = Math.floor(total / 1440)
  const hours = Math.floor((total % 1440) / 60)
  const minutes = total % 60
  const units: [number, string][] =
    days > 0
      ? [
          [days, words.days],
          [hours, words.hours],
        ]
      : [
          [hours, words.hours],
          [minutes, words.minutes],
        ]
  return units
    .filter(([n]) => n > 0)
    .map(([n, text]) => fill(text, { n }))
    .join(words.join)
}

/** `3天前`, `in 2 h`. */
export const relativeWords = (
  at: string | number | Date,
  now: number,
  words: DateWords,
  spans: SpanWords,
): string => {
  const away = new Date(at).getTime() - now
  if (Math.abs(away) < minuteMs) return words.justNow
  return fill(away < 0 ? words.ago : words.ahead, { time: spanWords(away, spans) })
}
