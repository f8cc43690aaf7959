import { customerProblems } from '../../../../contract/customers.ts'
import type { Call } from '../../../../contract/endpoint.ts'
import {
  type GoldenName,
  type pickStatement,
  survivorshipProblems,
} from '../../../../contract/survivorship.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { Refused } from '../../../kernel/errors.ts'
import { currentPeople } from '../queries/arrivals.ts'
import { dropPicks, savePick, statementsOf } from '../queries/survivorship.ts'
import { fieldNamed } from '../survivorship/fields.ts'
import { readSaid } from '../survivorship/stored.ts'
import { recompose } from './recompose.ts'

/** From now on this record's word counts for the field, whatever the rule says and whoever comes later. */
export async function pickByHand(
  ctx: Ctx,
  id: string,
  { field: name, recordId, reason }: Call<typeof pickStatement>['body'],
): Promise<{ changed: boolean }> {
  await refuseNobody(ctx, id)
  const field = fieldNamed(name)
  // In the caller's own scope: nobody picks what they do not see.
  const row = (await statementsOf(ctx, [id])).get(id)?.find((one) => one.recordId === recordId)
  if (!row || !readSaid(row, {}).values[field]) throw new Refused(survivorshipProblems.notSaid)
  await savePick(ctx, { customerId: id, field, recordId, reason: reason ?? null })
  return { changed: await composeAnew(ctx, id, name) }
}

export async function dropByHand(ctx: Ctx, id: string, name: GoldenName): Promise<{ changed: boolean }> {
  await refuseNobody(ctx, id)
  const dropped = await dropPicks(ctx, id, [fieldNamed(name)])
  return { changed: dropped && (await composeAnew(ctx, id, name)) }
}

/** The row stays locked: an arrival that grows the same person waits for the pick. */
async function refuseNobody(ctx: Ctx, id: string): Promise<void> {
  if ((await currentPeople(ctx, [id])).length === 0) throw new Refused(customerProblems.nobody)
}

async function composeAnew(ctx: Ctx, id: string, field: GoldenName): Promise<boolean> {
  const changed = (await recompose(ctx, [id])).length > 0
  await ctx.emit({
    type: 'customers.edited',
    subjectId: id,
    customerId: id,
    dealerId: dealerOf(ctx),
    brandId: ctx.scope.kind === 'brand' ? ctx.scope.nodes[0] : null,
    data: { fields: [field] },
  })
  return changed
}
