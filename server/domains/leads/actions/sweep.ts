import type { Ctx } from '../../../kernel/ctx.ts'
import { breachedDealers, lockLeads } from '../queries/lead.ts'
import { haveOpen, takeDue } from '../queries/marks.ts'
import { saveChanges } from '../queries/save.ts'
import { reference } from '../reference.ts'
import { type Swept, sweepOne } from '../rules/sweep.ts'
import { notifySwept } from './notify.ts'
import { followReach, routeLeads } from './route.ts'

/**
 * Does what the clocks ask for, up to `most` leads in one transaction: reminds, copies the managers, recalls and sends
 * to the next best dealer, recycles, wins back. Safe to run twice or in several processes: rows are locked, marks are
 * unique. System scope.
 *
 * @returns how many leads were looked at; as many as `most` means there are more
 */
export async function sweepClocks(
  ctx: Ctx,
  most: number,
): Promise<{ taken: number; breached: number; sent: number }> {
  const ids = await takeDue(ctx, most)
  if (ids.length === 0) return { taken: 0, breached: 0, sent: 0 }
  const changes = await lockLeads(ctx, ids)
  const lost = changes.filter((change) => change.lead.nextMark === 'win-back').map((change) => change.lead)
  const open = await haveOpen(ctx, lost)
  const swept: Swept[] = changes.map((change) =>
    sweepOne(change, ctx.now, open.has(`${change.lead.customerId} ${change.lead.brandId}`)),
  )
  const recalled = swept.filter((one) => one.did.includes('breach'))
  const sent = await redispatch(ctx, recalled)
  await saveChanges(ctx, changes)
  await followReach(ctx, changes)
  await notifySwept(ctx, swept)
  return { taken: ids.length, breached: recalled.length, sent }
}

/** To the next best: whoever let the time run out does not get the lead again. */
async function redispatch(ctx: Ctx, recalled: Swept[]): Promise<number> {
  if (recalled.length === 0) return 0
  const known = await reference(ctx)
  const before = await breachedDealers(
    ctx,
    recalled.map((one) => one.change.lead.id),
  )
  const except = new Map(
    recalled.map(({ change, dealerId }) => [
      change.lead.id,
      [...(before.get(change.lead.id) ?? []), dealerId!],
    ]),
  )
  await routeLeads(
    ctx,
    known,
    recalled.map((one) => one.change),
    { except },
  )
  return recalled.filter((one) => one.change.lead.dealerId !== null).length
}
