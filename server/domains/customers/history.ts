import { maskPhone } from '../../kernel/phone.ts'
import { hidden, maskEmail, maskText } from './masking.ts'

type Change = { field: string; before: string | null; after: string | null }

/** Bookkeeping that says nothing to a reader. */
const silent = new Set([
  'origins',
  'name_forms',
  'name_pinyin',
  'resident_id_hash',
  'resident_id_cipher',
  // Merges have a list of their own, which names people.
  'merged_into',
  'merged_from',
])
const masks: Record<string, (value: string) => string> = {
  phone: maskPhone,
  email: maskEmail,
  address: maskText,
  income: () => hidden,
}

/** An audit row as the reader may see it: fields in the house's words, contact details masked. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const [was, is] = [rowOf(before), rowOf(after)]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((column) => !silent.has(column))
    .map((column) => ({
      field: camel(column),
      before: shown(column, was[column]),
      after: shown(column, is[column]),
    }))
}

const rowOf = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
const camel = (column: string) =>
  column === 'resident_id_masked'
    ? 'residentId'
    : column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())

function shown(column: string, value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return masks[column]?.(text) ?? text
}
