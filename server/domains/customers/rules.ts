import type { NameForms } from './matching/names.ts'

/** How a field of the golden record is won. Empty never wins; `latest`: by when it happened; `fuller`: 王伟 beats 王先生. */
export const survivorship = {
  name: 'fuller',
  salutation: 'latest',
  sex: 'latest',
  birthOn: 'latest',
  phone: 'latest',
  email: 'latest',
  residentIdHash: 'latest',
  creditCode: 'latest',
  company: 'latest',
  divisionCode: 'latest',
  address: 'latest',
  preferredChannel: 'latest',
  preferredHours: 'latest',
} as const satisfies Record<string, 'latest' | 'fuller'>

export type GoldenField = keyof typeof survivorship
export const goldenFields = Object.keys(survivorship) as GoldenField[]
export type GoldenValues = Partial<Record<GoldenField, string | null>>
type Origin = { record: string | null; at: string; by?: string }
/** Where a field's value came from: the source record (none when typed in by hand) and when it happened; `*` is the first record. */
export type Origins = Partial<Record<GoldenField | '*', Origin>>
export const originOf = (origins: Origins, field: GoldenField): Origin | undefined =>
  origins[field] ?? origins['*']

/** `masked`: the ID number as it may be shown; `values` hold only its one-way form. */
export type Golden = {
  values: GoldenValues
  origins: Origins
  forms: Pick<NameForms, 'whole'>
  seenAt: Date
  masked?: string | null
}
/** `wins`: what is taken although ours is newer; `clear`: what becomes empty. Both only when somebody asked for it. */
export type Brought = {
  values: GoldenValues
  forms: Pick<NameForms, 'whole' | 'exact'>
  happenedAt: Date
  wins: 'newer' | 'always' | ReadonlySet<GoldenField>
  clear: readonly GoldenField[]
}
export type Difference = { field: GoldenField; before: string | null; after: string | null; won: boolean }

/** Every field of which the arrival says something else than the record, and which of them win. */
export function compareFields(known: Golden, brought: Brought): Difference[] {
  const differences: Difference[] = []
  for (const field of goldenFields) {
    const before = known.values[field] || null
    const cleared = field !== 'name' && before !== null && brought.clear.includes(field)
    const after = cleared ? null : brought.values[field] || null
    if (!cleared && (after === null || after === before)) continue
    differences.push({ field, before, after, won: cleared || isWon(field, before, known, brought) })
  }
  return differences
}

function isWon(field: GoldenField, before: string | null, known: Golden, brought: Brought): boolean {
  if (before === null || brought.wins === 'always') return true
  if (brought.wins !== 'newer' && brought.wins.has(field)) return true
  if (field === 'name' && brought.forms.exact.length === 0) return false
  if (survivorship[field] === 'fuller' && brought.forms.whole !== known.forms.whole)
    return brought.forms.whole
  const since = originOf(known.origins, field)?.at
  return brought.happenedAt.getTime() >= (since ? Date.parse(since) : known.seenAt.getTime())
}

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
