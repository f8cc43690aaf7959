import type { ChanceBand } from '../../../../contract/propensity.ts'
import type { ValueClass } from '../../../../contract/value.ts'
import { prepared } from '../../../kernel/db/prepared.ts'

/** What the night said of these leads and of their customers, under the reader's own policies. */
export const outlookRows = prepared<
  { leadId: string; band: ChanceBand | null; valueClass: ValueClass | null },
  [leadIds: string[], customerIds: string[]]
>(`
  select k.lead_id, h.band, w.value_class
  from unnest($1::uuid[], $2::uuid[]) as k(lead_id, customer_id)
  left join leads.chance h on h.lead_id = k.lead_id
  left join customers.worth w on w.customer_id = k.customer_id
  where h.band is not null or w.value_class is not null`)
