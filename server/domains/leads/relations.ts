import { movedIn, type Relation, writtenSince } from '../customers/index.ts'

/** Its first enquiry came in one of the source records that move. */
const cameWith = `(select u.record_id from leads.touch u where u.lead_id = t.id order by u.at, u.id limit 1) in ${movedIn('customers.link')}
  and ${writtenSince('t.created_at')}`

/**
 * Leads keep their history and their custody; only whose they are changes. Two open leads of one brand stay two: the
 * absorbed person's stands beside, until it is closed or the merge is undone.
 */
export const leadRelations: Relation[] = [
  {
    table: 'leads.lead',
    also: {
      beside: `case when t.closed_at is null and t.beside is null and exists (select from leads.lead o
        where o.customer_id = m.survivor_id and o.brand_id = t.brand_id and o.closed_at is null) then m.merge_id else t.beside end`,
    },
    belongs: cameWith,
  },
]
