import { mergeProblems } from '../../../../contract/customer-merge.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { partRelations } from './following.ts'
import { type Merged, mergePeople } from './merge.ts'
import { composePeople, partPeople, release } from './people.ts'
import { holdPeople, type MergeRow, markUndone, mergeById, saveVerdicts } from './queries.ts'
import { customersRelations } from './relation.ts'

export type Unmerged = { survivorId: string; restoredId: string }

/**
 * Takes one merge back: exactly what moved returns. What arrived since stays with the survivor, except what came in under
 * the sender's own number of one of the returning source records. A split is taken back by merging the two again.
 */
export async function unmergePeople(ctx: Ctx, mergeId: string, reason: string | null): Promise<Unmerged> {
  const merge = found(await mergeById(ctx, mergeId), commonProblems.notFound)
  return asSystem(ctx, (wide) => undo(wide, merge, reason))
}

async function undo(ctx: Ctx, merge: MergeRow, reason: string | null): Promise<Unmerged> {
  const { id: mergeId, kind, survivorId, absorbedId } = merge
  const people = await holdPeople(ctx, [survivorId, absorbedId])
  if (!(await markUndone(ctx, mergeId, reason))) throw new Refused(mergeProblems.undoneAlready)
  if (people.get(survivorId)?.mergedInto) throw new Refused(mergeProblems.absorbedSince)
  if (kind === 'split') {
    if (people.get(absorbedId)?.mergedInto) throw new Refused(mergeProblems.absorbedSince)
    const { survivorId: kept }: Merged = await mergePeople(ctx, {
      ids: [survivorId, absorbedId],
      survivorId,
      reason: reason ?? merge.reason,
    })
    return { survivorId: kept, restoredId: absorbedId }
  }
  const pairs = [{ mergeId, survivorId, absorbedId }]
  await release(ctx, pairs)
  const changed = await partPeople(ctx, pairs)
  await partRelations(ctx, pairs, customersRelations)
  await composePeople(ctx, pairs, changed)
  await saveVerdicts(ctx, pairs, 'different', reason)
  await ctx.emit(
    ...[survivorId, absorbedId].map((customerId) => ({
      type: customerId === survivorId ? 'customers.unmerged' : 'customers.restored',
      subjectId: customerId,
      customerId,
      data: { mergeId, absorbedId, survivorId, reason },
    })),
  )
  return { survivorId, restoredId: absorbedId }
}
