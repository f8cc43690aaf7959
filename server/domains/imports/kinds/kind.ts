import type { Words } from '../../../../contract/endpoint.ts'
import type { ImportKind, ImportOptions, MatchKey, Outcome } from '../../../../contract/imports.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { Fault, Reader } from '../values/reading.ts'

/** Where a column can go. `synonyms` are header names other systems use, `|` between them. */
export type Field = Words & {
  key: string
  register: string
  read: Reader
  synonyms: string[]
  required: boolean
  /** The identifier people are recognised by, if it is one. */
  match: MatchKey | null
  /** So particular that values alone give it away (phone, VIN), whatever the header says. */
  shaped: boolean
}

export type Values = Record<string, unknown>
export type FieldFault = Fault & { field: string }

/** A row of the file with its cells read. */
export type ReadRow = {
  rowNumber: number
  cells: string[]
  values: Values
  /** Fields whose cell was empty; with `empty: 'clear'` they are cleared. */
  emptied: string[]
  faults: FieldFault[]
}

export type Difference = { field: string; before: string | null; after: string | null }
export type Written = {
  outcome: Outcome
  subjectId?: string | null
  /** The known person the row was found to be about, when it wrote something of theirs. */
  personId?: string | null
  /** What changed, or for a conflict what differs and stays. */
  differences?: Difference[]
  faults?: FieldFault[]
}

/** What all rows of one import share. */
export type Batch = {
  importId: string
  source: string
  options: ImportOptions
  /** The dealer and brand the file belongs to; null when its columns say so. */
  dealerId: string | null
  brandId: string | null
  /** The original row as an object by header, for the source record. */
  rawOf(row: ReadRow): Record<string, string>
}

export type Kind = Words & {
  kind: ImportKind
  fields: Field[]
  /** Only who sees the whole brand may import this. */
  headOffice: boolean
  /** Rows per transaction. */
  batchRows: number
  /** Batches under way at a time; 1 where a row may stand on one of an earlier batch. */
  lanes?: number
  /** Fields that say what a row is about; rows that share one of these values are written together (engine/plan.ts). */
  ties: string[][]
  /** What one row lacks as a whole. */
  check?(values: Values, batch: Batch): FieldFault[]
  /** What the file as a whole still has to say before it can run. */
  needs?(
    mapped: ReadonlySet<string>,
    batch: Pick<Batch, 'options' | 'dealerId' | 'brandId'>,
  ): (Words & { field: string })[]
  /** Hands the rows to their domain, one call per batch; one answer per row, in order. */
  write(ctx: Ctx, rows: ReadRow[], batch: Batch): Promise<Written[]>
}

type More = { required?: true; match?: MatchKey; shaped?: true }
export const field = (
  key: string,
  label: string,
  register: string,
  read: Reader,
  synonyms: string,
  more: More = {},
): Field => {
  const [zh, en] = label.split(' / ') as [string, string]
  return {
    key,
    zh,
    en,
    register,
    read,
    synonyms: [zh, en, key, ...synonyms.split('|')].filter(Boolean),
    required: more.required ?? false,
    match: more.match ?? null,
    shaped: more.shaped ?? false,
  }
}

export const faulty = (fieldKey: string, code: string, zh: string, en: string): FieldFault => ({
  field: fieldKey,
  code,
  zh,
  en,
})
