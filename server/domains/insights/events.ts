import type { EventBus } from '../../kernel/events.ts'
import { foresight } from '../leads/index.ts'
import { foreseeLeads } from './propensity/arriving.ts'

/** Answers: what becomes of a lead that arrives, for its score and its way. */
export function wireInsights(bus: EventBus): void {
  bus.provide(foresight, foreseeLeads)
}
