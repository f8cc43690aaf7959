import type { GoldenField, GoldenValues } from './survivorship/fields.ts'

/** A field of which an arrival says something else than the record, and whether it wins. */
export type Difference = { field: GoldenField; before: string | null; after: string | null; won: boolean }

type Profiled = {
  kind: 'person' | 'organisation'
  stage: string
  values: GoldenValues
  wholeName: boolean
  doNotContact: boolean
  deceased: boolean
}

/** What is worth asking, the most useful question first. `from`: not before the customer has come that far. */
const questions = [
  { field: 'phone', of: ['person', 'organisation'] },
  { field: 'name', of: ['person'] },
  { field: 'divisionCode', of: ['person', 'organisation'] },
  { field: 'preferredChannel', of: ['person'] },
  { field: 'preferredHours', of: ['person'] },
  { field: 'creditCode', of: ['organisation'] },
  { field: 'email', of: ['person', 'organisation'] },
  { field: 'sex', of: ['person'] },
  { field: 'birthOn', of: ['person'], from: 'growth' },
  { field: 'address', of: ['person', 'organisation'], from: 'growth' },
  // How somebody lives: the least needed last, and what touches the purse not before a purchase.
  { field: 'interests', of: ['person'] },
  { field: 'occupation', of: ['person'] },
  { field: 'marital', of: ['person'], from: 'growth' },
  { field: 'children', of: ['person'], from: 'growth' },
  { field: 'education', of: ['person'], from: 'growth' },
  { field: 'income', of: ['person'], from: 'growth' },
] as const satisfies { field: GoldenField; of: ('person' | 'organisation')[]; from?: 'growth' }[]

/** Progressive profiling: one question a contact, none to somebody who asked to be left alone. */
export function missingFields(customer: Profiled): {
  missing: (typeof questions)[number]['field'][]
  next: (typeof questions)[number]['field'] | null
} {
  if (customer.deceased) return { missing: [], next: null }
  const missing = questions
    .filter((question) => (question.of as readonly string[]).includes(customer.kind))
    .filter((question) => !('from' in question) || customer.stage !== 'acquisition')
    .filter(({ field }) => (field === 'name' ? !customer.wholeName : !customer.values[field]))
    .filter(({ field }) => field !== 'children' || customer.values.marital === 'married-children')
    .map(({ field }) => field)
  return { missing, next: customer.doNotContact ? null : (missing[0] ?? null) }
}

const afterPurchase: Record<string, string> = {
  acquisition: 'growth',
  growth: 'maturity',
  decline: 'maturity',
  ended: 'maturity',
}
/** The stage of life a purchase brings: the first car makes a growing customer, the next one a mature one. */
export const stageAfterPurchase = (stage: string): string => afterPurchase[stage] ?? stage
