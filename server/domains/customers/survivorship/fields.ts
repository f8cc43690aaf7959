import { profileNames } from '../../../../contract/customer-profile.ts'
import type { GoldenName } from '../../../../contract/survivorship.ts'

/** Every field of the golden record; each is won by itself. */
export const goldenFields = [
  'name',
  'salutation',
  'sex',
  'birthOn',
  'phone',
  'email',
  'residentIdHash',
  'creditCode',
  'company',
  'divisionCode',
  'address',
  'preferredChannel',
  'preferredHours',
  ...profileNames,
] as const
export type GoldenField = (typeof goldenFields)[number]
export type GoldenValues = Partial<Record<GoldenField, string | null>>

/**
 * Where a field's value came from: the source record and when it said so. `by`: who typed it in; `cut`: before which
 * nothing counts, because somebody overruled it then; `pick`: who chose it among what was said.
 */
export type Origin = { record: string | null; at: string; by?: string; cut?: string; pick?: string }
/** `*` is the origin of every field that has none of its own: most people are known from one record. */
export type Origins = Partial<Record<GoldenField | '*', Origin>>
export const originOf = (origins: Origins, field: GoldenField): Origin | undefined =>
  origins[field] ?? origins['*']

/** The word the contract has for it: nobody outside sees that it is kept as a hash. */
export const nameOfField = (field: GoldenField): GoldenName =>
  field === 'residentIdHash' ? 'residentId' : field
export const fieldNamed = (name: GoldenName): GoldenField => (name === 'residentId' ? 'residentIdHash' : name)
