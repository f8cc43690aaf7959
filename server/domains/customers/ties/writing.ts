import {
  type addTie,
  type editTie,
  type TieEnd,
  type TieKind,
  tieProblems,
} from '../../../../contract/customer-ties.ts'
import { customerProblems } from '../../../../contract/customers.ts'
import type { Call } from '../../../../contract/endpoint.ts'
import { commonProblems, type Refusal } from '../../../../contract/problem.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { seenPerson } from '../actions/read.ts'
import { type Around, proposalsFor } from './proposing.ts'
import {
  deleteTie,
  holdParties,
  insertTie,
  type Party,
  tieById,
  tieKinds,
  tiesBetween,
  updateTie,
} from './queries.ts'
import { endsEarly, orderedBy, tieFault } from './rules.ts'

/** Both customers, kept from being merged or tied until the transaction ends; one out of sight is nobody. */
export async function heldPair(ctx: Ctx, customerId: string, otherId: string): Promise<[Party, Party]> {
  const { id } = await seenPerson(ctx, customerId)
  const other = await seenPerson(ctx, otherId)
  const held = await holdParties(ctx, [id, other.id])
  return [found(held.get(id), customerProblems.nobody), found(held.get(other.id), customerProblems.nobody)]
}

const refusedAt = (field: string, refusal: Refusal) =>
  new Refused(refusal, {}, [{ field, zh: refusal.zh, en: refusal.en }])

export async function tie(
  ctx: Ctx,
  customerId: string,
  { otherId, kind: key, end, proposed, ...said }: Call<typeof addTie>['body'],
  around: Around,
): Promise<{ id: string }> {
  const [own, other] = await heldPair(ctx, customerId, otherId)
  const kind = (await tieKinds(ctx)).find((one) => one.key === key)
  if (!kind) throw refusedAt('kind', tieProblems.kindUnknown)
  const { from, to } = orderedBy(end, own, other)
  await refuseUnfit(ctx, kind, from, to)
  const [fromOn, untilOn] = [said.fromOn ?? null, said.untilOn ?? null]
  if (endsEarly(fromOn, untilOn)) throw refusedAt('untilOn', tieProblems.untilEarly)
  // Said again here rather than believed: the evidence that stays with the tie is what the data says.
  const proposal = proposed
    ? (await proposalsFor(ctx, own.id, around)).find((one) => one.other.id === other.id)
    : undefined
  const id = newId(ctx.now)
  await insertTie(ctx, {
    id,
    kind: key,
    fromId: from.id,
    toId: to.id,
    fromOn,
    untilOn,
    note: said.note ?? null,
    source: proposal ? 'evidence' : 'by-hand',
    evidence: proposal?.evidence,
  })
  await tell(ctx, 'customers.tied', id, kind, { from: from.id, to: to.id })
  return { id }
}

async function refuseUnfit(ctx: Ctx, kind: TieKind, from: Party, to: Party): Promise<void> {
  const fault = tieFault(kind, from, to, await tiesBetween(ctx, from.id, [to.id]))
  if (fault) throw refusedAt(fault === 'itself' ? 'otherId' : 'kind', tieProblems[fault])
}

export async function change(ctx: Ctx, id: string, said: Call<typeof editTie>['body']): Promise<void> {
  const { dismissed, kind, ...row } = found(await tieById(ctx, id), commonProblems.notFound)
  if (dismissed || kind === null) throw new Refused(commonProblems.notFound)
  const fromOn = said.fromOn === undefined ? row.fromOn : said.fromOn
  const untilOn = said.untilOn === undefined ? row.untilOn : said.untilOn
  const note = said.note === undefined ? row.note : said.note
  if (endsEarly(fromOn, untilOn)) throw refusedAt('untilOn', tieProblems.untilEarly)
  const own = (await tieKinds(ctx)).find((one) => one.key === kind)!
  if (row.untilOn !== null && untilOn === null) {
    const [from, to] = await heldPair(ctx, row.fromId, row.toId)
    await refuseUnfit(ctx, own, from, to)
  }
  await updateTie(ctx, id, { fromOn, untilOn, note })
  if (row.untilOn === null && untilOn !== null)
    await tell(ctx, 'customers.tie-ended', id, own, { from: row.fromId, to: row.toId })
}

/** Of a tie entered by mistake, and of a dismissal taken back; the audit keeps what it was. */
export async function remove(ctx: Ctx, id: string): Promise<void> {
  found(await tieById(ctx, id), commonProblems.notFound)
  await deleteTie(ctx, id)
}

export async function dismiss(ctx: Ctx, customerId: string, otherId: string): Promise<{ id: string }> {
  const [own, other] = await heldPair(ctx, customerId, otherId)
  if (own.id === other.id) throw refusedAt('otherId', tieProblems.itself)
  const before = (await tiesBetween(ctx, own.id, [other.id])).find((one) => one.dismissed)
  if (before) return { id: before.id }
  const id = newId(ctx.now)
  await insertTie(ctx, {
    id,
    kind: null,
    fromId: own.id,
    toId: other.id,
    source: 'evidence',
    dismissed: true,
  })
  return { id }
}

/** On both timelines, by what the other one is there; without a name, for whoever reads one may not see the other. */
export async function tell(
  ctx: Ctx,
  type: string,
  subjectId: string,
  kind: TieKind,
  ends: Record<TieEnd, string>,
): Promise<void> {
  const brandId = ctx.scope.kind === 'brand' ? ctx.scope.nodes[0] : null
  const about = { type, subjectId, brandId, dealerId: dealerOf(ctx) }
  await ctx.emit(
    { ...about, customerId: ends.from, data: { word: kind.to } },
    { ...about, customerId: ends.to, data: { word: kind.from } },
  )
}
