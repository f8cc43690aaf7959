import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

/** How a dealer stands with its leads: what routing weighs. */
export type Standing = { dealerId: string; load: number; turns: number; inTime: number }

/** Load since the start of the month (Beijing time) and promptness over 90 days, in one index-only pass. */
export async function dealerStandings(ctx: Ctx): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select dealer_id,
      count(*) filter (where at >= date_trunc('month', ${ctx.now}::timestamptz at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai') as load,
      count(*) filter (where in_time is not null and origin <> 'own') as turns,
      count(*) filter (where in_time and origin <> 'own') as in_time
    from leads.turn where at >= least(${ctx.now}::timestamptz - interval '90 days', date_trunc('month', ${ctx.now}::timestamptz)) and at <= ${ctx.now}
    group by dealer_id`.execute(ctx.db)
  return rows
}
