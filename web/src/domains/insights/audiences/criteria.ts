import {
  type AudienceCriteria,
  audienceCriteria,
  type spendLines,
} from '../../../../../contract/audiences.ts'

/** What a range counts; shares are kept 0 to 1 and shown in per cent, money is kept in fen. */
export type Unit = 'number' | 'days' | 'months' | 'years' | 'share' | 'fen'
export type Group = 'worth' | 'foretold' | 'past' | 'place' | 'car' | 'person'
type Shape =
  | { kind: 'some' }
  | { kind: 'range'; unit: Unit; least: number; most: number }
  | { kind: 'flag' }
  | { kind: 'spend' }
  | { kind: 'words' }

export const groups: readonly Group[] = ['worth', 'foretold', 'past', 'place', 'car', 'person']
const score = { kind: 'range', unit: 'number', least: 1, most: 5 } as const
const some = { kind: 'some' } as const
const flag = { kind: 'flag' } as const
const range = (unit: Unit, most: number, least = 0) => ({ kind: 'range', unit, least, most }) as const

/** Every condition there is, in the order of the menu: `chance.` is one condition per kind of model. */
const all = {
  valueClass: ['worth', some],
  abc: ['worth', some],
  recency: ['worth', score],
  frequency: ['worth', score],
  monetary: ['worth', score],
  atLoss: ['worth', flag],
  valueStage: ['worth', some],
  lapse: ['foretold', some],
  alive: ['foretold', range('share', 1)],
  expectedVisits: ['foretold', range('number', 1_000)],
  expectedFen: ['foretold', range('fen', 100_000_000_000_000)],
  'chance.lead-to-sale': ['foretold', some],
  'chance.repurchase': ['foretold', some],
  'chance.response': ['foretold', some],
  visitDays: ['past', range('days', 36_500)],
  spend: ['past', { kind: 'spend' }],
  complainedDays: ['past', range('days', 36_500)],
  brand: ['place', some],
  region: ['place', some],
  dealer: ['place', some],
  division: ['place', some],
  series: ['car', some],
  vehicleMonths: ['car', range('months', 1_200)],
  stage: ['person', some],
  kind: ['person', some],
  sex: ['person', some],
  age: ['person', range('years', 130)],
  marital: ['person', some],
  education: ['person', some],
  preferredChannel: ['person', some],
  interests: ['person', { kind: 'words' }],
  contactable: ['person', flag],
} satisfies Record<string, [Group, Shape]>
export type Criterion = keyof typeof all
export const criteria = Object.keys(all) as Criterion[]
export const groupOf = (criterion: Criterion): Group => all[criterion][0]
export const shapeOf = (criterion: Criterion): Shape => all[criterion][1]

export type Range = { from?: number | undefined; to?: number | undefined }
export type Spend = { days?: number | undefined; line: (typeof spendLines)[number]; fen?: Range | undefined }
export type Value = string[] | Range | Spend | true | undefined
/** The lines of the builder in the order they were added; what is not filled in yet is undefined. */
export type Draft = readonly { criterion: Criterion; value: Value }[]

/** What a line begins with: a flag is whole at once. */
export const begun = (criterion: Criterion): Value => {
  const { kind } = shapeOf(criterion)
  return kind === 'flag' ? true : kind === 'spend' ? { days: 365, line: 'all' } : undefined
}

export const draftOf = (kept: AudienceCriteria): Draft => {
  const { chance, ...rest } = kept
  const flat: Record<string, unknown> = { ...rest }
  for (const [kind, bands] of Object.entries(chance ?? {})) flat[`chance.${kind}`] = bands
  return criteria.flatMap((criterion) =>
    flat[criterion] === undefined ? [] : [{ criterion, value: flat[criterion] as Value }],
  )
}

const isEmpty = (value: Value) =>
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && 'from' in value && value.from === undefined && value.to === undefined)

/** The rule as the contract wants it, of the lines that are filled in; `whole` when all of them are, and rightly. */
export const criteriaOf = (draft: Draft): { criteria: AudienceCriteria; whole: boolean } => {
  const given: Record<string, unknown> = {}
  let whole = true
  for (const { criterion, value } of draft) {
    const [outer, kind] = criterion.split('.')
    const one = kind ? { [outer!]: { [kind]: value } } : { [criterion]: value }
    if (isEmpty(value) || !audienceCriteria.safeParse(one).success) whole = false
    else if (kind) given.chance = { ...(given.chance as object), [kind]: value }
    else given[criterion] = value
  }
  return { criteria: audienceCriteria.parse(given), whole }
}
