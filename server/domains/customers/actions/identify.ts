import { commonProblems } from '../../../../contract/problem.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { Refused } from '../../../kernel/errors.ts'
import type { Event } from '../../../kernel/events.ts'
import { newId } from '../../../kernel/ids.ts'
import { type PersonArrival, type Prepared, prepare, saidBy } from '../arrivals.ts'
import { type Decided, type Grown, growPerson, nothingNew, type Outcome } from '../growing.ts'
import { askOf, lookAgain } from '../linking/live.ts'
import { type Decision, identifying, settle } from '../matching/exact.ts'
import {
  currentPeople,
  type IdentifierSeen,
  keep,
  meet,
  type Question,
  type Reached,
  type RecordKept,
  reachTo,
} from '../queries/arrivals.ts'
import type { Difference } from '../rules.ts'
import { type GoldenField, goldenFields, type Origins } from '../survivorship/fields.ts'
import type { Golden } from '../survivorship/standing.ts'
import { stored } from '../survivorship/stored.ts'
import { basesOf } from './basis.ts'

export type Identified = {
  recordId: string
  /** The source record it is kept as: its own, or the earlier one when exactly this arrived before. */
  sourceRecordId: string
  customerId: string
  outcome: 'created' | 'updated' | 'unchanged'
  how: string
  /** Fields that were won. */
  changed: GoldenField[]
  /** Of somebody known: every field of which the arrival says something else, won or not. */
  differences: Difference[]
}

/** More arrive than a screen would show one by one: bulk callers tell their own story. */
const mostEvents = 50

/**
 * Finds or makes the customer of everything that arrived, across the whole network, and writes it down.
 * Takes up to 5,000; four round trips, five when somebody is known already. Call it once per transaction.
 */
export async function identifyPeople(ctx: Ctx, arrivals: PersonArrival[]): Promise<Identified[]> {
  if (arrivals.length === 0) return []
  const prepared = arrivals.map((arrival) => prepare(ctx, arrival))
  await refuseUnseen(ctx, prepared)
  const known = await meet(ctx, prepared.flatMap(questionsOf))
  const likely = await lookAgain(
    ctx,
    prepared,
    settle(prepared, known, () => newId(ctx.now)),
  )
  const { decisions } = likely
  const decided = prepared.map((one, at): Decided => Object.assign(one, { decision: decisions[at]! }))
  const outcomes = await write(ctx, decided)
  await askOf(ctx, likely)
  await tell(ctx, decided, outcomes)
  return decided.map(({ arrival, decision }, at) => ({
    recordId: arrival.recordId,
    sourceRecordId: keptAs(decision, arrivals) ?? arrival.recordId,
    customerId: decision.customerId,
    outcome: outcomes[at]!.outcome,
    how: decision.how,
    changed: outcomes[at]!.changed,
    differences: outcomes[at]!.differences,
  }))
}

/** A repeat inside the batch names its first by position, `#3`. */
const keptAs = (decision: Decision, arrivals: PersonArrival[]) =>
  decision.recordId?.startsWith('#')
    ? arrivals[Number(decision.recordId.slice(1))]!.recordId
    : decision.recordId

/** A customer chosen by hand must be one the chooser can see. */
async function refuseUnseen(ctx: Ctx, prepared: Prepared[]): Promise<void> {
  const chosen = [...new Set(prepared.flatMap((one) => one.chosen ?? []))]
  if (chosen.length === 0) return
  const seen = await currentPeople(ctx, chosen)
  if (seen.length < chosen.length) throw new Refused(commonProblems.notFound)
}

function questionsOf(
  { arrival, who, forms, residentHash, claims, external, fingerprint }: Prepared,
  n: number,
) {
  const about = { n, who, forms, hash: residentHash }
  const questions: Question[] = []
  for (const { kind, value } of claims) if (identifying.has(kind)) questions.push({ ...about, kind, value })
  if (external) {
    const { source, externalId, dealerId } = arrival
    questions.push({ ...about, kind: 'external', value: externalId!, source, dealer: dealerId, fingerprint })
  }
  return questions
}

/** What arrived before wins nothing, changes nothing and is not kept again. */
async function write(ctx: Ctx, decided: Decided[]): Promise<Outcome[]> {
  const news = decided.filter((one) => one.decision.how !== 'record')
  if (news.length === 0) return decided.map(() => nothingNew)
  const reached = reachOf(ctx, news)
  const people = Map.groupBy(news, (one) => one.decision.customerId)
  const old = [...people].filter(([, group]) => !group.some((one) => one.decision.how === 'new'))
  // A dealer sees a person from the reach on, and only then what there is to update.
  if (old.length > 0 && ctx.scope.nodes.length > 0) await reachTo(ctx, reached)
  const rows =
    old.length > 0
      ? await currentPeople(
          ctx,
          old.map(([id]) => id),
        )
      : []
  const golden = new Map<string, Golden>(rows.map((row) => [row.id, goldenOf(row)]))
  const bases = await basesOf(ctx, people, golden)
  const grown: Grown = { created: [], changed: [], arrived: [] }
  const outcomes = new Map<Decided, Outcome>()
  for (const [id, group] of people)
    for (const [one, outcome] of growPerson(ctx, id, group, golden.get(id), grown, bases.get(id)))
      outcomes.set(one, outcome)
  const { arrived, ...grownInto } = grown
  const records = arrived.map((one) => recordRow(ctx, one))
  await keep(ctx, { ...grownInto, reached, records, identifiers: identifierRows(news) })
  return decided.map((one) => outcomes.get(one) ?? nothingNew)
}

type Row = Awaited<ReturnType<typeof currentPeople>>[number]
export function goldenOf(row: Row): Golden {
  const values = { ...row, residentIdHash: row.residentIdHash?.toString('hex') ?? null }
  return {
    values: Object.fromEntries(goldenFields.map((field) => [field, values[field]])),
    origins: row.origins as Origins,
    seenAt: row.seenAt,
    masked: row.residentIdMasked,
  }
}

/** Whoever brings a person deals with them: a dealer's own node always reaches. */
function reachOf(ctx: Ctx, decided: Decided[]): Reached[] {
  const own = dealerOf(ctx)
  const reached = new Map<string, Reached>()
  for (const one of decided) {
    const { arrival, decision } = one
    if (own && !arrival.reachNodes.includes(own))
      one.arrival = { ...arrival, reachNodes: [...arrival.reachNodes, own] }
    for (const nodeId of one.arrival.reachNodes) {
      const key = nodeId + decision.customerId
      const known = reached.get(key)
      if (!known || known.seenAt < one.at)
        reached.set(key, { nodeId, customerId: decision.customerId, seenAt: one.at })
    }
  }
  return [...reached.values()]
}

function recordRow(ctx: Ctx, one: Decided): RecordKept {
  const { arrival, at, decision, fingerprint } = one
  return {
    id: arrival.recordId,
    source: arrival.source,
    externalId: arrival.externalId ?? null,
    kind: arrival.kind,
    brandId: arrival.brandId,
    dealerId: arrival.dealerId,
    importId: arrival.importId ?? null,
    happenedAt: at,
    raw: JSON.stringify(arrival.raw ?? {}),
    said: JSON.stringify({ ...stored(saidBy(one, ctx.now.toISOString(), 0)), ...misreadSaid(one) }),
    fingerprint,
    customerId: decision.customerId,
    how: decision.how,
  }
}

/** `r`: an ID number that came masked, or with a slip and what it may have been meant as, so that a split knows whose they are. */
const misreadSaid = ({ claims }: Decided) => {
  const forms = claims.flatMap(({ kind, value }) =>
    kind.startsWith('resident-') && kind !== 'resident-id' ? [value] : [],
  )
  return forms.length > 0 ? { r: forms.join(' ') } : {}
}

/** One row per person and identifier: an upsert may not touch a row twice. */
function identifierRows(decided: Decided[]): IdentifierSeen[] {
  const rows = new Map<string, IdentifierSeen>()
  for (const { arrival, at, claims, decision } of decided)
    for (const { kind, value } of claims) {
      const key = `${kind}|${value}|${decision.customerId}`
      const row = rows.get(key)
      if (!row || row.at < at)
        rows.set(key, { kind, value, customerId: decision.customerId, at, source: arrival.source })
    }
  return [...rows.values()]
}

async function tell(ctx: Ctx, decided: Decided[], outcomes: Outcome[]): Promise<void> {
  if (decided.length > mostEvents || ctx.scope.kind === 'region') return
  const events = decided.flatMap(({ arrival, decision, who }, at): Event[] => {
    const { outcome, changed } = outcomes[at]!
    if (outcome === 'unchanged') return []
    const about = {
      subjectId: decision.customerId,
      customerId: decision.customerId,
      brandId: arrival.brandId,
      dealerId: arrival.dealerId ?? dealerOf(ctx),
    }
    const data =
      outcome === 'created'
        ? { source: arrival.source, kind: who }
        : { source: arrival.source, how: decision.how, changed }
    return [{ ...about, type: `customers.${outcome}`, at: ctx.now, data }]
  })
  await ctx.emit(...events)
}
