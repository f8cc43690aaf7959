import { sql } from 'kysely'
import type { Ctx } from '../../kernel/ctx.ts'

export type ReportedContact = { leadId: string; customerId: string; dealerId: string; at: Date }

/** Calls a day later than the report still count: consultants report from the car park. */
const later = '1 day'
/** A dealer whose telephone logged something in the week around the report was connected then. */
const around = '7 days'

/**
 * Whether the call log has an answered call of the dealer's to the person a dealer says it reached; null when the
 * dealer's telephone was not connected to the log at that time.
 */
export async function callsHeard(ctx: Ctx, claims: readonly ReportedContact[]): Promise<(boolean | null)[]> {
  if (claims.length === 0) return []
  const { rows } = await sql<{ heard: boolean | null }>`
    select case
      when exists (select from contact_centre.contact k where (k.lead_id = c.lead or k.lead_id is null and k.customer_id = c.customer)
          and k.dealer_id = c.dealer and k.disposition in ('answered', 'dispatched', 'nurture') and k.at <= c.at + ${later}::interval) then true
      when exists (select from contact_centre.contact k where k.dealer_id = c.dealer and k.at between c.at - ${around}::interval and c.at + ${around}::interval)
        then false end as heard
    from unnest(${claims.map((one) => one.leadId)}::uuid[], ${claims.map((one) => one.customerId)}::uuid[],
      ${claims.map((one) => one.dealerId)}::uuid[], ${claims.map((one) => one.at)}::timestamptz[]) with ordinality as c(lead, customer, dealer, at, nth)
    order by c.nth`.execute(ctx.db)
  return rows.map(({ heard }) => heard)
}
