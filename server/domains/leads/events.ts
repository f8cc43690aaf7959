import { dealerProblems } from '../../../contract/dealers.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { asSystem } from '../../kernel/db/widen.ts'
import { Refused } from '../../kernel/errors.ts'
import type { Event, EventBus } from '../../kernel/events.ts'
import { openLeadsOf } from './queries/open.ts'

/** Heard: dealers.closed, because a dealer that answers no telephone must not hold anybody's lead. */
export function wireLeads(bus: EventBus): void {
  bus.on('dealers.closed', refuseWhileHolding)
}

async function refuseWhileHolding(ctx: Ctx, events: Event[]): Promise<void> {
  for (const { subjectId, data } of events) {
    const leads = await asSystem(ctx, (wide) => openLeadsOf(wide, subjectId))
    if (leads > 0) throw new Refused(dealerProblems.holdsLeads, { dealer: String(data?.name), leads })
  }
}
