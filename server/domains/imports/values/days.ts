import { fault, type Reader } from './reading.ts'

/** Days and instants as files hold them. A time without a zone is Beijing time: China has had one since 1991. */
const zoneMs = 8 * 3_600_000
const dayMs = 86_400_000
const excelEpoch = Date.UTC(1899, 11, 30)

// 2026-11-14 · 2026/11/4 · 2026.11.14 · 2026年11月14日 · with or without a time and a zone
const yearFirst =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2})[::时](\d{1,2})(?:[::分](\d{1,2})(?:\.\d+)?秒?)?分?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?$/
const compact = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/
const serial = /^(\d{5})(\.\d+)?$/

type Parts = { year: number; month: number; day: number; ms: number; offsetMs: number }

function partsOf(text: string): Parts | null {
  const first = yearFirst.exec(text) ?? compact.exec(text)
  if (first) return partsFrom(first[1]!, first[2]!, first[3]!, first.slice(4, 7), first[7])
  const last = yearLast.exec(text)
  if (last) {
    // 14/11/2026 can only be read one way, 04/11/2026 cannot: better a question than a wrong birthday.
    const [a, b] = [Number(last[1]), Number(last[2])]
    if (a > 12) return partsFrom(last[3]!, last[2]!, last[1]!, last.slice(4, 7), undefined)
    if (b > 12 || a === b) return partsFrom(last[3]!, last[1]!, last[2]!, last.slice(4, 7), undefined)
    return null
  }
  const excel = serial.exec(text)
  if (!excel || Number(excel[1]) < 10_000 || Number(excel[1]) > 80_000) return null
  const at = new Date(excelEpoch + Math.round(Number(text) * 86_400) * 1000)
  const midnight = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate())
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    ms: at.getTime() - midnight,
    offsetMs: zoneMs,
  }
}

function partsFrom(
  year: string,
  month: string,
  day: string,
  time: (string | undefined)[],
  zone: string | undefined,
): Parts | null {
  const [hour, minute, second] = time.map((part) => Number(part ?? 0)) as [number, number, number]
  const parts = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    ms: ((hour * 60 + minute) * 60 + second) * 1000,
    offsetMs: offsetOf(zone),
  }
  const at = new Date(Date.UTC(parts.year, parts.month - 1, parts.day))
  const real = at.getUTCMonth() === parts.month - 1 && at.getUTCDate() === parts.day
  return real && hour < 24 && minute < 60 && second < 60 ? parts : null
}

function offsetOf(zone: string | undefined): number {
  if (!zone) return zoneMs
  if (zone.toUpperCase() === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

const unreadable = fault(
  'not-a-date',
  '日期读不懂，请写成 2026-11-14',
  'Not a date; write it like 2026-11-14',
)
const unreadableTime = fault(
  'not-a-time',
  '时间读不懂，请写成 2026-11-14 10:22',
  'Not a time; write it like 2026-11-14 10:22',
)
const ahead = fault('in-the-future', '时间在将来', 'It lies in the future')
const early = fault('too-early', '早于 1900 年', 'Earlier than 1900')

/** `2026-11-14`. The day as written: a zone does not move a birthday. */
export const day: Reader = (raw) => {
  const parts = partsOf(raw.trim().normalize('NFKC'))
  if (!parts) return unreadable
  if (parts.year < 1900 || parts.year > 2200) return early
  return { value: `${parts.year}-${two(parts.month)}-${two(parts.day)}` }
}

export const pastDay: Reader = (raw, now) => {
  const reading = day(raw, now)
  if (reading?.value === undefined) return reading
  return (reading.value as string) > new Date(now.getTime() + zoneMs).toISOString().slice(0, 10)
    ? ahead
    : reading
}

/** ISO instant in UTC. */
export const instant: Reader = (raw) => {
  const parts = partsOf(raw.trim().normalize('NFKC'))
  if (!parts) return unreadableTime
  if (parts.year < 1900 || parts.year > 2200) return early
  const at = Date.UTC(parts.year, parts.month - 1, parts.day) + parts.ms - parts.offsetMs
  return { value: new Date(at).toISOString() }
}

export const pastInstant: Reader = (raw, now) => {
  const reading = instant(raw, now)
  if (reading?.value === undefined) return reading
  // Files of the same day are often written by a clock a little ahead.
  return Date.parse(reading.value as string) > now.getTime() + dayMs / 24 ? ahead : reading
}

const two = (value: number) => String(value).padStart(2, '0')
