import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

export type LeadTrail = {
  recordId: string
  leadId: string
  customerId: string
  dealerId: string | null
  consultantId: string | null
  consultant: string | null
  claimedAt: Date | null
  wrongNumber: boolean
}

/**
 * What came of these source records: the lead each one began, who holds it, whether they say that the person was
 * reached by them (not who walked in), and whether the number turned out to be somebody else's.
 */
export async function leadTrails(ctx: Ctx, recordIds: readonly string[]): Promise<LeadTrail[]> {
  const { rows } = await sql<LeadTrail>`
    select distinct on (t.record_id) t.record_id, l.id as lead_id, l.customer_id, l.dealer_id, l.consultant_id, a.name as consultant,
      case when l.source <> 'walk-in' and l.dealer_id is not null and not exists (select from leads.custody c where c.lead_id = l.id and c.reason = 'own')
        then l.first_feedback_at end as claimed_at,
      l.lost_reason = 'wrong-number'
        or exists (select from leads.dispute d where d.lead_id = l.id and d.reason = 'wrong-number' and d.decision is distinct from 'rejected')
        or exists (select from leads.feedback f where f.lead_id = l.id and f.contacted = 'wrong-number' and f.undone_at is null) as wrong_number
    from leads.touch t join leads.lead l on l.id = t.lead_id left join admin.account a on a.id = l.consultant_id
    where t.record_id = any(${recordIds}::uuid[]) and not t.joined order by t.record_id, t.at`.execute(ctx.db)
  return rows.map((row) => ({ ...row, wrongNumber: row.wrongNumber ?? false }))
}
