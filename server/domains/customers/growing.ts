import type { Ctx } from '../../kernel/ctx.ts'
import { joined } from '../../kernel/db/columns.ts'
import { finderKeys } from '../../kernel/finder.ts'
import { type Prepared, putField, saidBy } from './arrivals.ts'
import { hidden } from './masking.ts'
import type { Decision } from './matching/exact.ts'
import type { Kept } from './queries/arrivals.ts'
import type { Difference } from './rules.ts'
import { choose } from './survivorship/compose.ts'
import { defaultRules, type FieldRules } from './survivorship/criteria.ts'
import { type GoldenField, type GoldenValues, goldenFields, type Origins } from './survivorship/fields.ts'
import { type Golden, packed, winnersOf } from './survivorship/standing.ts'
import type { Picks, SaidBy } from './survivorship/statements.ts'

export type Decided = Prepared & { decision: Decision }
/** `arrived`: a person's arrivals in the order they are told, so that the records are kept in it. */
export type Grown = Pick<Kept, 'created' | 'changed'> & { arrived: Decided[] }
export type Outcome = {
  outcome: 'created' | 'updated' | 'unchanged'
  changed: GoldenField[]
  differences: Difference[]
}
export const nothingNew: Outcome = { outcome: 'unchanged', changed: [], differences: [] }

/** What a person's fields are chosen from when it takes more than the golden record as it stands. */
export type Basis = {
  said: readonly SaidBy[]
  rules: FieldRules
  trust: Readonly<Record<string, number>>
  picks: Picks
}

/** Later than everything kept; the records get their numbers when they are written. */
const notYetKept = 2 ** 50

/** Everything a batch says of one person, earliest first, becomes one new row or one change. */
export function growPerson(
  ctx: Ctx,
  customerId: string,
  group: readonly Decided[],
  before: Golden | undefined,
  grown: Grown,
  basis?: Basis,
): Map<Decided, Outcome> {
  const inTime = group.length === 1 ? group : [...group].sort((a, b) => (a.order < b.order ? -1 : 1))
  grown.arrived.push(...inTime)
  const { told, outcomes } = tell(ctx, inTime, before, basis)
  const shared = { id: customerId, seen_at: inTime.at(-1)!.at }
  const keys = searchKeys(inTime)
  if (before) {
    grown.changed.push({ ...shared, ...changeOf(before, told), keys })
    return outcomes
  }
  const first = inTime[0]!
  const columns: Record<string, unknown> = {}
  for (const field of goldenFields) {
    const value = told.values[field]
    if (value) putField(columns, field, value, told.winners[field])
  }
  const start = { name: '', kind: first.who, first_source: first.arrival.source }
  const forms = joined((columns.name_forms as string[] | undefined) ?? [])
  grown.created.push({
    row: { ...start, ...shared, ...columns, name_forms: forms, origins: JSON.stringify(told.origins) },
    keys: [...keys, ...nodeKeys(inTime)],
  })
  return outcomes
}

type Told = { values: GoldenValues; origins: Origins | null; winners: Partial<Record<GoldenField, SaidBy>> }

/** Arrival after arrival: what each says that is not so yet, and what the golden record is in the end. */
function tell(
  ctx: Ctx,
  inTime: readonly Decided[],
  before: Golden | undefined,
  basis: Basis | undefined,
): { told: Told; outcomes: Map<Decided, Outcome> } {
  const [first] = inTime
  const { wins = 'newer', clear = [] } = first!.arrival
  const outcomes = new Map<Decided, Outcome>()
  const now = ctx.now.toISOString()
  if (!before && inTime.length === 1 && wins === 'newer' && clear.length === 0) {
    // Half a million of an import are people known from this one record: nothing to choose from.
    const { recordId, by } = first!.arrival
    const said = saidBy(first!, now, notYetKept)
    outcomes.set(first!, created)
    const winners: Told['winners'] = said.resident ? { residentIdHash: said } : {}
    const origins = { '*': { record: recordId, at: first!.at, ...(by && { by }) } }
    return { told: { values: first!.values, origins, winners }, outcomes }
  }
  const said = [...(basis?.said ?? (before ? winnersOf(before) : []))]
  let golden: Pick<Golden, 'values' | 'masked'> = before ?? { values: {} }
  let chosen: ReturnType<typeof choose> = { values: {}, origins: {}, winners: {} }
  for (const [at, one] of inTime.entries()) {
    said.push(saidBy(one, now, notYetKept + at, basis?.trust))
    chosen = choose(said, basis?.rules ?? defaultRules, basis?.picks)
    outcomes.set(one, before || at > 0 ? outcomeOf(one, golden, chosen.values) : created)
    const kept = chosen.winners.residentIdHash?.resident?.masked
    golden = { values: chosen.values, masked: kept ?? (chosen.values.residentIdHash ? golden.masked : null) }
  }
  const origins = packed(before?.origins ?? {}, chosen.origins, chosen.values)
  return { told: { ...chosen, origins }, outcomes }
}
const created: Outcome = { outcome: 'created', changed: [], differences: [] }

/** Of what this one said, what was not so before, and which of it won. */
function outcomeOf(
  { arrival, values, resident }: Decided,
  golden: Pick<Golden, 'values' | 'masked'>,
  after: GoldenValues,
): Outcome {
  const differences: Difference[] = []
  for (const field of goldenFields) {
    const before = golden.values[field] || null
    const cleared = field !== 'name' && before !== null && arrival.clear?.includes(field) === true
    const said = cleared ? null : values[field] || null
    if (!cleared && (said === null || said === before)) continue
    const won = (after[field] || null) === said
    differences.push(
      field === 'residentIdHash'
        ? {
            field,
            before: before && (golden.masked ?? hidden),
            after: said && (resident?.masked ?? null),
            won,
          }
        : field === 'income'
          ? { field, before: before && hidden, after: said && hidden, won }
          : { field, before, after: said, won },
    )
  }
  const changed = differences.filter(({ won }) => won).map(({ field }) => field)
  return { outcome: changed.length > 0 ? 'updated' : 'unchanged', changed, differences }
}

/** A golden record's change as customers.change_people takes it; `origins` only when somebody else said something last. */
export function changeOf(before: Golden, { values, origins, winners }: Told): Record<string, unknown> {
  const change: Record<string, unknown> = {}
  const cleared: GoldenField[] = []
  for (const field of goldenFields) {
    const [was, is] = [before.values[field] || null, values[field] || null]
    if (was === is) continue
    if (is) putField(change, field, is, winners[field])
    else if (field !== 'name') cleared.push(field)
  }
  const changed = cleared.length > 0 || Object.keys(change).length > 0
  const kept = origins ?? (changed ? before.origins : null)
  return { ...change, cleared, changed, ...(kept && { origins: kept }) }
}

function searchKeys(group: readonly Decided[]): string[] {
  const keys = group.map(({ arrival: { person } }) =>
    finderKeys({
      name: person.name,
      companyName: person.company,
      phones: person.phones,
      plates: person.plates,
      vins: person.vins,
    }),
  )
  return keys.length === 1 ? keys[0]! : [...new Set(keys.flat())]
}
const nodeKeys = (group: readonly Decided[]): string[] =>
  [...new Set(group.flatMap((one) => one.arrival.reachNodes))].map((node) => `n:${node}`)
