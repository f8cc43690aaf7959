import { consentPurposes } from '../../../../../contract/consent.ts'
import { profileNames } from '../../../../../contract/customer-profile.ts'
import type { MatchGroup, MatchSide } from '../../../../../contract/match-review.ts'
import type { GoldenName } from '../../../../../contract/survivorship.ts'

export const letters = 'ABCDEF'
export const letterOf = (group: Pick<MatchGroup, 'sides'>, id: string): string =>
  letters[group.sides.findIndex((side) => side.customer.id === id)] ?? '?'

/** How a field's values compare, for the column at the end. */
export type Compared =
  | { how: 'none' }
  | { how: 'only'; letter: string }
  | { how: 'same' | 'different' | 'sound' | 'hidden' | 'strict' }
  | { how: 'equal'; letters: string }

export type Row = {
  key: string
  /** As shown, in the order of the sides; null where nothing is known. */
  values: (string | null)[]
  /** Equal numbers where what is behind the masks is equal; null where nothing is known. */
  kinds: (number | null)[]
  compared: Compared
  /** May be chosen; of the others everything is kept, or the stricter counts. */
  pick?: string
  /** The side whose value counts after a merge of all. */
  winner?: number
}

/** Values put into the reader's words. */
export type Show = {
  field: (name: GoldenName, value: string) => string
  granted: (granted: boolean) => string
  car: (car: MatchSide['cars'][number]) => string
  lead: (lead: MatchSide['leads'][number]) => string
}

const golden = [
  'salutation',
  'sex',
  'phone',
  'residentId',
  'birthOn',
  'email',
  'divisionCode',
  'address',
  'company',
  'creditCode',
] as const
const last = ['preferredChannel', 'preferredHours', ...profileNames] as const

/** Every field somebody knows something of, in the order of a form. */
export function rowsOf(group: MatchGroup, show: Show): Row[] {
  const { sides } = group
  const field = (name: (typeof golden)[number] | (typeof last)[number] | 'name'): Row =>
    row(group, name, (side) => shownField(side, name, show), name)
  const list = (key: string, of: (side: MatchSide) => string[]): Row =>
    row(group, key, (side) => of(side).join('\n') || null)
  const rows = [
    field('name'),
    row(group, 'pinyin', (side) => (side.customer.kind === 'person' ? side.pinyin : null)),
    ...golden.slice(0, 3).map(field),
    list('otherPhones', (side) => side.customer.otherPhones),
    ...golden.slice(3).map(field),
    list('plates', (side) => side.customer.plates),
    list('vins', (side) => side.customer.vins),
    list('cars', (side) => side.cars.map(show.car)),
    list('leads', (side) => side.leads.map(show.lead)),
    ...last.map(field),
    ...consentPurposes.map((purpose) => consentRow(sides, purpose, show)),
  ]
  return rows.filter((one) => one.values.some((value) => value !== null))
}

function shownField(
  { customer }: MatchSide,
  name: keyof MatchSide['customer']['fields'],
  show: Show,
): string | null {
  const { value } = customer.fields[name]
  if (value === null) return null
  return name === 'divisionCode' ? (customer.place ?? value) : show.field(name, value)
}

function row(
  { sides, alike, winners }: MatchGroup,
  key: string,
  of: (side: MatchSide) => string | null,
  pick?: string,
): Row {
  const values = sides.map(of)
  const known = alike[key]
  const texts = [...new Set(values.filter((value) => value !== null))]
  const kinds = values.map((value, at) =>
    value === null ? null : (known?.[sides[at]!.customer.id] ?? texts.indexOf(value)),
  )
  const sounds = sides.map((side) => side.pinyin)
  const winner = pick ? sides.findIndex((side) => side.customer.id === winners[pick]) : -1
  return {
    key,
    values,
    kinds,
    compared: compare(values, kinds, key === 'name' ? sounds : undefined),
    ...(pick ? { pick } : {}),
    ...(winner >= 0 ? { winner } : {}),
  }
}

export function compare(
  values: readonly (string | null)[],
  kinds: readonly (number | null)[],
  sounds?: readonly (string | null)[],
): Compared {
  const known = kinds.flatMap((kind, at) => (kind === null ? [] : [{ kind, at }]))
  if (known.length === 0) return { how: 'none' }
  if (known.length === 1) return { how: 'only', letter: letters[known[0]!.at]! }
  const groups = [...Map.groupBy(known, (one) => one.kind).values()]
  const largest = groups.reduce((most, one) => (one.length > most.length ? one : most))
  if (largest.length === kinds.length) return { how: 'same' }
  if (largest.length > 1) return { how: 'equal', letters: largest.map(({ at }) => letters[at]).join(' = ') }
  if (new Set(known.map(({ at }) => values[at])).size === 1) return { how: 'hidden' }
  if (sounds && new Set(known.map(({ at }) => sounds[at])).size === 1) return { how: 'sound' }
  return { how: 'different' }
}

function consentRow(sides: readonly MatchSide[], purpose: string, show: Show): Row {
  const said = sides.map((side) => side.consents.find((one) => one.purpose === purpose)?.granted)
  const values = said.map((granted) => (granted === undefined ? null : show.granted(granted)))
  const kinds = said.map((granted) => (granted === undefined ? null : Number(granted)))
  const strict = said.includes(false) && said.includes(true)
  const winner = said.indexOf(!said.includes(false))
  return {
    key: `consent.${purpose}`,
    values,
    kinds,
    compared: strict ? { how: 'strict' } : compare(values, kinds),
    ...(winner >= 0 ? { winner } : {}),
  }
}

export const differs = ({ compared }: Row): boolean => !['none', 'same'].includes(compared.how)

/** The column to the left or right that says something of the row; itself when there is none. */
export function nextValue({ values }: Row, from: number, by: 1 | -1): number {
  for (let at = from + by; at >= 0 && at < values.length; at += by) if (values[at] !== null) return at
  return from
}
