import { movedIn, type Relation, writtenSince } from '../customers/index.ts'

/** The car is kept by the one who leaves, and no longer by the one who stays: their visits go along. */
const keptBy = (who: string) =>
  `exists (select from vehicles.keeper k where k.vehicle_id = t.vehicle_id and k.customer_id = m.${who})`

export const serviceRelations: Relation[] = [
  {
    table: 'service.repair_order',
    belongs: `(t.record_id in ${movedIn('customers.link')}
      or t.record_id is null and ${writtenSince('t.created_at')} and ${keptBy('absorbed_id')} and not ${keptBy('survivor_id')})`,
  },
]
