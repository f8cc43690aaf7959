import type { ImportColumn, Mapping } from '../../../../contract/imports.ts'
import type { Field, Kind } from '../kinds/kind.ts'
import { plain } from '../values/reading.ts'
import { headerWords, normalHeader } from './normal.ts'

/** A column as the file shows it: its header and the first rows' cells. */
export type Column = { column: number; header: string; cells: string[] }
export type Suggestion = Pick<ImportColumn, 'column' | 'field' | 'sure' | 'because'>

/** `rank`: how far down the field's list of names the header stands; the field's own name is first. */
type Candidate = { column: number; field: Field; sure: number; rank: number; because: 'header' | 'values' }

/** Below this a guess costs more attention than it saves. */
const least = 40

/**
 * For every column the field it most likely is. Headers are compared with what other systems call the field,
 * values are read as the field would read them; each field is given once, the surest first.
 */
export function suggest(kind: Pick<Kind, 'fields'>, columns: Column[], now: Date): Suggestion[] {
  const candidates = columns
    .flatMap((column) => candidatesOf(kind, column, now))
    .sort((a, b) => b.sure - a.sure || a.rank - b.rank)
  const given = new Map<number, Candidate>()
  const taken = new Set<string>()
  for (const candidate of candidates) {
    if (given.has(candidate.column) || taken.has(candidate.field.key)) continue
    given.set(candidate.column, candidate)
    taken.add(candidate.field.key)
  }
  return columns.map(({ column }) => {
    const found = given.get(column)
    return found
      ? { column, field: found.field.key, sure: found.sure, because: found.because }
      : { column, field: null, sure: 0, because: 'none' as const }
  })
}

function candidatesOf(kind: Pick<Kind, 'fields'>, { column, header, cells }: Column, now: Date): Candidate[] {
  const filled = cells.map(plain).filter((cell) => cell !== '')
  if (filled.length === 0 && normalHeader(header) === '') return []
  const [name, words] = [normalHeader(header), headerWords(header)]
  return kind.fields.flatMap((field): Candidate[] => {
    const byHeader = headerScore(field, name, words)
    if (byHeader === 0 && (!field.shaped || filled.length < 3)) return []
    const readable = readableShare(field, filled, now)
    if (byHeader > 0) {
      const sure = Math.round(byHeader * (filled.length === 0 ? 0.9 : 0.35 + 0.65 * readable))
      return sure >= least && readable >= 0.25
        ? [{ column, field, sure, rank: namesOf(field).all.indexOf(name) >>> 0, because: 'header' }]
        : []
    }
    if (readable < 0.8) return []
    return [{ column, field, sure: Math.round(72 * readable), rank: 0, because: 'values' }]
  })
}

type Names = {
  all: string[]
  exact: Set<string>
  inside: { test: string; length: number; isLatin: boolean }[]
}
const known = new WeakMap<Field, Names>()
function namesOf(field: Field): Names {
  let names = known.get(field)
  if (!names) {
    const all = field.synonyms.map(normalHeader)
    const inside = field.synonyms.map((one, at) => {
      const isLatin = /^[\x20-\x7e]+$/.test(one)
      return { test: isLatin ? headerWords(one) : all[at]!, length: all[at]!.length, isLatin }
    })
    names = {
      all,
      exact: new Set(all),
      inside: inside.filter(({ length, isLatin }) => length >= (isLatin ? 4 : 2)),
    }
    known.set(field, names)
  }
  return names
}

/** `consents.dealer.purpose` says dealer and is none: a Latin name must fill this much of the header. */
const leastShare = 0.4

/** 100 for a name we know; less the more there is around it: 客户手机号码 for 手机号码. */
function headerScore(field: Field, name: string, words: string): number {
  if (name === '') return 0
  const { exact, inside } = namesOf(field)
  if (exact.has(name)) return 100
  let longest = 0
  for (const { test, length, isLatin } of inside)
    if (
      length > longest &&
      (isLatin ? length / name.length >= leastShare && words.includes(test) : name.includes(test))
    )
      longest = length
  return longest === 0 ? 0 : Math.round(50 + 40 * (longest / name.length))
}

/** 1 when there is nothing to go by: an empty column does not speak against its header. */
function readableShare(field: Field, filled: string[], now: Date): number {
  if (filled.length === 0) return 1
  const read = filled.slice(0, 60)
  let readable = 0
  for (const cell of read) {
    const reading = field.read(cell, now)
    if (reading?.value !== undefined || reading?.note) readable++
  }
  return readable / read.length
}

export const mappingOf = (suggestions: Suggestion[]): Mapping =>
  Object.fromEntries(suggestions.flatMap(({ column, field }) => (field ? [[String(column), field]] : [])))

/** How well a kind explains a file: fields recognised by header count full, its required ones twice. */
export function explains(kind: Pick<Kind, 'fields'>, suggestions: Suggestion[]): number {
  const found = new Map(suggestions.flatMap(({ field, sure }) => (field ? [[field, sure]] : [])))
  let score = 0
  for (const field of kind.fields) {
    const sure = found.get(field.key)
    if (sure !== undefined) score += sure * (field.required ? 2 : 1)
    else if (field.required) score -= 150
  }
  return score
}
