import { sql } from 'kysely'
import type { ConsentPurpose } from '../../../../contract/consent.ts'
import type { Ctx } from '../../../kernel/ctx.ts'

/** Per person and purpose whether everybody they spoke of may; one withdrawal makes it no. */
export async function standingConsents(
  ctx: Ctx,
  customerIds: readonly string[],
): Promise<{ customerId: string; purpose: ConsentPurpose; granted: boolean }[]> {
  const { rows } = await sql<{ customerId: string; purpose: ConsentPurpose; granted: boolean }>`
    select customer_id, purpose, bool_and(granted) as granted from consent.state
    where customer_id = any(${customerIds}::uuid[]) group by 1, 2 order by 1, 2`.execute(ctx.db)
  return rows
}
