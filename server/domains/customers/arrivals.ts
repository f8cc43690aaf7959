import { createHash, hash } from 'node:crypto'
import type { Ctx } from '../../kernel/ctx.ts'
import { pinyinOf, stripSalutation } from '../../kernel/names.ts'
import { maskResidentId, readResidentId } from '../../kernel/resident-id.ts'
import type { Asking, Claim } from './matching/exact.ts'
import { identifying } from './matching/exact.ts'
import { nameForms } from './matching/names.ts'
import type { GoldenValues } from './rules.ts'

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
}

export type Prepared = Asking & { arrival: PersonArrival; values: GoldenValues; locks: string[] }

export function prepare(ctx: Ctx, arrival: PersonArrival): Prepared {
  const { person } = arrival
  const residentHash = person.residentId ? ctx.services.secrets.blind(person.residentId).toString('hex') : null
  const claims = claimsOf(person, residentHash)
  const external = arrival.externalId ? `${arrival.source}|${arrival.externalId}|${arrival.dealerId ?? ''}` : null
  return {
    arrival,
    who: person.kind,
    forms: nameForms(person.name),
    residentHash,
    claims,
    external,
    fingerprint: external ? fingerprint(arrival.raw) : null,
    chosen: arrival.knownCustomerId ?? null,
    order: `${arrival.happenedAt.toISOString()}${arrival.externalId ?? ''}${arrival.recordId}`,
    values: valuesOf(person, residentHash),
    locks: [...claims.filter(claim => identifying.has(claim.kind)).map(claim => `${claim.kind}:${claim.value}`), ...(external ? [external] : [])],
  }
}

function claimsOf(person: ArrivingPerson, residentHash: string | null): Claim[] {
  const claims: Claim[] = []
  const add = (kind: Claim['kind'], values: readonly (string | null | undefined)[] = []) => {
    for (const value of new Set(values)) if (value) claims.push({ kind, value })
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

/** What the arrival says of the golden record; an ID number also says birthday and sex. */
function valuesOf(person: ArrivingPerson, residentIdHash: string | null): GoldenValues {
  const said = person.residentId ? readResidentId(person.residentId) : null
  const { title } = person.kind === 'person' ? stripSalutation(person.name) : { title: null }
  return {
    name: person.name,
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
  }
}
const channels = new Set(['phone', 'sms', 'wechat', 'email'])

/** The columns of one golden field, sealed where it must be. */
export function columnsOf(ctx: Ctx, field: string, { arrival, values, forms }: Pick<Prepared, 'arrival' | 'values' | 'forms'>): Record<string, unknown> {
  if (field === 'name') return { name: nameOf(arrival.person), name_pinyin: pinyinOf(arrival.person.name)[0] ?? null, name_forms: formsOf(forms) }
  if (field === 'residentIdHash') return residentColumns(ctx, arrival.person.residentId!, values.residentIdHash!)
  return { [snake(field)]: values[field as keyof GoldenValues] }
}

export const residentColumns = (ctx: Ctx, residentId: string, hashed: string) => ({
  resident_id_hash: hashed,
  resident_id_cipher: ctx.services.secrets.seal(residentId).toString('hex'),
  resident_id_masked: maskResidentId(residentId),
})

const snake = (field: string) => field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
const formsOf = (forms: Prepared['forms']) => [...forms.exact, ...(forms.family ? [forms.family] : []), ...(forms.whole ? ['F'] : [])]

/** 王伟先生 is kept as 王伟; 王先生 stays 王先生, there is nothing better to call him. */
export function nameOf(person: Pick<ArrivingPerson, 'kind' | 'name'>): string {
  if (person.kind === 'organisation') return person.name.trim()
  const { name } = stripSalutation(person.name)
  return [...name].length > 1 ? name : person.name.trim()
}

/** 63 bits of SHA-256: the key of an advisory lock. */
export const lockKey = (text: string): string =>
  hash('sha256', text, 'buffer').readBigInt64BE(0).toString()

/** SHA-256 of the record with its keys sorted, so that the same content has the same fingerprint. */
export const fingerprint = (raw: unknown): string => createHash('sha256').update(JSON.stringify(sorted(raw)) ?? '').digest('base64url')

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]))
}
