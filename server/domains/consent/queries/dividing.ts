import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { anyRecipient } from './entries.ts'

const latest = (ids: string[]) => sql`
  select distinct on (customer_id, purpose, recipient, recipient_id)
    customer_id, purpose, recipient, coalesce(recipient_id, ${anyRecipient}::uuid), granted, happened_at, id
  from consent.entry where customer_id = any(${ids}::uuid[])
  order by customer_id, purpose, recipient, recipient_id, happened_at desc, granted, id`

/** Ledger lines have gone from one person to another: what stood on them stands on the lines that are left. */
export async function divideState(ctx: Ctx, fromIds: string[], toIds: string[]): Promise<void> {
  await sql`
    delete from consent.state s using consent.entry e
    where s.entry_id = e.id and s.customer_id = any(${fromIds}::uuid[]) and e.customer_id = any(${toIds}::uuid[])`.execute(
    ctx.db,
  )
  await sql`
    insert into consent.state (customer_id, purpose, recipient, recipient_key, granted, happened_at, entry_id)
    ${latest([...fromIds, ...toIds])} on conflict do nothing`.execute(ctx.db)
}
