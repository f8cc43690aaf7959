import type { EventBus } from '../../kernel/events.ts'
import { followMerges } from '../customers/index.ts'
import { serviceRelations } from './relations.ts'

/** Heard: customers.merged, customers.unmerged, customers.split. Published: service.closed. */
export const wireService = (bus: EventBus): void => followMerges(bus, serviceRelations)
