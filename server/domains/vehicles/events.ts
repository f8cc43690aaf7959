import type { Ctx } from '../../kernel/ctx.ts'
import { asSystem } from '../../kernel/db/widen.ts'
import type { Event, EventBus } from '../../kernel/events.ts'
import { followMerges } from '../customers/index.ts'
import { divideKeepers } from './queries/dividing.ts'
import { vehicleRelations } from './relations.ts'

/** Heard: customers.merged, customers.unmerged, customers.split. */
export function wireVehicles(bus: EventBus): void {
  followMerges(bus, vehicleRelations)
  bus.on('customers.split', divide)
}

const divide = (ctx: Ctx, events: Event[]): Promise<void> =>
  asSystem(ctx, async (wide) => {
    for (const { subjectId, data } of events) await divideKeepers(wide, subjectId, String(data?.absorbedId))
  })
