type Roll = () => number

const letters = 'abcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'
const misread: [string, string][] = [
  ['m', 'rn'],
  ['rn', 'm'],
  ['cl', 'd'],
  ['d', 'cl'],
  ['l', 'i'],
  ['i', 'l'],
  ['u', 'v'],
  ['v', 'u'],
  ['g', 'q'],
  ['h', 'b'],
  ['e', 'c'],
  ['0', '8'],
  ['1', '7'],
  ['5', '6'],
]

const at = (text: string, roll: Roll): number => Math.floor(roll() * text.length)

/** One slip as FEBRL's generator makes them: insert, delete, substitute, transpose, or misread by a scanner. */
export function slip(text: string, roll: Roll): string {
  if (text.length < 2) return text
  const place = at(text, roll)
  const alphabet = digits.includes(text[place]!) ? digits : letters
  const other = alphabet[at(alphabet, roll)]!
  const kind = roll()
  if (kind < 0.2) return text.slice(0, place) + other + text.slice(place)
  if (kind < 0.4) return text.slice(0, place) + text.slice(place + 1)
  if (kind < 0.65) return text.slice(0, place) + other + text.slice(place + 1)
  if (kind < 0.85) {
    const left = Math.min(place, text.length - 2)
    return text.slice(0, left) + text[left + 1]! + text[left]! + text.slice(left + 2)
  }
  return scan(text, roll)
}

function scan(text: string, roll: Roll): string {
  const first = at('.'.repeat(misread.length), roll)
  for (let step = 0; step < misread.length; step++) {
    const [from, to] = misread[(first + step) % misread.length]!
    if (text.includes(from)) return text.replace(from, to)
  }
  return text
}

const two = (value: number): string => String(value).padStart(2, '0')

/** A date one digit, one day, one year or one swap of day and month away; always a date that exists. */
export function slipDate(dob: string, roll: Roll): string {
  const [year, month, day] = dob.split('-').map(Number) as [number, number, number]
  const kind = roll()
  if (kind < 0.3 && day <= 12) return `${year}-${two(day)}-${two(month)}`
  if (kind < 0.55) return `${year}-${two(month)}-${two(day > 27 ? day - 1 : day + 1)}`
  if (kind < 0.75) return `${year + (roll() < 0.5 ? -1 : 1)}-${two(month)}-${two(Math.min(day, 28))}`
  if (kind < 0.9) return `${year}-${two((month % 12) + 1)}-${two(Math.min(day, 28))}`
  return `${year + (roll() < 0.5 ? -10 : 10)}-${two(month)}-${two(Math.min(day, 28))}`
}
