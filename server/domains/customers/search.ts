import { readCreditCode } from '../../kernel/credit-code.ts'
import { queryKeys } from '../../kernel/finder.ts'
import { readResidentId } from '../../kernel/resident-id.ts'

/** What was typed into a search box: an identifier to look up, or keys that must all be there. */
export type Search =
  | { kind: 'identifier'; type: 'resident-id' | 'credit-code' | 'email'; value: string }
  | { kind: 'keys'; keys: string[] }

/** @param blind the one-way form in which ID numbers are kept */
export function readSearch(typed: string, blind: (residentId: string) => string): Search {
  const compact = typed.replace(/\s/g, '')
  if (compact.length === 18 || compact.length === 15) {
    const code = readCreditCode(compact)
    if (code.ok) return { kind: 'identifier', type: 'credit-code', value: code.code }
    const resident = readResidentId(compact)
    if (resident.ok) return { kind: 'identifier', type: 'resident-id', value: blind(resident.id18) }
    // Files bring numbers with a wrong check digit; they are still found as they were written.
    if (/^\d{17}[\dXx]$/.test(compact))
      return { kind: 'identifier', type: 'resident-id', value: blind(compact.toUpperCase()) }
  }
  if (/^[^@]+@[^@]+\.\w+$/.test(compact))
    return { kind: 'identifier', type: 'email', value: compact.toLowerCase() }
  return { kind: 'keys', keys: queryKeys(typed) }
}
