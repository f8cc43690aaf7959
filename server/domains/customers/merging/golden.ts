import { type GoldenField, goldenFields } from '../survivorship/fields.ts'

/** A customer's row as PostgreSQL writes it: `birth_on`, bytes as text, instants as text. */
export type PersonJson = Record<string, unknown>
type Origins = Record<string, { at?: string; pick?: string } | undefined>

/** Columns that are won together. */
const columnsOf = (field: GoldenField): string[] => together[field] ?? [snake(field)]
const together: Partial<Record<GoldenField, string[]>> = {
  name: ['name', 'name_pinyin', 'name_forms'],
  residentIdHash: ['resident_id_hash', 'resident_id_cipher', 'resident_id_masked'],
}
const snake = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const whole = ['do_not_contact', 'deceased', 'stage', 'first_source', 'created_at', 'seen_at', 'origins']

/** What of a customer's row a merge decides. */
export const mergedColumns: string[] = [...goldenFields.flatMap(columnsOf), ...whole]

/** Who owns a car stays an owner; whoever was only asking becomes what the other one is. */
const stages = ['acquisition', 'ended', 'decline', 'growth', 'maturity']

/** Of which customer somebody chose the value of a field. */
export type MergePicks = Partial<Record<GoldenField, string>>
export type Picked = Partial<Record<GoldenField, { fromId: string; by: string }>>
export type PersonPart = { fromId: string; row: PersonJson }

/**
 * One row out of several people's, the survivor's own first. A field is the picked person's, else the fullest name, else
 * what was said last. Whoever asked to be left alone under one of the names is left alone.
 */
export function unite(parts: readonly PersonPart[], picks: Picked): PersonJson {
  const own = parts[0]!.row
  if (parts.length === 1) return own
  const united: PersonJson = {}
  const origins: Origins = { ...(own.origins as Origins) }
  for (const field of goldenFields) {
    const won = winner(field, parts, picks[field]?.fromId)
    for (const column of columnsOf(field)) united[column] = won.row[column]
    const origin = (won.row.origins as Origins)[field] ?? (won === parts[0] ? undefined : starOf(won.row))
    const pick = picks[field]
    if (pick?.fromId === won.fromId) origins[field] = { ...(origin ?? starOf(won.row)), pick: pick.by }
    else if (origin) origins[field] = origin
    else if (won !== parts[0]) delete origins[field]
  }
  const oldest = parts
    .map(({ row }) => row)
    .reduce((a, b) => (instant(b.created_at) < instant(a.created_at) ? b : a))
  const rows = parts.map(({ row }) => row)
  return {
    ...united,
    origins,
    do_not_contact: rows.some((row) => row.do_not_contact),
    deceased: rows.some((row) => row.deceased),
    stage: rows
      .map((row) => String(row.stage))
      .reduce((a, b) => (stages.indexOf(b) > stages.indexOf(a) ? b : a)),
    first_source: oldest.first_source,
    created_at: oldest.created_at,
    seen_at: rows.map((row) => row.seen_at).reduce((a, b) => (instant(b) > instant(a) ? b : a)),
  }
}

const instant = (value: unknown) => Date.parse(String(value))
const starOf = (row: PersonJson) => (row.origins as Origins)['*']
const saidAt = (field: GoldenField, row: PersonJson): number =>
  instant(((row.origins as Origins)[field] ?? starOf(row))?.at ?? row.created_at)
const fullness = ({ name_forms: forms }: PersonJson): number =>
  Array.isArray(forms) ? (forms.includes('F') ? 2 : Math.min(forms.length, 1)) : 0

function winner(field: GoldenField, parts: readonly PersonPart[], pick: string | undefined): PersonPart {
  const [column] = columnsOf(field)
  const able = parts.filter(
    ({ row }) => row[column!] !== null && row[column!] !== undefined && row[column!] !== '',
  )
  const picked = pick && able.find((part) => part.fromId === pick)
  if (picked) return picked
  return able.reduce<PersonPart>((best, one) => {
    if (best === one) return best
    if (field === 'name' && fullness(one.row) !== fullness(best.row))
      return fullness(one.row) > fullness(best.row) ? one : best
    return saidAt(field, one.row) > saidAt(field, best.row) ? one : best
  }, able[0] ?? parts[0]!)
}

/** Whether nobody has written what a merge decides. */
export const unchanged = (stood: PersonJson, there: PersonJson): boolean =>
  mergedColumns.every((column) => same(stood[column], there[column]))

/** The survivor's own, with what somebody wrote since `expected` was what their parts added up to. */
export function sinceThen(own: PersonJson, expected: PersonJson, there: PersonJson): PersonJson {
  const since: PersonJson = {}
  for (const column of mergedColumns)
    since[column] = same(there[column], expected[column])
      ? own[column]
      : column === 'origins'
        ? sinceThenOf(own[column] as Origins, expected[column] as Origins, there[column] as Origins)
        : there[column]
  return since
}

function sinceThenOf(own: Origins, expected: Origins, there: Origins): Origins {
  const since: Origins = { ...own }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(there)]))
    if (!same(expected[key], there[key])) since[key] = there[key]
  return JSON.parse(JSON.stringify(since)) as Origins
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || value === undefined) return null
  if (typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}
