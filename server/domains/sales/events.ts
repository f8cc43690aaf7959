import type { Ctx } from '../../kernel/ctx.ts'
import { asSystem } from '../../kernel/db/widen.ts'
import type { Event, EventBus } from '../../kernel/events.ts'
import { followMerges } from '../customers/index.ts'
import * as queries from './queries/written.ts'
import { salesRelations } from './relations.ts'
import { likelyPercent } from './rules.ts'

const idsOf = (events: Event[]) => [...new Set(events.map((event) => event.subjectId))]

/** A lead that comes to the showroom has an opportunity, whoever said so: a visit here, or the dealer's feedback. */
async function openFirst(ctx: Ctx, events: Event[]) {
  for (const stage of ['visit', 'test-drive', 'order'] as const) {
    const there = events.filter((event) => event.data?.after === stage)
    if (there.length > 0) await queries.openOpportunities(ctx, idsOf(there), likelyPercent[stage])
  }
}

/** What was planned with a lead ends with it, also when it was not this dealer who ended it. */
const endWith = (reason: string) => (ctx: Ctx, events: Event[]) =>
  asSystem(ctx, async (wide) => {
    const ids = idsOf(events)
    await queries.closeOpportunities(wide, ids)
    await queries.cancelPlans(wide, ids, reason)
    await queries.cancelRunningOrders(wide, ids, reason)
  })

const follow = (ctx: Ctx, events: Event[]) =>
  asSystem(ctx, async (wide) => void (await queries.followLeads(wide, idsOf(events))))

export function wireSales(bus: EventBus): void {
  bus.on('leads.stage-changed', openFirst)
  bus.on('leads.lost', endWith('lost'))
  bus.on('leads.invalid', endWith('invalid'))
  bus.on('leads.dispatched', follow)
  bus.on('leads.assigned', follow)
  followMerges(bus, salesRelations)
}
