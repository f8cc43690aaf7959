import { sql } from 'kysely'
import type { ConsentPurpose, ConsentRecipient } from '../../../contract/consent.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { anyRecipient } from './queries/entries.ts'

export type ConsentPair = { customerId: string; recipientId: string }
export const pairKey = ({ customerId, recipientId }: ConsentPair): string => `${customerId} ${recipientId}`

/** `whoMay` for many recipients at once: of these pairs, those where this recipient may approach this person. */
export async function whichMay(
  ctx: Ctx,
  pairs: ConsentPair[],
  purpose: ConsentPurpose,
  recipient: ConsentRecipient,
): Promise<Set<string>> {
  if (pairs.length === 0) return new Set()
  const { rows } = await sql<ConsentPair>`
    select p."customerId" as customer_id, p."recipientId" as recipient_id
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as p("customerId" uuid, "recipientId" uuid)
    join customers.customer c on c.id = p."customerId"
    where not c.do_not_contact and not c.deceased
      and (select s.granted from consent.state s
           where s.customer_id = c.id and s.purpose = ${purpose} and s.recipient = ${recipient}
             and s.recipient_key in (p."recipientId", ${anyRecipient}::uuid)
           order by s.recipient_key = ${anyRecipient}::uuid limit 1)`.execute(ctx.db)
  return new Set(rows.map(pairKey))
}

/**
 * `whichMay` for one pair, as it would be once the person's word on the kind as a whole were in the ledger: a word on
 * this very recipient still counts before it, and nobody approaches who asked to be left alone.
 */
export async function wouldMay(
  ctx: Ctx,
  { customerId, recipientId }: ConsentPair,
  purpose: ConsentPurpose,
  recipient: ConsentRecipient,
  said: boolean,
): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select not c.do_not_contact and not c.deceased and coalesce((select s.granted from consent.state s
      where s.customer_id = c.id and s.purpose = ${purpose} and s.recipient = ${recipient} and s.recipient_key = ${recipientId}), ${said}) as may
    from customers.customer c where c.id = ${customerId}`.execute(ctx.db)
  return rows[0]?.may ?? false
}
