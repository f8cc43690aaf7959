import { type ImportKind, importKinds, type Mapping } from '../../../../contract/imports.ts'
import { kinds } from '../kinds/index.ts'
import { normalHeader } from './normal.ts'
import { type SavedMapping, withSaved } from './saved.ts'
import { type Column, explains, mappingOf, type Suggestion, suggest } from './suggest.ts'

export const columnsOf = (header: string[], rows: string[][]): Column[] =>
  header.map((name, column) => ({ column, header: name, cells: rows.map((cells) => cells[column] ?? '') }))

/** The kind whose fields explain the file best. */
export function guessKind(header: string[], rows: string[][], now: Date): ImportKind {
  const columns = columnsOf(header, rows.slice(0, 50))
  const scores = importKinds.map((kind) => ({
    kind,
    score: explains(kinds[kind], suggest(kinds[kind], columns, now)) + hint(kind, header),
  }))
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).kind
}

/**
 * Files of enquiries nearly always say lead somewhere in the header, and customer files say customer; books say it too,
 * but only they number their orders.
 */
function hint(kind: ImportKind, header: string[]): number {
  const names = header.join(' ').toLowerCase()
  if (
    (kind === 'orders' || kind === 'deliveries') &&
    /order[_ ]?(no|num|id)|订单(号|编)|合同(号|编)/.test(names)
  )
    return 250
  if (kind === 'leads' && /lead|线索|留资|enquir|prospect/.test(names)) return 250
  return kind === 'customers' && /customer|客户/.test(names) ? 120 : 0
}

export function propose(
  kind: ImportKind,
  header: string[],
  rows: string[][],
  saved: SavedMapping | null,
  now: Date,
): { suggestion: Suggestion[]; mapping: Mapping } {
  // A source whose every column was mapped before needs no guess.
  const isKnown = saved !== null && header.every((name) => saved[normalHeader(name)] !== undefined)
  const guessed = isKnown
    ? header.map((_, column) => ({ column, field: null, sure: 0, because: 'none' as const }))
    : suggest(kinds[kind], columnsOf(header, rows), now)
  const fields = new Set(kinds[kind].fields.map((field) => field.key))
  const suggestion = saved ? withSaved(guessed, header, saved, fields) : guessed
  return { suggestion, mapping: mappingOf(suggestion) }
}
