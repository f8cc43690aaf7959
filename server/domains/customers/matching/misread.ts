import { readMaskedResidentId, readResidentId, residentIdCheck } from '../../../kernel/resident-id.ts'

/**
 * ID numbers with a slip. The check digit (ISO 7064 MOD 11-2) catches every wrong digit and every two neighbours in the
 * wrong order, so two valid numbers are never one slip apart: one of the two sides must be invalid, and only that one
 * needs more than its one-way form. It is kept with the valid numbers it may have been meant as; whoever has one of
 * those is one slip away. Nothing is added for valid numbers, which are all but one in a hundred.
 */
export function meantBy(id18: string): string[] {
  const meant = new Set<string>()
  const consider = (text: string) => {
    if (text[17] === residentIdCheck(text.slice(0, 17)) && readResidentId(text).ok) meant.add(text)
  }
  for (let at = 0; at < 18; at++) {
    const [before, after] = [id18.slice(0, at), id18.slice(at + 1)]
    for (const digit of at === 17 ? '0123456789X' : '0123456789') consider(before + digit + after)
    const next = id18[at + 1]
    if (next && next !== 'X') consider(before + next + id18[at] + id18.slice(at + 2))
  }
  meant.delete(id18)
  return [...meant].sort()
}

const idNames = /身份证|证件号|(?<![a-z_])id[_ ]?(no|number|card)|resident/i
const shape = /^[\s']*\d{17}[\dX]\s*$/i
const deepest = 3

/** The ID number in a record as it came that has all its digits and is not valid. What is masked or cut off is none. */
export const misreadIn = (raw: unknown): string | null =>
  underIdName(raw, (text) => {
    if (text.length < 18 || text.length > 24 || !shape.test(text)) return null
    return readResidentId(text).ok ? null : text.replace(/[\s']/g, '').toUpperCase()
  })

/** The masked ID number in a record as it came, as 18 characters. */
export const maskedIn = (raw: unknown): string | null =>
  underIdName(raw, (text) =>
    text.length < 10 || text.length > 24 || /^[\s']*\d+[\dX]?\s*$/i.test(text)
      ? null
      : readMaskedResidentId(text),
  )

/** The first text under an ID number's name that is what is looked for. */
function underIdName(
  raw: unknown,
  read: (text: string) => string | null,
  name = '',
  depth = 0,
): string | null {
  if (typeof raw === 'string') return idNames.test(name) ? read(raw) : null
  if (raw === null || typeof raw !== 'object' || raw instanceof Date || depth > deepest) return null
  for (const [key, one] of Object.entries(raw)) {
    const found = underIdName(one, read, Array.isArray(raw) ? name : key, depth + 1)
    if (found) return found
  }
  return null
}
