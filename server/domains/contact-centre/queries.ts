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

export type LoggedCall = Omit<ContactRow, 'customerName'> & {
  index: number
  externalId: string
  brandId: string
  dealerId: string | null
  agentId: string | null
  raw: unknown
}

/** Calls of a log by their number there; one that was in an earlier log and says the same is not written again. */
export async function saveContacts(
  ctx: Ctx,
  calls: LoggedCall[],
  { source, importId }: { source: string; importId: string | null },
): Promise<{ index: number; id: string; before: Record<string, unknown> | null }[]> {
  const { rows } = await sql<{ index: number; id: string; before: Record<string, unknown> | null }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(calls)}::jsonb) as r(index int, id uuid, "externalId" text, "brandId" uuid, "dealerId" uuid, "customerId" uuid,
        "leadId" uuid, direction text, "businessType" text, disposition text, note text, minutes smallint, "agentId" uuid, "agentName" text, at timestamptz, raw jsonb)
    ), saved as (
      insert into contact_centre.contact as c (id, brand_id, dealer_id, customer_id, lead_id, direction, business_type, disposition, note, minutes, agent_id, agent_name, at,
        source, external_id, import_id, raw)
      select id, "brandId", "dealerId", "customerId", "leadId", direction, "businessType", disposition, note, minutes, "agentId", "agentName", at,
        ${source}, "externalId", ${importId}::uuid, raw from given
      on conflict (source, external_id) where external_id is not null do update set
        dealer_id = coalesce(excluded.dealer_id, c.dealer_id), customer_id = coalesce(excluded.customer_id, c.customer_id), lead_id = coalesce(excluded.lead_id, c.lead_id), direction = excluded.direction,
        business_type = excluded.business_type, disposition = excluded.disposition, note = excluded.note, minutes = excluded.minutes,
        agent_id = coalesce(excluded.agent_id, c.agent_id), agent_name = coalesce(excluded.agent_name, c.agent_name), at = excluded.at, raw = excluded.raw
        where (coalesce(excluded.dealer_id, c.dealer_id), coalesce(excluded.customer_id, c.customer_id), coalesce(excluded.lead_id, c.lead_id), excluded.direction, excluded.business_type,
            excluded.disposition, excluded.note, excluded.minutes, coalesce(excluded.agent_id, c.agent_id), coalesce(excluded.agent_name, c.agent_name), excluded.at)
          is distinct from (c.dealer_id, c.customer_id, c.lead_id, c.direction, c.business_type, c.disposition, c.note, c.minutes, c.agent_id, c.agent_name, c.at)
      returning new.id, new.external_id, case when old.id is not null then to_jsonb(old) end as before
    )
    select g.index, s.id, s.before from saved s join given g on g."externalId" = s.external_id`.execute(
    ctx.db,
  )
  return rows
}
