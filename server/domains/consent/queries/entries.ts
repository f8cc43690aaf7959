import { sql } from 'kysely'
import type { ConsentPurpose, ConsentRecipient } from '../../../../contract/consent.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { column } from '../../../kernel/db/columns.ts'

export type EntryRow = {
  id: string
  customerId: string
  purpose: ConsentPurpose
  recipient: ConsentRecipient
  recipientId: string | null
  granted: boolean
  channel: string
  evidence: string
  textVersion: string | null
  happenedAt: string
  importId: string | null
}

/** Ledger lines, and the state they leave: per key the line that happened last, a withdrawal before a grant. */
export async function saveEntries(ctx: Ctx, rows: EntryRow[]): Promise<void> {
  const of = (key: keyof EntryRow) => column(rows.map((row) => row[key]))
  await sql`
    with line as materialized (
      select * from unnest(${of('id')}::uuid[], ${of('customerId')}::uuid[], ${of('purpose')}::text[], ${of('recipient')}::text[],
          ${of('recipientId')}::uuid[], ${of('granted')}::boolean[], ${of('channel')}::text[], ${of('evidence')}::text[],
          ${of('textVersion')}::text[], ${of('happenedAt')}::timestamptz[], ${of('importId')}::uuid[])
        as r(id, customer_id, purpose, recipient, recipient_id, granted, channel, evidence, text_version, happened_at, import_id)
    ), ledger as (
      insert into consent.entry (id, customer_id, purpose, recipient, recipient_id, granted, channel, evidence, text_version, happened_at, recorded_at, actor_id, import_id)
      select id, customer_id, purpose, recipient, recipient_id, granted, channel, evidence, text_version, happened_at, ${ctx.now}, ${ctx.actor.id}, import_id
      from line
    )
    insert into consent.state as s (customer_id, purpose, recipient, recipient_key, granted, happened_at, entry_id)
    select distinct on (customer_id, purpose, recipient, recipient_id)
      customer_id, purpose, recipient, coalesce(recipient_id, ${anyRecipient}::uuid), granted, happened_at, id
    from line order by customer_id, purpose, recipient, recipient_id, happened_at desc, granted, id
    on conflict (customer_id, purpose, recipient, recipient_key) do update
      set granted = excluded.granted, happened_at = excluded.happened_at, entry_id = excluded.entry_id
      where (excluded.happened_at, not excluded.granted) >= (s.happened_at, not s.granted)
  `.execute(ctx.db)
}

export const anyRecipient = '00000000-0000-0000-0000-000000000000'

/**
 * Who may be approached: the word on this very recipient counts before the word on the kind as a whole.
 * People who asked not to be contacted, and the dead, are never in it.
 */
export async function permitted(
  ctx: Ctx,
  customerIds: string[],
  purpose: string,
  recipient: string,
  recipientId: string | null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from customers.customer c
    where c.id = any(${customerIds}::uuid[]) and not c.do_not_contact and not c.deceased
      and (select s.granted from consent.state s
           where s.customer_id = c.id and s.purpose = ${purpose} and s.recipient = ${recipient}
             and s.recipient_key in (${recipientId ?? anyRecipient}::uuid, ${anyRecipient}::uuid)
           order by s.recipient_key = ${anyRecipient}::uuid limit 1)
  `.execute(ctx.db)
  return rows.map((row) => row.id)
}
