/** Numbers as Excel stores them turned into the text a person would have typed. */

const dayMs = 86_400_000
const epoch1900 = Date.UTC(1899, 11, 30)
const epoch1904 = Date.UTC(1904, 0, 1)

/** Built-in formats that show dates or times; 27 to 36 and 50 to 58 are the Chinese and Japanese ones. */
const dateFormatIds = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47])

export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return dateFormatIds.has(id) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
  const letters = code
    .split(';', 1)[0]!
    .replace(/"[^"]*"?|\\.|[_*].|\[[^\]]*\]?/g, '')
    .replace(/general/i, '')
  return /[ymdhs]/i.test(letters)
}

/**
 * `2026-11-22`, `2026-11-22T10:22:00`, or `10:22:00` for a bare time. Rounded to the second, since a serial
 * number cannot say 10:22:00 exactly. Serials below 60 are a day off: Excel believes in 29 February 1900.
 */
export function isoOfSerial(serial: number, startsIn1904: boolean): string | null {
  if (!(serial >= 0 && serial < 2_958_466)) return null
  const shift = !startsIn1904 && serial >= 1 && serial < 60 ? 1 : 0
  const seconds = Math.round((serial + shift) * 86_400)
  const date = new Date((startsIn1904 ? epoch1904 : epoch1900) + seconds * 1000)
  const iso = date.toISOString().slice(0, 19)
  if (serial < 1 && !startsIn1904) return iso.slice(11)
  return (seconds * 1000) % dayMs === 0 ? iso.slice(0, 10) : iso
}

/**
 * A number without exponent or binary dust: 15 significant digits are all Excel keeps, so
 * `0.30000000000000004` is 0.3 and `1.38001380001E+10` is the phone number it was.
 */
export function plainNumber(raw: string): string {
  if (/^-?\d{1,15}$/.test(raw)) return raw
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  const text = String(Number(value.toPrecision(15)))
  if (!text.includes('e')) return text
  return Math.abs(value) >= 1 ? BigInt(Math.trunc(value)).toString() : value.toFixed(20).replace(/0+$/, '')
}
