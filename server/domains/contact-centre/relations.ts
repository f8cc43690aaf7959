import { movedIn, type Relation } from '../customers/index.ts'

export const contactCentreRelations: Relation[] = [
  { table: 'contact_centre.contact', belongs: `t.lead_id in ${movedIn('leads.lead')}` },
]
