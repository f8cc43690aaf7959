import { dealerProblems } from '../../../contract/dealers.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { asSystem } from '../../kernel/db/widen.ts'
import { Refused } from '../../kernel/errors.ts'
import type { Event, EventBus } from '../../kernel/events.ts'
import { extendReach, followMerges } from '../customers/index.ts'
import { dealingsOf, openLeadsOf } from './queries/open.ts'
import { leadRelations } from './relations.ts'

/** Heard: dealers.closed, because a dealer that answers no telephone must not hold anybody's lead; merges and splits of customers. */
export function wireLeads(bus: EventBus): void {
  bus.on('dealers.closed', refuseWhileHolding)
  followMerges(bus, leadRelations)
  bus.on('customers.split', reachAlong)
}

/** Whoever holds a lead that went to a customer of their own deals with that customer. */
const reachAlong = (ctx: Ctx, events: Event[]): Promise<void> =>
  asSystem(ctx, async (wide) =>
    extendReach(
      wide,
      (
        await dealingsOf(
          wide,
          events.map((event) => String(event.data?.absorbedId)),
        )
      ).flatMap(({ customerId, brandId, dealerId }) =>
        [brandId, dealerId].flatMap((nodeId) => (nodeId ? [{ nodeId, customerId }] : [])),
      ),
    ),
  )

async function refuseWhileHolding(ctx: Ctx, events: Event[]): Promise<void> {
  for (const { subjectId, data } of events) {
    const leads = await asSystem(ctx, (wide) => openLeadsOf(wide, subjectId))
    if (leads > 0) throw new Refused(dealerProblems.holdsLeads, { dealer: String(data?.name), leads })
  }
}
