import type { Mapping } from '../../../../contract/imports.ts'
import { normalHeader } from './normal.ts'
import type { Suggestion } from './suggest.ts'

/** Mappings are saved by header name, so that they survive a column that moved. */
export type SavedMapping = Record<string, string>

export const savedFrom = (header: string[], mapping: Mapping): SavedMapping =>
  Object.fromEntries(
    header
      .map((name, column) => [normalHeader(name), mapping[String(column)] ?? ''])
      .filter(([name]) => name !== ''),
  )

/** What this source's files were mapped to before goes over any guess, also where it was left out. */
export function withSaved(
  suggestions: Suggestion[],
  header: string[],
  saved: SavedMapping,
  fields: ReadonlySet<string>,
): Suggestion[] {
  const taken = new Set(header.map((name) => saved[normalHeader(name)]).filter(Boolean))
  return suggestions.map((suggestion) => {
    const field = saved[normalHeader(header[suggestion.column] ?? '')]
    if (field === undefined)
      return taken.has(suggestion.field ?? '')
        ? { ...suggestion, field: null, sure: 0, because: 'none' }
        : suggestion
    if (field !== '' && !fields.has(field)) return suggestion
    return { column: suggestion.column, field: field === '' ? null : field, sure: 100, because: 'saved' }
  })
}
