import type { EventBus } from '../../kernel/events.ts'
import { followMerges } from '../customers/index.ts'
import { contactCentreRelations } from './relations.ts'

/** Heard: customers.merged, customers.unmerged, customers.split. */
export const wireContactCentre = (bus: EventBus): void => followMerges(bus, contactCentreRelations)
