import { movedIn, type Relation } from '../customers/index.ts'

/** What was done for a lead goes where the lead goes. */
const withItsLead = `t.lead_id in ${movedIn('leads.lead')}`

export const salesRelations: Relation[] = [
  { table: 'sales.opportunity', belongs: withItsLead },
  { table: 'sales.test_drive', belongs: withItsLead },
  { table: 'sales.visit', belongs: withItsLead },
  { table: 'sales.car_order', belongs: withItsLead },
  { table: 'sales.delivery', belongs: withItsLead },
]
