/**
 * Resident identity numbers, GB 11643-1999: six digits of division, eight of birth, three of order (odd = male)
 * and a check of ISO 7064 MOD 11-2. Sensitive personal information: keep encrypted, show masked.
 */
export type ResidentIdReading =
  | { ok: true; id18: string; birthOn: string; sex: 'male' | 'female'; divisionCode: string }
  | { ok: false; reason: 'empty' | 'length' | 'characters' | 'division' | 'birth' | 'checksum' }

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
// Districts come and go and old numbers keep the old code, so only the province is checked. 81-83 are the
// residence permits of Hong Kong, Macao and Taiwan residents; 91 is the former foreigner's permanent permit.
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
    ' ',
  ),
)

/** The check character that belongs after these 17 digits. */
export function residentIdCheck(first17: string): string {
  let sum = 0
  for (let at = 0; at < 17; at++) sum += Number(first17[at]) * weights[at]!
  return '10X98765432'[sum % 11]!
}

/** Reads 18 characters, or the 15 digits of before 1999, which it upgrades (born 19xx). */
export function readResidentId(raw: string): ResidentIdReading {
  const text = raw
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-']/g, '')
  if (text === '') return { ok: false, reason: 'empty' }
  if (text.length !== 18 && text.length !== 15) return { ok: false, reason: 'length' }
  if (!(text.length === 18 ? /^\d{17}[\dX]$/ : /^\d{15}$/).test(text))
    return { ok: false, reason: 'characters' }
  const first17 = text.length === 18 ? text.slice(0, 17) : `${text.slice(0, 6)}19${text.slice(6)}`
  const id18 = text.length === 18 ? text : first17 + residentIdCheck(first17)
  if (!provinces.has(id18.slice(0, 2))) return { ok: false, reason: 'division' }
  const birthOn = `${id18.slice(6, 10)}-${id18.slice(10, 12)}-${id18.slice(12, 14)}`
  if (!isDay(birthOn)) return { ok: false, reason: 'birth' }
  if (id18[17] !== residentIdCheck(first17)) return { ok: false, reason: 'checksum' }
  const sex = Number(id18[16]) % 2 === 1 ? 'male' : 'female'
  return { ok: true, id18, birthOn, sex, divisionCode: id18.slice(0, 6) }
}

function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`)
  return day >= '1800' && day < '2100' && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

/** '3301**********002X'. */
export const maskResidentId = (id18: string): string =>
  `${id18.slice(0, 4)}${'*'.repeat(Math.max(0, id18.length - 8))}${id18.slice(-4)}`

/**
 * A number that came masked, '330***********1234' or '3301****123X', as 18 characters; null when it is none. Less than three
 * digits in front or four at the end says too little to be held against another.
 */
export function readMaskedResidentId(raw: string): string | null {
  const text = raw
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-']/g, '')
  const [whole, start = '', end = ''] = /^(\d{3,10})[*×•●]{3,}(\d{3,7}[\dX])$/.exec(text) ?? []
  if (!whole || text.length > 18 || !provinces.has(text.slice(0, 2))) return null
  const hidden = 18 - start.length - end.length
  return hidden < 3 ? null : `${start}${'*'.repeat(hidden)}${end}`
}
