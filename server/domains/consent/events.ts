import type { Ctx } from '../../kernel/ctx.ts'
import { asSystem } from '../../kernel/db/widen.ts'
import type { Event, EventBus } from '../../kernel/events.ts'
import { followMerges } from '../customers/index.ts'
import { divideState } from './queries/dividing.ts'
import { consentRelations } from './relations.ts'

/** Heard: customers.merged, customers.unmerged, customers.split. */
export function wireConsent(bus: EventBus): void {
  followMerges(bus, consentRelations)
  bus.on('customers.split', divide)
}

const divide = (ctx: Ctx, events: Event[]): Promise<void> =>
  asSystem(ctx, (wide) =>
    divideState(
      wide,
      events.map((event) => event.subjectId),
      events.map((event) => String(event.data?.absorbedId)),
    ),
  )
