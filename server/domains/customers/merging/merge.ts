import { mergeProblems } from '../../../../contract/customer-merge.ts'
import { customerProblems } from '../../../../contract/customers.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { joinRelations } from './following.ts'
import type { MergePicks } from './golden.ts'
import type { Pair } from './moving.ts'
import { absorb, composePeople, joinPeople } from './people.ts'
import { type Candidate, holdPeople, saveMerges, saveVerdicts, seenAmong, verdictsAmong } from './queries.ts'
import { customersRelations } from './relation.ts'
import { type MergeFault, mergeFault, pairKey, survivorAmong } from './rules.ts'

export type Merging = {
  ids: string[]
  /** Whose id stays; the oldest record's unless chosen. */
  survivorId?: string
  reason?: string | null
  /** Match weight and comparisons, as the matching says them. */
  evidence?: unknown
  /** By field, whose value counts. */
  picks?: MergePicks
  /** The versions that were on screen. */
  versions?: Record<string, number>
}
export type Merged = { survivorId: string; merges: { id: string; absorbedId: string }[] }
export type MergeRefused = { refused: MergeFault | 'gone' | 'changed' }

/** Merges customers into one; everything they have follows. For people, API and jobs alike. */
export async function mergePeople(ctx: Ctx, merging: Merging): Promise<Merged> {
  const seen = await seenAmong(ctx, merging.ids)
  if (seen.size < merging.ids.length) throw new Refused(customerProblems.nobody)
  const [done] = await mergeMany(ctx, [merging])
  if ('refused' in done!) throw new Refused(mergeProblems[done.refused])
  return done!
}

/** The most customers merged in one transaction. */
const mostPeople = 10_000

/**
 * Thousands of merges at once: a dozen statements however many. Every merge gets its own answer; one that is refused
 * harms no other. The groups must not share a customer. Runs past the caller's scope: what hangs from a customer does.
 */
export function mergeMany(ctx: Ctx, mergings: readonly Merging[]): Promise<(Merged | MergeRefused)[]> {
  const ids = mergings.flatMap((merging) => merging.ids)
  if (ids.length > mostPeople) throw new RangeError(`at most ${mostPeople} customers at once`)
  if (new Set(ids).size < ids.length) throw new RangeError('a customer is in one merge only')
  return asSystem(ctx, async (wide) => {
    const people = await holdPeople(wide, ids)
    const apart = await keptApart(wide, ids)
    const planned = mergings.map((merging) => plan(ctx, merging, people, apart))
    // One absorbed person per survivor and round: each round adds to what the one before it left.
    for (let round = 0; ; round++) {
      const pairs = planned.flatMap((one) => ('refused' in one ? [] : (one.pairs[round] ?? [])))
      if (pairs.length === 0) break
      await join(wide, pairs)
    }
    return planned.map((one) =>
      'refused' in one
        ? one
        : {
            survivorId: one.survivorId,
            merges: one.pairs.map((pair) => ({ id: pair.mergeId, absorbedId: pair.absorbedId })),
          },
    )
  })
}

/** Whether only a person who says why may merge these. */
export async function needsReason(ctx: Ctx, ids: string[]): Promise<boolean> {
  const people = [...(await seenAmong(ctx, ids)).values()]
  const apart = await asSystem(ctx, (wide) => keptApart(wide, ids))
  const rule = (one: Candidate, other: Candidate) =>
    mergeFault(one, other, { saidWhy: false, keptApart: apart.has(pairKey(one.id, other.id)) })
  return people.some((one, at) =>
    people.slice(at + 1).some((other) => ['idNumbers', 'keptApart'].includes(rule(one, other) ?? '')),
  )
}

async function keptApart(ctx: Ctx, ids: string[]): Promise<Set<string>> {
  const verdicts = await verdictsAmong(ctx, ids)
  return new Set(verdicts.filter((one) => one.verdict === 'different').map((one) => pairKey(one.a, one.b)))
}

type PlannedPair = Pair & { kind: 'merge'; reason: string | null; evidence: unknown; picks: MergePicks }
type Planned = { survivorId: string; pairs: PlannedPair[] } | MergeRefused

function plan(
  ctx: Ctx,
  { ids, survivorId: chosen, reason = null, evidence = null, picks = {}, versions = {} }: Merging,
  people: ReadonlyMap<string, Candidate>,
  apart: ReadonlySet<string>,
): Planned {
  const here = ids.flatMap((id) => people.get(id) ?? []).filter((person) => !person.mergedInto)
  if (here.length < ids.length || ids.length < 2) return { refused: 'gone' }
  if (here.some((person) => (versions[person.id] ?? person.version) !== person.version))
    return { refused: 'changed' }
  const survivorId = chosen ?? survivorAmong(here)
  const survivor = here.find((person) => person.id === survivorId)
  if (!survivor) return { refused: 'gone' }
  const saidWhy = ctx.actor.kind === 'user' && !!reason
  for (const [at, one] of here.entries())
    for (const other of here.slice(at + 1)) {
      const refused = mergeFault(one, other, { saidWhy, keptApart: apart.has(pairKey(one.id, other.id)) })
      if (refused) return { refused }
    }
  const pairs = here
    .filter((person) => person !== survivor)
    .map(
      (person): PlannedPair => ({
        kind: 'merge',
        mergeId: newId(ctx.now),
        survivorId,
        absorbedId: person.id,
        reason,
        evidence,
        picks,
      }),
    )
  return { survivorId, pairs }
}

async function join(ctx: Ctx, pairs: PlannedPair[]): Promise<void> {
  await saveMerges(ctx, pairs)
  await absorb(ctx, pairs)
  await joinPeople(ctx, pairs)
  await joinRelations(ctx, pairs, customersRelations)
  await composePeople(ctx, pairs)
  if (ctx.actor.kind === 'user') await saveVerdicts(ctx, pairs, 'same', pairs[0]!.reason)
  await ctx.emit(
    ...pairs.map(({ mergeId, survivorId, absorbedId, reason }) => ({
      type: 'customers.merged',
      subjectId: survivorId,
      customerId: survivorId,
      data: { mergeId, absorbedId, reason },
    })),
  )
}
