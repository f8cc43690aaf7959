import { profileNames } from '../../../../contract/customer-profile.ts'
import type { ImportOptions } from '../../../../contract/imports.ts'
import type { Identified, PersonArrival } from '../../customers/index.ts'
import { profileKey } from './customer-fields.ts'
import type { ReadRow, Written } from './kind.ts'

/** Fields of the file under the names the customers domain has for them. */
const goldenOf: Record<string, Identified['changed'][number]> = {
  name: 'name',
  salutation: 'salutation',
  sex: 'sex',
  birthOn: 'birthOn',
  phone: 'phone',
  email: 'email',
  residentId: 'residentIdHash',
  creditCode: 'creditCode',
  company: 'company',
  division: 'divisionCode',
  address: 'address',
  preferredChannel: 'preferredChannel',
  preferredHours: 'preferredHours',
  ...Object.fromEntries(profileNames.map((name) => [profileKey(name), name])),
}
const fieldOf = new Map(Object.entries(goldenOf).map(([field, golden]) => [golden, field]))

/** Whose value stays where both have one and ours is newer; the word on a field goes before the word on the file. */
export function winsBy({ conflict, conflictByField }: ImportOptions): PersonArrival['wins'] {
  const theirs = Object.entries(goldenOf).filter(
    ([field]) => (conflictByField[field] ?? conflict) === 'theirs',
  )
  if (theirs.length === 0) return 'newer'
  return theirs.length === fieldOf.size ? 'always' : new Set(theirs.map(([, golden]) => golden))
}

export const clearedBy = ({ empty }: ImportOptions, { emptied }: ReadRow): PersonArrival['clear'] =>
  empty === 'clear' ? emptied.flatMap((field) => goldenOf[field] ?? []) : []

/** A row that loses a field to a newer value of ours is a conflict, whatever else it changes. */
export function writtenOf(
  { outcome, how, customerId, differences: all }: Identified,
  { values }: ReadRow,
): Written {
  // A name we made up says nothing about the one we have.
  const differences = values.name === undefined ? all.filter((one) => one.field !== 'name') : all
  const lost = differences.filter((one) => !one.won)
  const about = {
    subjectId: customerId,
    personId: how === 'new' ? null : customerId,
    differences: (lost.length > 0 ? lost : differences).map(({ field, before, after }) => ({
      field: fieldOf.get(field) ?? field,
      before,
      after,
    })),
  }
  if (how === 'record') return { outcome: 'unchanged', subjectId: customerId }
  if (lost.length > 0) return { outcome: 'conflict', ...about }
  return {
    outcome: outcome === 'created' ? 'create' : outcome === 'updated' ? 'update' : 'unchanged',
    ...about,
  }
}
