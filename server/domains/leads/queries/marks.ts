import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

/** Leads whose next mark is due, oldest first; what another sweep is working on is left to it. */
export async function takeDue(ctx: Ctx, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from leads.lead where next_mark_at <= ${ctx.now} order by next_mark_at limit ${most} for update skip locked`.execute(
    ctx.db,
  )
  return rows.map((row) => row.id)
}

/** (customer, brand) pairs that already have an open lead. */
export async function haveOpen(
  ctx: Ctx,
  keys: { customerId: string; brandId: string }[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const { rows } = await sql<{ customerId: string; brandId: string }>`
    select l.customer_id, l.brand_id from leads.lead l where l.closed_at is null and (l.customer_id, l.brand_id) in
      (select * from unnest(${keys.map((key) => key.customerId)}::uuid[], ${keys.map((key) => key.brandId)}::uuid[]))`.execute(
    ctx.db,
  )
  return new Set(rows.map((row) => `${row.customerId} ${row.brandId}`))
}
