import { Temporal } from 'temporal-polyfill'

const clock = String.raw`(?:[T ,]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?)?`
const zone = String.raw`\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{0,2})?)?(?:\s*\([^)]*\))?`
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

type Read = { year: string; month: string; day: string; rest: (string | undefined)[] }
type Form = { pattern: RegExp; read: (m: RegExpExecArray) => Read }

/** The spellings seen in mail, most common first; each is anchored, so text with words in it never matches. */
const forms: Form[] = [
  {
    pattern: new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${clock}${zone}$`),
    read: (m) => ({ year: m[1]!, month: m[2]!, day: m[3]!, rest: m.slice(4) }),
  },
  {
    pattern: new RegExp(`^(\\d{4})年(\\d{1,2})月(\\d{1,2})日?${clock.replace('[T ,]+', '[T ,]*')}${zone}$`),
    read: (m) => ({ year: m[1]!, month: m[2]!, day: m[3]!, rest: m.slice(4) }),
  },
  {
    pattern: new RegExp(`^(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4})${clock}${zone}$`),
    read: (m) => {
      const isDayFirst = Number(m[1]) > 12
      return {
        year: m[3]!,
        month: isDayFirst ? m[2]! : m[1]!,
        day: isDayFirst ? m[1]! : m[2]!,
        rest: m.slice(4),
      }
    },
  },
  {
    pattern: /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?()(Z|[+-]\d{2}:?\d{2})?)?$/,
    read: (m) => ({ year: m[1]!, month: m[2]!, day: m[3]!, rest: m.slice(4) }),
  },
  {
    pattern: new RegExp(`^(?:[A-Za-z]{3,9}, *)?(\\d{1,2}) ([A-Za-z]{3})[a-z]*\\.? (\\d{4})${clock}${zone}$`),
    read: (m) => ({ year: m[3]!, month: monthOf(m[2]!), day: m[1]!, rest: m.slice(4) }),
  },
  {
    pattern: new RegExp(
      `^(?:[A-Za-z]{3,9},? +)?([A-Za-z]{3})[a-z]*\\.? (\\d{1,2}),? (\\d{4})${clock}${zone}$`,
    ),
    read: (m) => ({ year: m[3]!, month: monthOf(m[1]!), day: m[2]!, rest: m.slice(4) }),
  },
]

const strictIso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/

/** ISO 8601 with a zone, which every receiver reads alike. */
export function isStrictIso(text: string): boolean {
  return strictIso.test(text)
}

/** The instant in UTC, or null. Times without a zone are the dealer's; a day alone is its midnight. */
export function readAdfDate(text: string, zoneId: string): string | null {
  if (text.length > 64) return null
  try {
    if (isStrictIso(text)) return Temporal.Instant.from(text).toString()
    for (const form of forms) {
      const match = form.pattern.exec(text.trim())
      if (match) return instantOf(form.read(match), zoneId)
    }
  } catch {
    // 31 February, 25:00 or a zone of +99: not a time.
  }
  return null
}

function instantOf(read: Read, zoneId: string): string {
  const [hourText, minuteText, secondText, half, offset] = read.rest
  const local = Temporal.PlainDateTime.from(
    {
      year: Number(read.year),
      month: Number(read.month),
      day: Number(read.day),
      hour: hourOf(Number(hourText ?? 0), half),
      minute: Number(minuteText ?? 0),
      second: Number(secondText ?? 0),
    },
    { overflow: 'reject' },
  )
  return local
    .toZonedDateTime(zoneOf(offset) ?? zoneId)
    .toInstant()
    .toString()
}

function hourOf(hour: number, half: string | undefined): number {
  if (!half) return hour
  if (hour < 1 || hour > 12) throw new RangeError('hour')
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
}

/** `-08:0`, `+8`, `0800`: senders drop digits; what is left is hours first. */
function zoneOf(offset: string | undefined): string | null {
  if (!offset) return null
  if (/^[A-Z]/.test(offset)) return 'UTC'
  const parts = /^([+-])(\d{1,2}):?(\d{0,2})$/.exec(offset)!
  return `${parts[1]}${parts[2]!.padStart(2, '0')}:${parts[3]!.padEnd(2, '0')}`
}

function monthOf(word: string): string {
  return String(months.indexOf(word.toLowerCase()) + 1)
}
