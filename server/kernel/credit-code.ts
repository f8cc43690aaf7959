/**
 * Unified social credit codes, GB 32100-2015: two characters of registrar, six of division, the nine of the
 * organisation code (GB 11714, with its own check) and a check modulo 31.
 */
export type CreditCodeReading =
  | { ok: true; code: string; divisionCode: string; organisationCode: string }
  | {
      ok: false
      reason: 'empty' | 'length' | 'characters' | 'checksum' | 'organisation'
      suggestion?: string
    }

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
const legal = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/

/** The check character that belongs after these 17. */
export function creditCodeCheck(first17: string): string {
  let sum = 0
  for (let at = 0; at < 17; at++) sum += alphabet.indexOf(first17[at]!) * weights[at]!
  return alphabet[(31 - (sum % 31)) % 31]!
}

/** The check character of an organisation code; letters count A=10 … Z=35 and a remainder of 10 is an X. */
export function organisationCheck(first8: string): string {
  let sum = 0
  for (let at = 0; at < 8; at++) sum += Number.parseInt(first8[at]!, 36) * organisationWeights[at]!
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

/** Reads 18 characters; I, O, S, V and Z do not exist, and I, O, S, Z come back as a suggestion of 1, 0, 5, 2. */
export function readCreditCode(raw: string): CreditCodeReading {
  const code = raw
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-']/g, '')
  if (code === '') return { ok: false, reason: 'empty' }
  if (code.length !== 18) return { ok: false, reason: 'length' }
  if (!legal.test(code)) {
    const suggestion = code.replace(/[IOSZ]/g, (letter) => ({ I: '1', O: '0', S: '5', Z: '2' })[letter]!)
    const right = legal.test(suggestion) && creditCodeCheck(suggestion) === suggestion[17]
    return { ok: false, reason: 'characters', ...(right && { suggestion }) }
  }
  if (creditCodeCheck(code) !== code[17]) return { ok: false, reason: 'checksum' }
  const organisationCode = code.slice(8, 17)
  if (organisationCheck(organisationCode) !== organisationCode[8])
    return { ok: false, reason: 'organisation' }
  return { ok: true, code, divisionCode: code.slice(2, 8), organisationCode }
}
