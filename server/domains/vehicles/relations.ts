import { ownFirst, type Relation } from '../customers/index.ts'

/** Who is owner under both names is owner once, since the earlier day and until the later one. */
export const vehicleRelations: Relation[] = [
  {
    table: 'vehicles.keeper',
    key: ['vehicle_id', 'role'],
    fold: {
      id: `(array_agg(r.id ${ownFirst}))[1]`,
      from_on: 'min(r.from_on)',
      until_on: 'case when bool_or(r.until_on is null) then null else max(r.until_on) end',
    },
  },
]
