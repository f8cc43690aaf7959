import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import type { GoldenField } from '../survivorship/fields.ts'
import type { Picks } from '../survivorship/statements.ts'
import type { StoredRow } from '../survivorship/stored.ts'

export type Statement = StoredRow & { customerId: string; brandId: string | null; dealerId: string | null }

/** What a person or a document made sure of counts as verified in every record that says the same. */
const verified = sql`(select jsonb_build_object('v', concat(s.said ->> 'v', string_agg(distinct f.letter, '')))
  from customers.verification v join (values ('name', 'n'), ('phone', 'p'), ('residentIdHash', 'i'), ('birthOn', 'b'), ('sex', 'x')) f(field, letter) using (field)
  where v.customer_id = l.customer_id and v.value = s.said ->> f.letter having count(*) > 0)`

/** What was ever said of these people, as far as the scope sees; in the system scope, everything. */
export async function statementsOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Statement[]>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Statement>`
    select l.customer_id, s.id as record_id, s.source, s.happened_at, s.received_at, s.nth::float8 as nth,
      s.said || coalesce(${verified}, '{}') as said, s.brand_id, s.dealer_id
    from customers.link l join customers.source_record s on s.id = l.record_id
    where l.customer_id = any(${ids}::uuid[]) and s.said is not null`.execute(ctx.db)
  return Map.groupBy(rows, (row) => row.customerId)
}

export async function picksOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Picks>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('customers.pick')
    .select(['customerId', 'field', 'recordId', 'value', 'byName', 'at'])
    .where('customerId', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  const picks = new Map<string, Picks>()
  for (const { customerId, field, recordId, value, byName, at } of rows) {
    const of = picks.get(customerId) ?? {}
    const what = recordId !== null ? { recordId } : { value: value! }
    of[field as GoldenField] = { ...what, by: byName, at: at.toISOString() }
    picks.set(customerId, of)
  }
  return picks
}

export const pickRowsOf = (ctx: Ctx, customerId: string) =>
  ctx.db
    .selectFrom('customers.pick')
    .select(['field', 'byName', 'at', 'reason'])
    .where('customerId', '=', customerId)
    .execute()

type NewPick = { customerId: string; field: GoldenField; recordId: string; reason: string | null }

/** The one choice for a field; a second one takes the place of the first. */
export async function savePick(ctx: Ctx, { customerId, field, recordId, reason }: NewPick): Promise<void> {
  const values = { recordId, value: null, at: ctx.now, byId: ctx.actor.id, byName: ctx.actor.name, reason }
  await ctx.db
    .insertInto('customers.pick')
    .values({ id: newId(ctx.now), customerId, field, ...values })
    .onConflict((conflict) => conflict.columns(['customerId', 'field']).doUpdateSet(values))
    .execute()
}

/** Whether there was one. */
export async function dropPicks(ctx: Ctx, customerId: string, fields: readonly string[]): Promise<boolean> {
  if (fields.length === 0) return false
  const { numDeletedRows } = await ctx.db
    .deleteFrom('customers.pick')
    .where('customerId', '=', customerId)
    .where('field', 'in', [...fields])
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** The brands that deal with these people, among those asked for. */
export async function brandsOf(
  ctx: Ctx,
  ids: readonly string[],
  brandIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ customerId: string; nodes: string[] }>`
    select customer_id, array_agg(node_id) as nodes from customers.reach
    where customer_id = any(${ids}::uuid[]) and node_id = any(${brandIds}::uuid[]) group by 1`.execute(ctx.db)
  return new Map(rows.map((row) => [row.customerId, row.nodes]))
}

/** Writes golden records that were composed anew. */
export async function changePeople(ctx: Ctx, changed: readonly object[]): Promise<void> {
  if (changed.length > 0)
    await sql`select customers.change_people(${ctx.now}, ${JSON.stringify(changed)}::jsonb)`.execute(ctx.db)
}

/** Customers known from more than one record, in their order: a single record has nobody to lose against. */
export async function severalTimesSeen(
  ctx: Ctx,
  page: { after?: string | null; newest?: boolean; limit: number },
): Promise<string[]> {
  const beyond = page.after ? sql`where customer_id > ${page.after}::uuid` : sql``
  const { rows } = await sql<{ customerId: string }>`
    select customer_id from customers.link ${beyond} group by customer_id having count(*) > 1
    order by customer_id ${page.newest ? sql`desc` : sql``} limit ${page.limit}`.execute(ctx.db)
  return rows.map((row) => row.customerId)
}

export async function countSeveralTimesSeen(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::int as people from (select from customers.link group by customer_id having count(*) > 1) p`.execute(
    ctx.db,
  )
  return rows[0]!.people
}

export type Progress = { afterId: string | null; looked: number; customers: number; fields: number }

/** How far a job has come; nothing yet when it starts. */
export async function progressOf(ctx: Ctx, jobId: string): Promise<Progress> {
  const row = await ctx.db
    .selectFrom('customers.recomposition')
    .select(['afterId', 'looked', 'customers', 'fields'])
    .where('jobId', '=', jobId)
    .executeTakeFirst()
  return row ?? { afterId: null, looked: 0, customers: 0, fields: 0 }
}

export async function saveProgress(ctx: Ctx, jobId: string, progress: Progress): Promise<void> {
  const values = { ...progress, updatedAt: ctx.now }
  await ctx.db
    .insertInto('customers.recomposition')
    .values({ jobId, ...values })
    .onConflict((conflict) => conflict.column('jobId').doUpdateSet(values))
    .execute()
}
