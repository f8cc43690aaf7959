import type { SurvivorshipCriterion } from '../../../../contract/survivorship.ts'
import { nameForms } from '../matching/names.ts'
import type { GoldenField } from './fields.ts'
import type { SaidBy } from './statements.ts'

/** By what one statement beats another. A pick by hand goes before all of them, the latest decides what is left. */
export type Criterion = SurvivorshipCriterion
export type FieldRules = Readonly<Record<GoldenField, readonly Criterion[]>>

/** 王伟 beats 王先生; everything else is as it was said last. */
export const defaultRules: FieldRules = {
  name: ['complete', 'recent'],
  salutation: ['recent'],
  sex: ['recent'],
  birthOn: ['recent'],
  phone: ['recent'],
  email: ['recent'],
  residentIdHash: ['recent'],
  creditCode: ['recent'],
  company: ['recent'],
  divisionCode: ['recent'],
  address: ['recent'],
  preferredChannel: ['recent'],
  preferredHours: ['recent'],
  marital: ['recent'],
  children: ['recent'],
  education: ['recent'],
  income: ['recent'],
  occupation: ['recent'],
  interests: ['recent'],
}

/** All but `recent`, which asks when a statement counts as said. */
type Measure = (one: SaidBy, field: GoldenField, value: string) => number
export const measures: Record<Exclude<Criterion, 'recent'>, Measure> = {
  verified: ({ verified }, field) => (verified.has(field) ? 1 : 0),
  trust: ({ sourceTrust }) => sourceTrust,
  complete: (_, field, value) => completeness(field, value),
  longest: (_, _field, value) => value.length,
}

/** Where a value can be more or less of the same: a salutation for a name, a province for a place, a street for an address. */
export function completeness(field: GoldenField, value: string): number {
  if (field === 'name') {
    const forms = nameForms(value)
    return forms.whole ? 2 : forms.exact.length > 0 ? 1 : 0
  }
  if (field === 'divisionCode') return value.endsWith('0000') ? 1 : value.endsWith('00') ? 2 : 3
  if (field === 'address') return new Set(value.match(addressParts)).size
  return 0
}
const addressParts = /省|市|区|县|镇|乡|村|路|街|巷|弄|号|栋|幢|座|楼|单元|室|\d+|,/g
