import type { Ctx } from '../../kernel/ctx.ts'
import { joined } from '../../kernel/db/columns.ts'
import { finderKeys } from '../../kernel/finder.ts'
import { maskResidentId } from '../../kernel/resident-id.ts'
import { type Prepared, putField } from './arrivals.ts'
import type { Decision } from './matching/exact.ts'
import type { Kept } from './queries/arrivals.ts'
import { compareFields, type Difference, type Golden, type GoldenField, type Origins } from './rules.ts'

export type Decided = Prepared & { decision: Decision }
export type Grown = Pick<Kept, 'created' | 'changed'>
export type Outcome = {
  outcome: 'created' | 'updated' | 'unchanged'
  changed: GoldenField[]
  differences: Difference[]
}
export const nothingNew: Outcome = { outcome: 'unchanged', changed: [], differences: [] }

/** Everything a batch says of one person, earliest first, becomes one new row or one change. */
export function growPerson(
  ctx: Ctx,
  customerId: string,
  group: readonly Decided[],
  before: Golden | undefined,
  grown: Grown,
): Map<Decided, Outcome> {
  const golden: Golden = before ?? { values: {}, origins: {}, forms: { whole: false }, seenAt: new Date(0) }
  const inTime = group.length === 1 ? group : [...group].sort((a, b) => (a.order < b.order ? -1 : 1))
  const first = inTime[0]!
  const row: Row = { columns: {}, cleared: new Set(), origins: {} }
  const outcomes = new Map<Decided, Outcome>()
  for (const one of inTime) outcomes.set(one, grow(ctx, golden, one, row, !before && one === first))
  const shared = { id: customerId, seen_at: inTime.at(-1)!.at, ...row.columns }
  const keys = searchKeys(inTime)
  if (before) {
    const isChanged = Object.keys(row.origins).length > 0
    grown.changed.push({
      ...shared,
      cleared: [...row.cleared],
      keys,
      ...(isChanged && { origins: row.origins }),
    })
  } else {
    const start = { name: '', kind: first.who, first_source: first.arrival.source }
    const forms = joined((row.columns.name_forms as string[] | undefined) ?? [])
    grown.created.push({
      row: { ...start, ...shared, name_forms: forms, origins: JSON.stringify(row.origins) },
      keys: [...keys, ...nodeKeys(inTime)],
    })
  }
  return outcomes
}

type Row = { columns: Record<string, unknown>; cleared: Set<GoldenField>; origins: Origins }

/** One arrival: what it wins goes into the row, and the golden record grows for the next one. */
function grow(ctx: Ctx, golden: Golden, one: Decided, row: Row, isNew: boolean): Outcome {
  const { arrival, values, forms } = one
  const said = compareFields(golden, {
    values,
    forms,
    happenedAt: arrival.happenedAt,
    wins: arrival.wins ?? 'newer',
    clear: arrival.clear ?? [],
  })
  const won = said.filter((difference) => difference.won)
  const origin = { record: arrival.recordId, at: one.at }
  for (const { field, after } of won) {
    golden.values[field] = after
    if (after === null) row.cleared.add(field)
    else {
      row.cleared.delete(field)
      putField(ctx, row.columns, field, one)
    }
    if (field === 'name') golden.forms = forms
    if (!isNew) row.origins[field] = golden.origins[field] = origin
  }
  if (isNew) {
    row.origins['*'] = golden.origins['*'] = origin
    golden.seenAt = arrival.happenedAt
    golden.masked = masked(one)
    return { outcome: 'created', changed: [], differences: [] }
  }
  const differences = said.map((difference) =>
    difference.field === 'residentIdHash'
      ? {
          ...difference,
          before: difference.before && (golden.masked ?? '***'),
          after: difference.after && masked(one),
        }
      : difference,
  )
  if (won.some(({ field }) => field === 'residentIdHash')) golden.masked = masked(one)
  const changed = won.map(({ field }) => field)
  return { outcome: changed.length > 0 ? 'updated' : 'unchanged', changed, differences }
}

const masked = ({ arrival: { person } }: Decided) =>
  person.residentId ? maskResidentId(person.residentId) : null

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
