import { sql } from 'kysely'
import type { Grade, Waiting } from '../../../../contract/lead-words.ts'
import type { Ctx } from '../../../kernel/ctx.ts'

export type PoolRow = {
  id: string
  number: string
  brandId: string
  seriesId: string | null
  variantId: string | null
  grade: Grade
  score: number
  source: string
  divisionCode: string | null
  capturedAt: Date
  touches: number
  waiting: Waiting | null
  maskedName: string
}

/** Through the database's own door: see leads.pool_entries. */
export async function poolEntries(
  ctx: Ctx,
  page: { brandId?: string; after: [string, string] | null; limit: number },
): Promise<PoolRow[]> {
  const { rows } = await sql<PoolRow>`
    select * from leads.pool_entries(${page.brandId ?? null}::uuid, ${page.after?.[0] ?? null}::timestamptz, ${page.after?.[1] ?? null}::uuid, ${page.limit + 1})`.execute(
    ctx.db,
  )
  return rows
}

export async function claimsSince(ctx: Ctx, dealerId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from leads.turn where dealer_id = ${dealerId} and origin = 'claimed' and at >= ${since}`.execute(
    ctx.db,
  )
  return rows[0]!.n
}

/** Whether it can be claimed by a dealer of these brands; `taken` when another claim holds the lock right now. */
export async function takeFromPool(
  ctx: Ctx,
  id: string,
  brandIds: string[],
): Promise<'free' | 'taken' | 'gone'> {
  const waiting = sql`id = ${id} and holder = 'pool' and closed_at is null and brand_id = any(${brandIds}::uuid[])
    and waiting is distinct from 'no-consent' and waiting is distinct from 'needs-review'`
  const locked = await sql`select id from leads.lead where ${waiting} for update skip locked`.execute(ctx.db)
  if (locked.rows.length > 0) return 'free'
  const there = await sql`select id from leads.lead where ${waiting}`.execute(ctx.db)
  return there.rows.length > 0 ? 'taken' : 'gone'
}
