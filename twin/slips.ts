/** What hands do to data: the mistakes planted in the files, one small function each. */

import type { Draw } from './prng.ts'

/** The number everybody types when a field must be filled. */
export const STOPGAP_PHONE = '13800000000'

export function wrongDigit(text: string, draw: Draw): string {
  const at = draw.between(Math.min(4, text.length - 1), text.length - 1)
  const digit = text.charCodeAt(at) - 48
  if (digit < 0 || digit > 9) return text
  return text.slice(0, at) + ((digit + draw.between(1, 9)) % 10) + text.slice(at + 1)
}

export function swapped(text: string, draw: Draw): string {
  const at = draw.between(3, text.length - 2)
  return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)
}

/** 139 1234 5678, +86…, 139-1234-5678, full width, with a blank: all the same telephone. */
export function dressPhone(phone: string, draw: Draw): string {
  switch (draw.below(6)) {
    case 0:
      return `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`
    case 1:
      return `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`
    case 2:
      return `+86${phone}`
    case 3:
      return `86-${phone}`
    case 4:
      return [...phone].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
    default:
      return `${phone} `
  }
}

export function invalidPhone(phone: string, draw: Draw): string {
  switch (draw.below(4)) {
    case 0:
      return STOPGAP_PHONE
    case 1:
      return phone.slice(0, 10)
    case 2:
      return '11111111111'
    default:
      return `12${phone.slice(2)}`
  }
}

/** Excel turned the ID into a number once: only the first six digits survive. */
export function asFloat(digits: string): string {
  return `${digits[0]}.${digits.slice(1, 6)}E+17`
}

/** What the input hygiene of a VIN field has to undo. */
export function slipVin(vin: string, draw: Draw): string {
  switch (draw.below(4)) {
    case 0:
      return vin.toLowerCase()
    case 1:
      return vin.includes('0') ? vin.replace('0', 'O') : vin.replace('1', 'I')
    case 2:
      return vin.slice(9)
    default:
      return `${vin.slice(0, 3)} ${vin.slice(3, 9)} ${vin.slice(9)}`
  }
}

export function slipPlate(plate: string, draw: Draw): string {
  switch (draw.below(3)) {
    case 0:
      return plate.toLowerCase()
    case 1:
      return `${plate.slice(0, 2)}·${plate.slice(2)}`
    default:
      return `${plate.slice(0, 2)} ${plate.slice(2)}`
  }
}
