import { mergeProblems } from '../../../../contract/customer-merge.ts'
import { customerProblems } from '../../../../contract/customers.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { finderKeys } from '../../../kernel/finder.ts'
import { newId } from '../../../kernel/ids.ts'
import { recompose } from '../actions/recompose.ts'
import * as dividing from '../queries/dividing.ts'
import { statementsOf } from '../queries/survivorship.ts'
import { splitRelations } from './following.ts'
import { holdPeople, saveMerges, saveVerdicts, seenAmong } from './queries.ts'
import { customersRelations } from './relation.ts'

export type Splitting = { recordIds: string[]; reason: string; version?: number }

/**
 * Takes source records that were put together by mistake out into a customer of their own, with what identifies them,
 * the leads that began with them and the consents given in them. Undone like a merge: the two become one again.
 */
export async function splitPerson(
  ctx: Ctx,
  customerId: string,
  { recordIds, reason, version }: Splitting,
): Promise<{ id: string; customerId: string }> {
  found((await seenAmong(ctx, [customerId])).get(customerId), customerProblems.nobody)
  return asSystem(ctx, async (wide) => {
    const person = (await holdPeople(wide, [customerId])).get(customerId)!
    if (person.mergedInto || (version ?? person.version) !== person.version)
      throw new Refused(mergeProblems.changed)
    const chosen = [...new Set(recordIds)]
    const held = await dividing.recordsHeld(wide, customerId, chosen)
    if (held.chosen < chosen.length) throw new Refused(mergeProblems.notItsRecords)
    if (held.all === held.chosen) throw new Refused(mergeProblems.nothingLeft)
    const split = { mergeId: newId(ctx.now), fromId: customerId, toId: newId(ctx.now) }
    await divide(wide, split, chosen, reason)
    return { id: split.mergeId, customerId: split.toId }
  })
}

type Split = { mergeId: string; fromId: string; toId: string }

async function divide(ctx: Ctx, split: Split, recordIds: string[], reason: string): Promise<void> {
  const { mergeId, fromId, toId } = split
  const pair = { mergeId, survivorId: fromId, absorbedId: toId }
  await dividing.addEmptyPerson(ctx, split, recordIds)
  await saveMerges(ctx, [{ ...pair, kind: 'split', reason, evidence: null, picks: {} }])
  await dividing.noteRecords(ctx, split, recordIds)
  await splitRelations(ctx, [pair], customersRelations)
  await dividing.divideIdentifiers(ctx, split)
  await dividing.reachAlongRecords(ctx, split)
  await recompose(ctx, [fromId, toId])
  await findable(ctx, [fromId, toId])
  await saveVerdicts(ctx, [pair], 'different', reason)
  await ctx.emit(
    ...[fromId, toId].map((id) => ({
      type: id === fromId ? 'customers.split' : 'customers.created',
      subjectId: id,
      customerId: id,
      data: { mergeId, absorbedId: toId, survivorId: fromId, reason, records: recordIds.length },
    })),
  )
}

/** Either is found by what their own records say, and no longer by the other's. */
async function findable(ctx: Ctx, ids: string[]): Promise<void> {
  const said = await statementsOf(ctx, ids)
  const known = await dividing.knownBy(ctx, ids)
  await dividing.saveFinders(
    ctx,
    known.map(({ id, values, nodes }) => {
      const of = (kind: string) => values.filter((one) => one.kind === kind).map((one) => one.value)
      const rows = said.get(id) ?? []
      const keys = rows.flatMap(({ said: { n, o } }) => finderKeys({ name: n, companyName: o }))
      const identified = finderKeys({ phones: of('phone'), plates: of('plate'), vins: of('vin') })
      return { id, keys: [...new Set([...keys, ...identified, ...nodes.map((node) => `n:${node}`)])] }
    }),
  )
}
