import type { Call, Reply } from '../../../../contract/endpoint.ts'
import {
  type decideMatch,
  type listMatchDecisions,
  type MatchVerdict,
  matchProblems,
  type readMatchAgreement,
  type undoMatchDecision,
} from '../../../../contract/match-review.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { Refused } from '../../../kernel/errors.ts'
import type { MergePicks } from '../merging/golden.ts'
import { mergePeople } from '../merging/merge.ts'
import { unmergePeople } from '../merging/unmerge.ts'
import { fieldNamed } from '../survivorship/fields.ts'
import { kappaOf, shareOf } from './agreement.ts'
import type { MatchEvidence } from './evidence.ts'
import { presented } from './group.ts'
import { openPairs, type PairRow, pairAgain, secondOpinionShare } from './queries.ts'
import { everyTwo, isConnected, pairsAmong } from './rules.ts'
import * as settling from './settling.ts'
import { type Beside, sideBySide } from './sides.ts'

type Deciding = Call<typeof decideMatch>['body']

/** What a reviewer says of some people of a group. The last word is theirs; everything can be taken back. */
export async function decide(ctx: Ctx, body: Deciding, beside: Beside): Promise<Reply<typeof decideMatch>> {
  const { groupId, verdict, reason = null } = body
  const people = [...new Set(body.customers.map((one) => one.id))]
  const open = await openPairs(ctx, groupId)
  const pairs = pairsAmong(open, people)
  if (open.length === 0) return secondOpinion(ctx, body)
  // Nobody outside the group: what is said of them would be written past the caller's scope.
  const inGroup = people.every((id) => open.some(({ a, b }) => a === id || b === id))
  if (pairs.length === 0 || !inGroup) throw new Refused(matchProblems.decided)
  // Whoever comes second waits here, and finds the group settled.
  const still = new Set((await openPairs(ctx, groupId, { lock: true })).map((pair) => pair.id))
  if (!pairs.every((pair) => still.has(pair.id))) throw new Refused(matchProblems.decided)
  const merges = verdict === 'same' ? await merge(ctx, body, pairs, beside) : new Map<string, string>()
  return asSystem(ctx, async (wide) => {
    if (verdict === 'different') await settling.keepApart(wide, everyTwo(people), reason)
    if (verdict !== 'unsure')
      await settling.setState(
        wide,
        pairs.map((pair) => pair.id),
        verdict,
      )
    const rows = pairs.map(({ id, a, b }) => ({
      pairId: id,
      mergeId: merges.get(a) ?? merges.get(b) ?? null,
    }))
    return { id: await settling.saveDecision(wide, rows, { verdict, reason, blind: false }) }
  })
}

/** @returns by absorbed customer, the merge. */
async function merge(
  ctx: Ctx,
  { groupId, customers, picks, reason }: Deciding,
  pairs: readonly PairRow[],
  beside: Beside,
): Promise<Map<string, string>> {
  const ids = customers.map((one) => one.id)
  if (!isConnected(ids, pairs)) throw new Refused(matchProblems.apart)
  const shown = await sideBySide(ctx, ids, beside)
  const explained = await presented(ctx, groupId, ids.length, pairs, shown)
  const evidence: MatchEvidence = {
    groupId,
    modelNumber: pairs[0]!.modelNumber,
    weight: pairs[0]!.weight,
    pairs: explained.pairs.map(({ a, b, weight, chance, steps }) => ({ a, b, weight, chance, steps })),
    shown,
  }
  const { merges } = await mergePeople(ctx, {
    ids,
    reason: reason ?? null,
    evidence,
    picks: pickedBy(picks),
    versions: Object.fromEntries(customers.map(({ id, version }) => [id, version])),
  })
  return new Map(merges.map(({ id, absorbedId }) => [absorbedId, id]))
}

const pickedBy = (picks: Deciding['picks']): MergePicks =>
  Object.fromEntries(
    Object.entries(picks).map(([field, id]) => [fieldNamed(field as Parameters<typeof fieldNamed>[0]), id]),
  )

/** Written down and nothing else: it measures agreement. */
async function secondOpinion(
  ctx: Ctx,
  { groupId, verdict, customers, reason }: Deciding,
): Promise<{ id: string }> {
  const pair = await pairAgain(ctx, groupId, await secondOpinionShare(ctx))
  const judged = customers.map((one) => one.id)
  if (!pair || !judged.includes(pair.a) || !judged.includes(pair.b)) throw new Refused(matchProblems.decided)
  const rows = [{ pairId: pair.id, mergeId: null }]
  return { id: await settling.saveDecision(ctx, rows, { verdict, reason: reason ?? null, blind: true }) }
}

/** Below head office everybody takes back their own answers; a merged pair is out of their sight, so it is read past it. */
const ownOnly = (ctx: Ctx) => (ctx.scope.kind === 'carmaker' ? null : ctx.actor.id)

export async function undo(ctx: Ctx, id: string): Promise<Reply<typeof undoMatchDecision>> {
  return asSystem(ctx, async (wide) => {
    const rows = await settling.decisionOf(wide, id)
    const own = ownOnly(ctx)
    const [first] = rows.filter((row) => own === null || row.byId === own)
    if (!first) throw new Refused(commonProblems.notFound)
    if (first.undoneAt) throw new Refused(matchProblems.undone)
    await settling.takeBack(
      wide,
      rows.map((row) => row.id),
    )
    if (first.blind) return { groupId: first.pairId }
    if (first.verdict !== 'unsure') await reopen(wide, rows, first.verdict)
    return { groupId: first.groupId }
  })
}

async function reopen(ctx: Ctx, rows: settling.DecisionRow[], verdict: MatchVerdict): Promise<void> {
  const merged = rows.find((row) => row.survivorId)
  if (merged)
    for (const mergeId of await settling.mergesOf(ctx, merged)) await unmergePeople(ctx, mergeId, null)
  // Taking a merge back says "different" by itself; here nothing is said: the group is open again.
  const people = [...new Set(rows.flatMap(({ a, b }) => [a, b]))]
  await settling.dropVerdicts(ctx, everyTwo(people))
  const open = rows.filter((row) => row.state === verdict)
  await settling.setState(
    ctx,
    open.map((row) => row.pairId),
    'open',
  )
}

export async function decisionsPage(
  ctx: Ctx,
  { mine, after, limit }: Call<typeof listMatchDecisions>['query'],
): Promise<Reply<typeof listMatchDecisions>> {
  const own = mine ? ctx.actor.id : ownOnly(ctx)
  const read = (wide: Ctx) => settling.decisionsListed(wide, own, { after, limit })
  const rows = own === null ? await read(ctx) : await asSystem(ctx, read)
  return pageOf(
    rows,
    limit,
    (row) => [row.at.toISOString(), row.id],
    ({ id, verdict, byName, at, reason, undoneAt, customerId, who }) => ({
      id,
      verdict: verdict as MatchVerdict,
      ...who,
      customerId,
      by: byName,
      at: at.toISOString(),
      reason,
      undone: undoneAt !== null,
    }),
  )
}

export async function agreement(ctx: Ctx): Promise<Reply<typeof readMatchAgreement>> {
  const { counts, reviewers } = await settling.judgedTwice(ctx)
  const of = (first: string, second: string) =>
    counts.find((one) => one.first === first && one.second === second)?.pairs ?? 0
  const table = {
    bothSame: of('same', 'same'),
    firstSame: of('same', 'different'),
    secondSame: of('different', 'same'),
    bothDifferent: of('different', 'different'),
  }
  const pairs = counts.reduce((sum, one) => sum + one.pairs, 0)
  return {
    pairs,
    reviewers,
    agreed: shareOf(table.bothSame + table.bothDifferent, pairs),
    kappa: kappaOf([
      [table.bothSame, table.firstSame],
      [table.secondSame, table.bothDifferent],
    ]),
    table,
  }
}
