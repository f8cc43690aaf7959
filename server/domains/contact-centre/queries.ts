import { type Insertable, sql } from 'kysely'
import type { Ctx } from '../../kernel/ctx.ts'
import type { ContactCentreContact } from '../../kernel/db/tables.ts'

export const insertContact = (ctx: Ctx, row: Insertable<ContactCentreContact>) =>
  ctx.db.insertInto('contactCentre.contact').values(row).execute()

export type ContactRow = {
  id: string
  at: Date
  customerId: string | null
  customerName: string | null
  leadId: string | null
  direction: 'inbound' | 'outbound'
  businessType: string
  disposition: string
  note: string | null
  minutes: number | null
  agentName: string | null
}

export async function recentContacts(
  ctx: Ctx,
  filter: { agentId?: string; customerId?: string; after: [string, string] | null; limit: number },
): Promise<ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select c.id, c.at, c.customer_id, f.name as customer_name, c.lead_id, c.direction, c.business_type, c.disposition, c.note, c.minutes, c.agent_name
    from contact_centre.contact c left join customers.face f on f.id = c.customer_id
    where ${filter.agentId ? sql`c.agent_id = ${filter.agentId}` : sql`true`}
      and ${filter.customerId ? sql`c.customer_id = ${filter.customerId}` : sql`true`}
      and ${filter.after ? sql`(c.at, c.id) < (${filter.after[0]}::timestamptz, ${filter.after[1]}::uuid)` : sql`true`}
    order by c.at desc, c.id desc limit ${filter.limit + 1}`.execute(ctx.db)
  return rows
}
