import { type Criterion, type FieldRules, measures } from './criteria.ts'
import { type GoldenField, type GoldenValues, goldenFields, type Origin } from './fields.ts'
import type { Pick, Picks, SaidBy } from './statements.ts'

export type Composed = {
  values: GoldenValues
  origins: Partial<Record<GoldenField, Origin>>
  /** Who holds another value than the one that won, the best first. */
  losing: Partial<Record<GoldenField, SaidBy[]>>
  /** Whose word each field is; nobody's when somebody picked a value of their own. */
  winners: Partial<Record<GoldenField, SaidBy>>
}

/**
 * The golden record out of everything that was said. Field by field, each a choice of one statement by an order that
 * is total: neither the order of `said` nor a record that wins nothing makes a difference.
 */
export function composeGolden(said: readonly SaidBy[], rules: FieldRules, picks: Picks = {}): Composed {
  const chosen = choose(said, rules, picks)
  const losing: Composed['losing'] = {}
  for (const field of goldenFields) {
    const value = chosen.values[field]
    const others = said.filter((one) => one.values[field] && one.values[field] !== value)
    if (others.length > 0) losing[field] = others.sort((a, b) => -compare(a, b, field, rules[field]))
  }
  return { ...chosen, losing }
}

/** The same without the losers: what intake needs to know. */
export function choose(
  said: readonly SaidBy[],
  rules: FieldRules,
  picks: Picks = {},
): Omit<Composed, 'losing'> {
  const chosen: Omit<Composed, 'losing'> = { values: {}, origins: {}, winners: {} }
  for (const field of goldenFields) {
    const won = fieldOf(field, said, rules[field], picks[field])
    if (!won) continue
    chosen.values[field] = won.value
    chosen.origins[field] = won.origin
    if (won.by) chosen.winners[field] = won.by
  }
  return chosen
}

/** Everybody who says something of a field: whose value counts, those who agree, the others, each the best first. */
export function ranked(
  field: GoldenField,
  said: readonly SaidBy[],
  rules: FieldRules,
  golden: { value: string | null; record: string | null },
): SaidBy[] {
  const place = (one: SaidBy) =>
    one.recordId === golden.record ? 2 : one.values[field] === golden.value ? 1 : 0
  return said
    .filter((one) => one.values[field] || one.cleared?.includes(field))
    .sort((a, b) => place(b) - place(a) || -compare(a, b, field, rules[field]))
}

type Won = { value: string | null; origin: Origin; by: SaidBy | null }

/** The statement that counts for one field; nothing when nobody ever said anything. */
function fieldOf(
  field: GoldenField,
  said: readonly SaidBy[],
  order: readonly Criterion[],
  pick?: Pick,
): Won | null {
  const barrier = lastForced(said, field)
  const picked = pick && pickedOf(field, said, order, pick, barrier)
  if (picked) return picked
  const best = bestOf(field, afterwards(said, field, barrier), order)
  if (best) return { value: best.values[field]!, origin: originBy(best, field, barrier), by: best }
  return barrier && { value: null, origin: originBy(barrier, field, barrier), by: barrier }
}

function bestOf(field: GoldenField, able: readonly SaidBy[], order: readonly Criterion[]): SaidBy | null {
  let best: SaidBy | null = null
  for (const one of able) if (one.values[field] && (!best || compare(one, best, field, order) > 0)) best = one
  return best
}

/** Above 0: `a` beats `b`. What the criteria leave equal goes to the later one. */
function compare(a: SaidBy, b: SaidBy, field: GoldenField, order: readonly Criterion[]): number {
  for (const criterion of order) {
    const [left, right] = [measureOf(criterion, a, field), measureOf(criterion, b, field)]
    if (left !== right) return left > right ? 1 : -1
  }
  return later(a, b, field)
}

const measureOf = (criterion: Criterion, one: SaidBy, field: GoldenField) =>
  criterion === 'recent' ? momentOf(one, field) : measures[criterion](one, field, one.values[field] ?? '')

const isForced = (one: SaidBy, field: GoldenField): boolean =>
  one.forced !== undefined &&
  (one.cleared?.includes(field) === true ||
    (!!one.values[field] && (one.forced.fields === 'all' || one.forced.fields.has(field))))

/** When it counts as said: what was forced, at the earliest when somebody forced it. */
const momentOf = (one: SaidBy, field: GoldenField): string =>
  isForced(one, field) && one.forced!.at > one.happenedAt ? one.forced!.at : one.happenedAt

function later(a: SaidBy, b: SaidBy, field: GoldenField): number {
  const [left, right] = [momentOf(a, field), momentOf(b, field)]
  if (left !== right) return left > right ? 1 : -1
  if (a.nth !== b.nth) return a.nth - b.nth
  return a.recordId > b.recordId ? 1 : a.recordId < b.recordId ? -1 : 0
}

function lastForced(said: readonly SaidBy[], field: GoldenField): SaidBy | null {
  let last: SaidBy | null = null
  for (const one of said)
    if (isForced(one, field) && (!last || beyond(one, one.forced!.at, last) > 0)) last = one
  return last
}

/** Whether `one`, said at `at`, comes after the forced one. */
function beyond(one: SaidBy, at: string, forced: SaidBy): number {
  if (at !== forced.forced!.at) return at > forced.forced!.at ? 1 : -1
  if (one.nth !== forced.nth) return one.nth - forced.nth
  return one.recordId > forced.recordId ? 1 : -1
}

/** Of what was said before somebody overruled it, nothing counts. */
const afterwards = (said: readonly SaidBy[], field: GoldenField, barrier: SaidBy | null) =>
  barrier ? said.filter((one) => one === barrier || beyond(one, momentOf(one, field), barrier) > 0) : said

function originBy(one: SaidBy, field: GoldenField, barrier: SaidBy | null): Origin {
  return {
    record: one.recordId || null,
    at: momentOf(one, field),
    ...(one.by && { by: one.by }),
    ...(barrier && { cut: barrier.forced!.at }),
  }
}

/** A record that is no longer here, or says nothing of the field, cannot be picked: the rule decides again. */
function pickedOf(
  field: GoldenField,
  said: readonly SaidBy[],
  order: readonly Criterion[],
  pick: Pick,
  barrier: SaidBy | null,
): Won | null {
  const cut = barrier && { cut: barrier.forced!.at }
  const holds = (one: SaidBy) =>
    'value' in pick ? one.values[field] === pick.value : one.recordId === pick.recordId
  const best = bestOf(field, said.filter(holds), order)
  if (best)
    return {
      value: best.values[field]!,
      origin: { ...originBy(best, field, barrier), pick: pick.by },
      by: best,
    }
  if (!('value' in pick)) return null
  return {
    value: pick.value,
    origin: { record: null, at: pick.at, by: pick.by, pick: pick.by, ...cut },
    by: null,
  }
}
