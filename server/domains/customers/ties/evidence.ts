import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

/*
 * Who else has the same phone, or lives at the same address: index lookups for one customer, never a scan. System scope,
 * so that "shared by many" is said of the network and not of what one dealer sees of it.
 */

/** More customers than this on one phone are a front desk, and at one address a company or a mistake. */
export const mostSharing = { phone: 4, address: 8 }

export type Shared = { value: string; customerIds: string[] }
export async function onSamePhones(ctx: Ctx, id: string): Promise<Shared[]> {
  const { rows } = await sql<Shared>`
    select i.value, array_agg(o.customer_id) as customer_ids
    from (select value from customers.identifier where customer_id = ${id} and kind = 'phone' order by last_at desc, value limit 5) i
    cross join lateral (select customer_id from customers.identifier
      where kind = 'phone' and value = i.value and customer_id <> ${id} limit ${mostSharing.phone}) o
    group by i.value having count(*) < ${mostSharing.phone}`.execute(ctx.db)
  return rows
}

export async function atAddress(ctx: Ctx, id: string, address: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from customers.customer c
    where c.address = ${address} and c.merged_into is null and c.kind = 'person' and c.id <> ${id} limit ${mostSharing.address}`.execute(
    ctx.db,
  )
  return rows.length < mostSharing.address ? rows.map((row) => row.id) : []
}

export type Known = {
  id: string
  kind: 'person' | 'organisation'
  name: string
  nameForms: string[]
  address: string | null
}
/** As the caller sees them. */
export async function knownAmong(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Known>> {
  const { rows } = await sql<Known>`
    select c.id, c.kind, c.name, c.name_forms, c.address from customers.customer c
    where c.id = any(${ids}::uuid[]) and c.merged_into is null`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row]))
}
