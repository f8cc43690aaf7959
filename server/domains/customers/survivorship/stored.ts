import { type GoldenField, type GoldenValues, goldenFields } from './fields.ts'
import { ordinaryTrust, type SaidBy } from './statements.ts'

/** What a record keeps of what it said, a letter per field: millions of rows hold one. */
const letters: Record<GoldenField, string> = {
  name: 'n',
  salutation: 's',
  sex: 'x',
  birthOn: 'b',
  phone: 'p',
  email: 'e',
  residentIdHash: 'i',
  creditCode: 'k',
  company: 'o',
  divisionCode: 'd',
  address: 'a',
  preferredChannel: 'h',
  preferredHours: 't',
  marital: 'g',
  children: 'u',
  education: 'l',
  income: 'q',
  occupation: 'j',
  interests: 'y',
}
const fieldsByLetter = new Map(goldenFields.map((field) => [letters[field], field]))

/** `c`, `m`: the ID number sealed and masked; `v`: verified; `f`: forced, `*` all; `z`: made empty; `w`: who typed it in. */
export type Stored = { [letter: string]: string }

export function stored(said: Pick<SaidBy, 'values' | 'verified' | 'forced' | 'cleared' | 'resident' | 'by'>) {
  const kept: Stored = {}
  for (const field of goldenFields) {
    const value = said.values[field]
    if (value) kept[letters[field]] = value
  }
  if (said.resident) {
    kept.c = said.resident.cipher
    kept.m = said.resident.masked
  }
  const { forced, cleared = [], by } = said
  const sure = [...said.verified].filter((field) => !isFromId(kept, field))
  if (sure.length > 0) kept.v = lettersOf(sure)
  if (forced && forced.fields === 'all') kept.f = '*'
  else if (forced && forced.fields !== 'all' && forced.fields.size > 0) kept.f = lettersOf(forced.fields)
  if (cleared.length > 0) kept.z = lettersOf(cleared)
  if (by) kept.w = by
  return kept
}

/** The ID number says the birthday and the sex; its check digit vouches for them. */
const isFromId = (kept: Stored, field: GoldenField): boolean =>
  kept.i !== undefined && (field === 'sex' || field === 'birthOn')
const lettersOf = (fields: Iterable<GoldenField>): string =>
  [...fields].map((field) => letters[field]).join('')
const fieldsOf = (text = ''): GoldenField[] => [...text].flatMap((letter) => fieldsByLetter.get(letter) ?? [])

export type StoredRow = {
  recordId: string
  source: string
  happenedAt: Date
  receivedAt: Date
  nth: number
  said: Stored
}

export function readSaid(row: StoredRow, trust: Readonly<Record<string, number>>): SaidBy {
  const { said } = row
  const values: GoldenValues = {}
  for (const [letter, value] of Object.entries(said)) {
    const field = fieldsByLetter.get(letter)
    if (field) values[field] = value
  }
  const verified = new Set(fieldsOf(said.v))
  if (said.i) for (const field of ['sex', 'birthOn'] as const) if (values[field]) verified.add(field)
  const cleared = fieldsOf(said.z)
  const isForced = said.f !== undefined || cleared.length > 0
  return {
    recordId: row.recordId,
    source: row.source,
    sourceTrust: trust[row.source] ?? ordinaryTrust,
    happenedAt: row.happenedAt.toISOString(),
    nth: row.nth,
    verified,
    values,
    ...(cleared.length > 0 && { cleared }),
    ...(isForced && {
      forced: {
        at: row.receivedAt.toISOString(),
        fields: said.f === '*' ? ('all' as const) : new Set(fieldsOf(said.f)),
      },
    }),
    ...(said.w && { by: said.w }),
    ...(said.c && said.m && { resident: { cipher: said.c, masked: said.m } }),
  }
}
