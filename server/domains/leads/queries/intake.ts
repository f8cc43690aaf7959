import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { prepared } from '../../../kernel/db/prepared.ts'
import type { Lead } from '../lead.ts'
import type { Change } from '../rules/change.ts'
import { withTurns } from './lead.ts'

export type Earlier = { source: string; externalId: string; leadId: string }

const touchesByNumber = prepared<Earlier, [sources: string[], externalIds: string[]]>(
  `select t.source, t.external_id, t.lead_id from unnest($1::text[], $2::text[]) as k(source, external_id)
  join leads.touch t on t.source = k.source and t.external_id = k.external_id`,
)

/** Enquiries that came before under the same number from the same source. */
export async function earlierArrivals(
  ctx: Ctx,
  keys: { source: string; externalId: string }[],
): Promise<Earlier[]> {
  if (keys.length === 0) return []
  return touchesByNumber(
    ctx,
    keys.map((key) => key.source),
    keys.map((key) => key.externalId),
  )
}

/** The open lead of each (customer, brand), locked; at most one each. */
export async function lockOpenLeads(
  ctx: Ctx,
  keys: { customerId: string; brandId: string }[],
): Promise<Change[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<Lead & { attentionAt: Date | null; number: string }>`
    select l.* from leads.lead l
    where l.closed_at is null and (l.customer_id, l.brand_id) in
      (select * from unnest(${keys.map((key) => key.customerId)}::uuid[], ${keys.map((key) => key.brandId)}::uuid[]))
    order by l.id for update`.execute(ctx.db)
  return withTurns(ctx, rows)
}

export type Standing = Pick<
  Lead,
  'id' | 'customerId' | 'holder' | 'dealerId' | 'waiting' | 'grade' | 'score'
> & { number: string }

export const standingOf = async (ctx: Ctx, ids: string[]): Promise<Standing[]> =>
  (await ctx.db
    .selectFrom('leads.lead')
    .select(['id', 'number', 'customerId', 'holder', 'dealerId', 'waiting', 'grade', 'score'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()) as Standing[]
