import { hash } from 'node:crypto'
import { isProfileWord, type ProfileName, profileNames } from '../../../contract/customer-profile.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { stripSalutation } from '../../kernel/names.ts'
import { maskResidentId, readResidentId } from '../../kernel/resident-id.ts'
import type { Asking, Claim } from './matching/exact.ts'
import { maskedIn, meantBy, misreadIn } from './matching/misread.ts'
import { nameForms, storedForms } from './matching/names.ts'
import { type GoldenField, type GoldenValues, goldenFields } from './survivorship/fields.ts'
import { ordinaryTrust, type SaidBy } from './survivorship/statements.ts'

export type PersonArrival = {
  /** Id for the source record, made by the caller. */
  recordId: string
  source: string
  externalId?: string | null
  /** `lead`, `customer-file`, `walk-in`, `delivery` … */
  kind: string
  happenedAt: Date
  raw: unknown
  brandId: string | null
  dealerId: string | null
  importId?: string | null
  /** Brands and dealers that deal with this person from now on. */
  reachNodes: string[]
  person: ArrivingPerson
  /** Chosen by somebody ("use this customer"): attach, do not match. */
  knownCustomerId?: string | null
  /** What is taken although ours is newer: nothing (`newer`), everything, or these fields. */
  wins?: 'newer' | 'always' | ReadonlySet<GoldenField>
  /** Fields that become empty; a name cannot. */
  clear?: readonly GoldenField[]
  /** Fields somebody made sure of: by a code, a call, a document. */
  verified?: readonly GoldenField[]
  /** Who typed it into the form of a customer. */
  by?: string
}

export type ArrivingPerson = {
  kind: 'person' | 'organisation'
  name: string
  salutation?: string | null
  sex?: 'female' | 'male' | null
  birthOn?: string | null
  /** E.164, the first is the main one. */
  phones: string[]
  email?: string | null
  /** 18 characters, plain. */
  residentId?: string | null
  creditCode?: string | null
  company?: string | null
  divisionCode?: string | null
  address?: string | null
  preferredChannel?: string | null
  preferredHours?: string | null
  plates?: string[]
  vins?: string[]
  openIds?: string[]
} & Partial<Record<ProfileName, string | null>>

/** `at`: when it happened, as ISO text. */
export type Prepared = Asking & {
  arrival: PersonArrival
  values: GoldenValues
  at: string
  resident: SaidBy['resident'] | null
}

export function prepare(ctx: Ctx, arrival: PersonArrival): Prepared {
  const { person } = arrival
  const residentHash = person.residentId
    ? ctx.services.secrets.blind(person.residentId).toString('hex')
    : null
  const claims = [...claimsOf(person, residentHash), ...misreadClaims(ctx, { ...person, raw: arrival.raw })]
  const at = arrival.happenedAt.toISOString()
  const external = arrival.externalId
    ? `${arrival.source}|${arrival.externalId}|${arrival.dealerId ?? ''}`
    : null
  return {
    arrival,
    who: person.kind,
    forms: nameForms(person.name),
    residentHash,
    claims,
    external,
    fingerprint: external ? fingerprint(arrival.raw) : null,
    chosen: arrival.knownCustomerId ?? null,
    at,
    order: `${at}${arrival.externalId ?? ''}${arrival.recordId}`,
    values: valuesOf(person, residentHash),
    resident: person.residentId ? sealed(ctx, person.residentId) : null,
  }
}

const sealed = (ctx: Ctx, residentId: string) => ({
  cipher: ctx.services.secrets.seal(residentId).toString('hex'),
  masked: maskResidentId(residentId),
})

function claimsOf(person: ArrivingPerson, residentHash: string | null): Claim[] {
  const claims: Claim[] = []
  const add = (kind: Claim['kind'], values: readonly (string | null | undefined)[] = []) => {
    for (const [at, value] of values.entries())
      if (value && values.indexOf(value) === at) claims.push({ kind, value })
  }
  add('resident-id', [residentHash])
  add('credit-code', [person.creditCode])
  add('open-id', person.openIds)
  add('phone', person.phones)
  add('vin', person.vins)
  add('plate', person.plates)
  add('email', [person.email?.toLowerCase()])
  return claims
}

/**
 * An ID number with a slip identifies nobody; it is kept for who it may have been meant as. One that came masked is kept as
 * it is shown.
 */
export function misreadClaims(
  ctx: Ctx,
  { kind, residentId, raw }: Pick<ArrivingPerson, 'kind' | 'residentId'> & { raw: unknown },
): Claim[] {
  if (residentId || kind === 'organisation') return []
  const misread = misreadIn(raw)
  if (!misread) {
    const shown = maskedIn(raw)
    return shown ? [{ kind: 'resident-shown', value: shown }] : []
  }
  const form = (id18: string) => ctx.services.secrets.blind(id18).toString('hex')
  return [
    { kind: 'resident-misread', value: form(misread) },
    ...meantBy(misread).map((meant): Claim => ({ kind: 'resident-meant', value: form(meant) })),
  ]
}

/** What the arrival says of the golden record; an ID number also says birthday and sex. */
function valuesOf(person: ArrivingPerson, residentIdHash: string | null): GoldenValues {
  const said = person.residentId ? readResidentId(person.residentId) : null
  const { title } = person.kind === 'person' ? stripSalutation(person.name) : { title: null }
  return {
    name: nameOf(person),
    salutation: person.salutation ?? title,
    sex: said?.ok ? said.sex : (person.sex ?? null),
    birthOn: said?.ok ? said.birthOn : (person.birthOn ?? null),
    phone: person.phones[0] ?? null,
    email: person.email ?? null,
    residentIdHash,
    creditCode: person.creditCode ?? null,
    company: person.company ?? null,
    divisionCode: person.divisionCode ?? null,
    address: person.address ?? null,
    preferredChannel: channels.has(person.preferredChannel ?? '') ? person.preferredChannel : null,
    preferredHours: person.preferredHours ?? null,
    ...profileOf(person),
  }
}
const channels = new Set(['phone', 'sms', 'wechat', 'email'])

/** What is none of our words is not said; the source record keeps it as it came. */
function profileOf(person: ArrivingPerson): GoldenValues {
  const values: GoldenValues = {}
  for (const name of profileNames) {
    const said = person[name]
    if (said && isProfileWord(name, said)) values[name] = said
  }
  return values
}

/**
 * What an arrival says, as a statement beside those of earlier records. What overrules ours counts from the moment it
 * arrived: `now`.
 */
export function saidBy(
  { arrival, values, at, resident }: Omit<Prepared, keyof Asking>,
  now: string,
  nth: number,
  trust: Readonly<Record<string, number>> = {},
): SaidBy {
  const { wins = 'newer', clear = [], by } = arrival
  const cleared = clear.filter((field) => field !== 'name')
  const said: SaidBy = {
    recordId: arrival.recordId,
    source: arrival.source,
    sourceTrust: trust[arrival.source] ?? ordinaryTrust,
    happenedAt: at,
    nth,
    verified: verifiedIn(arrival, values),
    values: cleared.length > 0 ? without(values, cleared) : values,
  }
  if (wins !== 'newer' || cleared.length > 0)
    said.forced = { at: now, fields: wins === 'always' ? 'all' : wins === 'newer' ? nothing : wins }
  if (cleared.length > 0) said.cleared = cleared
  if (by) said.by = by
  if (resident) said.resident = resident
  return said
}
const nothing: ReadonlySet<GoldenField> = new Set()

function verifiedIn({ verified }: PersonArrival, values: GoldenValues): ReadonlySet<GoldenField> {
  if (!verified && !values.residentIdHash) return nothing
  const fromId = values.residentIdHash ? (['sex', 'birthOn'] as const) : []
  return new Set([...(verified ?? []), ...fromId].filter((field) => values[field]))
}

const without = (values: GoldenValues, cleared: readonly GoldenField[]): GoldenValues =>
  Object.fromEntries(
    goldenFields.flatMap((field) =>
      values[field] && !cleared.includes(field) ? [[field, values[field]]] : [],
    ),
  )

/** Puts one won field into the row that will be written, with what is kept beside it. */
export function putField(
  row: Record<string, unknown>,
  field: GoldenField,
  value: string,
  winner: Pick<SaidBy, 'resident'> | undefined,
): void {
  if (field === 'name') {
    const forms = nameForms(value)
    row.name = value
    row.name_pinyin = forms.exact.find((form) => form.startsWith('~'))?.slice(1) ?? null
    row.name_forms = storedForms(forms)
  } else if (field === 'residentIdHash') {
    row.resident_id_hash = value
    row.resident_id_cipher = winner?.resident?.cipher ?? null
    row.resident_id_masked = winner?.resident?.masked ?? null
  } else row[columns[field]] = value
}
const columns = Object.fromEntries(
  goldenFields.map((field) => [field, field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]),
) as Record<GoldenField, string>

/** 王伟先生 is kept as 王伟; 王先生 stays 王先生, there is nothing better to call him. */
export function nameOf(person: Pick<ArrivingPerson, 'kind' | 'name'>): string {
  if (person.kind === 'organisation') return person.name.trim()
  const { name } = stripSalutation(person.name)
  return [...name].length > 1 ? name : person.name.trim()
}

/** SHA-256 of the record with its keys sorted, so that the same content has the same fingerprint. */
export const fingerprint = (raw: unknown): string =>
  hash('sha256', JSON.stringify(sorted(raw)) ?? '', 'base64url')

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}
