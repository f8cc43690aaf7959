/**
 * Vehicle identification numbers, ISO 3779 / GB 16735-2019. The check digit is compulsory in China and North
 * America and absent in Europe, so a legal VIN is never refused for it: it is flagged. It catches 94.5 % of
 * single-character slips (A, J and 1 share a value), so master data still has the last word.
 */
export type VinRegion =
  | 'china'
  | 'north-america'
  | 'japan'
  | 'korea'
  | 'asia'
  | 'europe'
  | 'africa'
  | 'oceania'
  | 'south-america'

export type VinReading =
  | {
      ok: true
      vin: string
      checkDigit: 'valid' | 'wrong' | 'absent-or-wrong'
      modelYearCandidates: number[]
      region: VinRegion
      /** The only one-character misreading (B/8, S/5, Z/2 …) that would make the check digit right. */
      suggestion?: string
    }
  | { ok: false; reason: 'empty' | 'length' | 'characters'; suggestion?: string }

const values: Record<string, number> = {}
for (const [at, character] of [...'0123456789'].entries()) values[character] = at
for (const [at, character] of [...'ABCDEFGH'].entries()) values[character] = at + 1
for (const [at, character] of [...'JKLMN'].entries()) values[character] = at + 1
for (const [at, character] of [...'STUVWXYZ'].entries()) values[character] = at + 2
values.P = 7
values.R = 9

const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
const yearCodes = 'ABCDEFGHJKLMNPRSTVWXY123456789'
const confusions: Record<string, string> = {
  B: '8',
  8: 'B',
  S: '5',
  5: 'S',
  Z: '2',
  2: 'Z',
  G: '6',
  6: 'G',
  D: '0',
  0: 'D',
}

/** The character that belongs at position 9 of these 17 (whatever stands there now is ignored). */
export function vinCheckDigit(vin17: string): string {
  let sum = 0
  for (let at = 0; at < 17; at++) sum += (values[vin17[at]!] ?? Number.NaN) * weights[at]!
  if (Number.isNaN(sum)) throw new RangeError(`not a legal VIN: ${vin17}`)
  return sum % 11 === 10 ? 'X' : String(sum % 11)
}

/** Reads a typed or scanned VIN; model years after `latestModelYear` are left out of the candidates. */
export function readVin(raw: string, latestModelYear = 2039): VinReading {
  const vin = raw
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―_.*]/g, '')
  if (vin === '') return { ok: false, reason: 'empty' }
  if (vin.length !== 17) return { ok: false, reason: 'length' }
  if (!/^[0-9A-HJ-NPR-Z]{17}$/.test(vin)) return illegal(vin)
  const region = regionOf(vin)
  const modelYearCandidates = modelYears(vin, region).filter((year) => year <= latestModelYear)
  if (vinCheckDigit(vin) === vin[8])
    return { ok: true, vin, checkDigit: 'valid', modelYearCandidates, region }
  const compulsory = region === 'china' || region === 'north-america'
  const reading = { ok: true, vin, modelYearCandidates, region } as const
  if (!compulsory) return { ...reading, checkDigit: 'absent-or-wrong' }
  const suggestion = misreading(vin)
  return { ...reading, checkDigit: 'wrong', ...(suggestion && { suggestion }) }
}

function illegal(vin: string): VinReading {
  const suggestion = vin.replace(/[OQ]/g, '0').replaceAll('I', '1')
  const legal = /^[0-9A-HJ-NPR-Z]{17}$/.test(suggestion)
  return { ok: false, reason: 'characters', ...(legal && { suggestion }) }
}

function misreading(vin: string): string | undefined {
  const repaired: string[] = []
  for (let at = 0; at < 17; at++) {
    const other = confusions[vin[at]!]
    if (!other) continue
    const candidate = vin.slice(0, at) + other + vin.slice(at + 1)
    if (vinCheckDigit(candidate) === candidate[8]) repaired.push(candidate)
  }
  return repaired.length === 1 ? repaired[0] : undefined
}

/** Position 10 repeats every 30 years; in North America a letter at position 7 means 2010 or later. */
function modelYears(vin: string, region: VinRegion): number[] {
  const at = yearCodes.indexOf(vin[9]!)
  if (at === -1) return []
  if (region !== 'north-america') return [1980 + at, 2010 + at]
  return /[A-Z]/.test(vin[6]!) ? [2010 + at] : [1980 + at]
}

function regionOf(vin: string): VinRegion {
  const zone = vin[0]!
  if ('LH'.includes(zone)) return 'china'
  if ('12345'.includes(zone)) return 'north-america'
  if (zone === 'J') return 'japan'
  if (zone === 'K') return /^K[L-R]/.test(vin) ? 'korea' : 'asia'
  if (zone >= 'S') return 'europe'
  if (zone >= 'M') return 'asia'
  if (zone >= 'A') return 'africa'
  if ('67'.includes(zone)) return 'oceania'
  return '89'.includes(zone) ? 'south-america' : 'north-america'
}
