import type { Customer, CustomerRow } from '../../../contract/customers.ts'
import type { Statement } from '../../../contract/survivorship.ts'
import { nameOf } from '../../kernel/divisions.ts'
import { maskPhone } from '../../kernel/phone.ts'
import { maskPlate } from '../../kernel/plate.ts'
import type { Network } from '../dealers/index.ts'
import { hidden, maskEmail } from './masking.ts'
import type { ListedPerson } from './queries/list.ts'
import type { ShownPerson } from './queries/person.ts'
import { missingFields } from './rules.ts'
import { type GoldenField, type Origins, originOf } from './survivorship/fields.ts'
import { credibilityOf, type SaidBy } from './survivorship/statements.ts'

export const showRow = (network: Network, person: ListedPerson): CustomerRow => ({
  id: person.id,
  kind: person.kind,
  name: person.name,
  salutation: person.salutation,
  phone: person.phone && maskPhone(person.phone),
  company: person.company,
  place: placeOf(person.divisionCode),
  stage: person.stage,
  doNotContact: person.doNotContact,
  deceased: person.deceased,
  firstSource: person.firstSource,
  dealers: named(network, person.nodes, 'dealer'),
  seenAt: person.seenAt.toISOString(),
  updatedAt: person.updatedAt.toISOString(),
})

export const placeOf = (divisionCode: string | null): string | null =>
  divisionCode && (nameOf(divisionCode) ?? divisionCode)

export const named = (network: Network, ids: string[], kind: 'brand' | 'dealer') =>
  ids
    .flatMap((id) => network.nodes.get(id) ?? [])
    .filter((node) => node.kind === kind)
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))

export function showCustomer(network: Network, row: ShownPerson): Customer {
  const { identifiers, nodes, records } = row
  const known = new Map(
    records.map(({ id, source, happenedAt }) => [
      id,
      { source, at: new Date(happenedAt).toISOString(), recordId: id, by: null },
    ]),
  )
  const of = (kind: string) =>
    identifiers.filter((identifier) => identifier.kind === kind).map((identifier) => identifier.value)
  const said = (field: GoldenField, value: string | null) => ({
    value,
    origin: value === null ? null : showOrigin(row, field, known),
  })
  const { missing, next } = missingFields({
    ...row,
    kind: row.kind as Customer['kind'],
    values: row,
    wholeName: row.nameForms.includes('F'),
  })
  return {
    id: row.id,
    version: row.version,
    kind: row.kind as Customer['kind'],
    stage: row.stage as Customer['stage'],
    doNotContact: row.doNotContact,
    deceased: row.deceased,
    fields: {
      name: said('name', row.name),
      salutation: said('salutation', row.salutation),
      sex: said('sex', row.sex),
      birthOn: said('birthOn', row.birthOn),
      phone: said('phone', row.phone && maskPhone(row.phone)),
      email: said('email', row.email && maskEmail(row.email)),
      residentId: said('residentIdHash', row.residentIdMasked),
      creditCode: said('creditCode', row.creditCode),
      company: said('company', row.company),
      divisionCode: said('divisionCode', row.divisionCode),
      address: said('address', row.address),
      preferredChannel: said('preferredChannel', row.preferredChannel),
      preferredHours: said('preferredHours', row.preferredHours),
      marital: said('marital', row.marital),
      children: said('children', row.children),
      education: said('education', row.education),
      income: said('income', row.income && hidden),
      occupation: said('occupation', row.occupation),
      interests: said('interests', row.interests),
    },
    place: placeOf(row.divisionCode),
    otherPhones: of('phone')
      .filter((phone) => phone !== row.phone)
      .map(maskPhone),
    plates: of('plate').map(maskPlate),
    vins: of('vin'),
    brands: named(network, nodes, 'brand'),
    dealers: named(network, nodes, 'dealer'),
    firstSource: row.firstSource,
    mergedFrom: row.mergedFrom,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    missing,
    nextQuestion: next,
  }
}

type Origin = Customer['fields']['name']['origin']

/** A record of another dealer is not named: only that there is one, and when. */
function showOrigin(row: ShownPerson, field: GoldenField, known: Map<string, Origin>): Origin {
  const won = originOf(row.origins as Origins, field)
  const record = won?.record ? known.get(won.record) : undefined
  if (won?.by) return { source: 'by-hand', at: won.at, recordId: record?.recordId ?? null, by: won.by }
  return record ?? { source: null, at: won?.at ?? row.createdAt.toISOString(), recordId: null, by: null }
}

/** A value as a reader may see it; the ID number only as it was masked when it arrived. */
export function showValue(field: GoldenField, value: string | null, masked?: string): string | null {
  if (value === null) return null
  if (field === 'phone') return maskPhone(value)
  if (field === 'email') return maskEmail(value)
  if (field === 'residentIdHash') return masked ?? hidden
  if (field === 'income') return hidden
  return field === 'divisionCode' ? placeOf(value) : value
}

export const showStatement = (field: GoldenField, said: SaidBy): Omit<Statement, 'wins'> => ({
  recordId: said.recordId,
  source: said.source,
  value: showValue(field, said.values[field] ?? null, said.resident?.masked),
  at: said.happenedAt,
  credibility: credibilityOf(field, said),
  by: said.by ?? null,
})
