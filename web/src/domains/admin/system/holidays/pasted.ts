import type { Holiday } from '../../../../../../contract/dealers.ts'

export type Pasted = { items: Holiday[]; faults: { line: number; text: string; fault: Fault }[] }
export type Fault = 'no-date' | 'no-such-day' | 'other-year' | 'too-long'

const dateShape = String.raw`(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?`
const lineShape = new RegExp(
  String.raw`^\s*${dateShape}(?:\s*(?:至|到|~|～|—|–|-|to)\s*(?:(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*)?(\d{1,2})\s*日?(?!\d))?[\s,，;；:：、\t]*(.*)$`,
)
const dayMs = 86_400_000
/** A holiday of China lasts nine days at most; whoever pastes a longer range has mistyped it. */
const mostDays = 31

const isoOf = (year: number, month: number, day: number): string | undefined => {
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.toISOString().slice(0, 10) : undefined
}
const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/** 上班 is worked, 放假 is not; 调休 alone means the one that differs from the week. */
const isWorking = (day: string, words: string) => {
  if (/上班|补班|调班|班$|make-?up|working/i.test(words)) return true
  if (/放假|休假|休息|补休|off|closed/i.test(words)) return false
  return /调休/.test(words) && isWeekend(day)
}

const daysFrom = (first: string, last: string): string[] => {
  const count = (Date.parse(last) - Date.parse(first)) / dayMs + 1
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * dayMs).toISOString().slice(0, 10),
  )
}

const readLine = (text: string, year: number, unnamed: string): Holiday[] | Fault => {
  const [, ownYear, month, day, lastYear, lastMonth, lastDay, rest = ''] = lineShape.exec(text) ?? []
  if (!month || !day) return 'no-date'
  const from = Number(ownYear ?? year)
  const first = isoOf(from, Number(month), Number(day))
  const last = lastDay ? isoOf(Number(lastYear ?? from), Number(lastMonth ?? month), Number(lastDay)) : first
  if (!first || !last) return 'no-such-day'
  if (!first.startsWith(`${year}-`) || !last.startsWith(`${year}-`)) return 'other-year'
  const days = last >= first ? daysFrom(first, last) : []
  if (days.length === 0 || days.length > mostDays) return 'no-such-day'
  // (星期六) says nothing the date does not say.
  const words = rest.replace(/[(（](?:星期|周)[一二三四五六日天][)）]/g, '').trim()
  if (words.length > 40) return 'too-long'
  return days.map((one) => ({ day: one, working: isWorking(one, words), name: words || unnamed }))
}

/** A list as it is published or kept in a table: a date or a range and a name in each line. The last word on a day counts. */
export const readPasted = (text: string, year: number, unnamed: string): Pasted => {
  const days = new Map<string, Holiday>()
  const faults: Pasted['faults'] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (!line.trim()) continue
    const read = readLine(line.trim(), year, unnamed)
    if (typeof read === 'string') faults.push({ line: index + 1, text: line.trim(), fault: read })
    else for (const item of read) days.set(item.day, item)
  }
  return { items: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)), faults }
}
