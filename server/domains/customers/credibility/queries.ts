import { sql } from 'kysely'
import { judgedFields } from '../../../../contract/credibility.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { Stored } from '../survivorship/stored.ts'
import type { Judged } from './rules.ts'

const markId = '00000000-0000-7000-8000-000000000084'
/** A transaction may commit after a later one: this far back it is looked for records nobody has judged. */
const lookBack = 100_000

export type Mark = { nth: number }
/** How far the records have been read. Locked: of two jobs one waits for the other's batch. */
export async function lockMark(ctx: Ctx): Promise<Mark> {
  await sql`insert into customers.credibility_mark (id, nth, at) values (${markId}, 0, ${ctx.now}) on conflict do nothing`.execute(
    ctx.db,
  )
  const { rows } =
    await sql<Mark>`select nth::float8 as nth from customers.credibility_mark where id = ${markId} for update`.execute(
      ctx.db,
    )
  return rows[0]!
}
export const moveMark = (ctx: Ctx, nth: number) =>
  sql`update customers.credibility_mark set nth = greatest(nth, ${nth}), at = ${ctx.now} where id = ${markId}`.execute(
    ctx.db,
  )

export async function countWaiting(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select ((select count(*) from customers.source_record s where s.nth > coalesce((select m.nth from customers.credibility_mark m where m.id = ${markId}), 0))
      + (select count(*) from customers.credibility k where k.stale))::int as n`.execute(ctx.db)
  return rows[0]!.n
}

export async function staleRecords(ctx: Ctx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from customers.credibility where stale order by id limit ${limit}`.execute(ctx.db)
  return rows.map(({ id }) => id)
}
/** Records that came after the mark; `late`: those before it that were committed after it had passed. */
export async function newRecords(
  ctx: Ctx,
  after: number,
  { late, limit }: { late: boolean; limit: number },
): Promise<{ id: string; nth: number }[]> {
  const { rows } = await sql<{ id: string; nth: number }>`
    select s.id, s.nth::float8 as nth from customers.source_record s
    where ${
      late
        ? sql`s.nth between ${after - lookBack} and ${after} and s.kind <> 'edit' and s.said is not null and not exists (select from customers.credibility k where k.id = s.id)
      and exists (select from customers.link l where l.record_id = s.id)`
        : sql`s.nth > ${after}`
    }
    order by s.nth limit ${limit}`.execute(ctx.db)
  return rows
}

export type RecordRow = {
  recordId: string
  customerId: string
  customerKind: 'person' | 'organisation'
  kind: string
  source: string
  brandId: string | null
  dealerId: string | null
  month: string
  said: Stored
  raw: unknown
}
/** Whatever happens to these people now waits until they are judged: nothing is overlooked. In the order everybody takes. */
export const holdPeople = (ctx: Ctx, ids: readonly string[]) =>
  sql`
    select from customers.credibility k join customers.link l on l.record_id = k.id
    where l.customer_id in (select o.customer_id from customers.link o where o.record_id = any(${ids}::uuid[]))
    order by k.id for update of k`.execute(ctx.db)

/** Everything said of the people these records are of; of somebody seen daily, the latest of it. */
export async function recordsOfTheirPeople(ctx: Ctx, ids: readonly string[]): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select s.id as record_id, p.customer_id, c.kind as customer_kind, s.kind, s.source, s.brand_id, s.dealer_id, s.said, s.raw,
      to_char(s.happened_at at time zone 'Asia/Shanghai', 'YYYY-MM-01') as month
    from (select distinct l.customer_id from customers.link l where l.record_id = any(${ids}::uuid[])) p
    join customers.customer c on c.id = p.customer_id
    cross join lateral (
      select r.* from customers.link k join customers.source_record r on r.id = k.record_id
      where k.customer_id = p.customer_id and r.said is not null
      order by r.id = any(${ids}::uuid[]) desc, k.at desc, r.id desc limit 200) s`.execute(ctx.db)
  return rows
}

export type VerifiedRow = { customerId: string; value: string; at: Date; by: string | null }
export async function verificationsOf(ctx: Ctx, customerIds: readonly string[]): Promise<VerifiedRow[]> {
  const { rows } = await sql<VerifiedRow>`
    select customer_id, value, max(at) as at, max(by_name) as by from customers.verification
    where customer_id = any(${customerIds}::uuid[]) and field = 'phone' group by 1, 2`.execute(ctx.db)
  return rows
}

/** Of these numbers, those six customers or more have. */
export async function sharedPhones(ctx: Ctx, phones: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ value: string }>`
    select p.value from unnest(${phones}::text[]) p(value)
    where (select count(*) from (select from customers.identifier i where i.kind = 'phone' and i.value = p.value limit 6) s) >= 6`.execute(
    ctx.db,
  )
  return new Set(rows.map(({ value }) => value))
}

export type JudgedRow = Judged & {
  recordId: string
  brandId: string | null
  dealerId: string | null
  source: string
  consultantId: string | null
  consultant: string | null
  month: string
  score: number
  parts: object
}
export async function saveJudged(
  ctx: Ctx,
  rows: readonly JudgedRow[],
  looked: readonly string[],
): Promise<void> {
  if (rows.length > 0)
    await sql`
      insert into customers.credibility (id, brand_id, dealer_id, source, consultant_id, consultant, month, score, asked, filled, checked, invalid,
        compared, contradicted, verified, bounced, claimed, heard, parts, at)
      select r."recordId", r."brandId", r."dealerId", r.source, r."consultantId", r.consultant, r.month, r.score, r.asked, r.filled, r.checked, r.invalid,
        r.compared, r.contradicted, r.verified, r.bounced, r.claimed, r.heard, r.parts, ${ctx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("recordId" uuid, "brandId" uuid, "dealerId" uuid, source text, "consultantId" uuid,
        consultant text, month date, score real, asked int, filled int, checked int, invalid int, compared int, contradicted int, verified boolean,
        bounced boolean, claimed boolean, heard boolean, parts jsonb)
      order by r."recordId"
      on conflict (id) do update set brand_id = excluded.brand_id, dealer_id = excluded.dealer_id, consultant_id = excluded.consultant_id,
        consultant = excluded.consultant, month = excluded.month, score = excluded.score, asked = excluded.asked, filled = excluded.filled,
        checked = excluded.checked, invalid = excluded.invalid, compared = excluded.compared, contradicted = excluded.contradicted,
        verified = excluded.verified, bounced = excluded.bounced, claimed = excluded.claimed, heard = excluded.heard, parts = excluded.parts,
        stale = false, at = excluded.at`.execute(ctx.db)
  await sql`update customers.credibility set stale = false where stale and id = any(${looked}::uuid[])`.execute(
    ctx.db,
  )
}

/** `array[sum(...)]`, a place per field. */
const perField = (column: string, mask = column) =>
  sql.raw(`array[${judgedFields.map((_, at) => `sum((${mask} >> ${at}) & 1)`).join(', ')}]::int[]`)
const any = (column: string) => sql.raw(`sum((${column} <> 0)::int)`)

/** Adds everything up anew: 1,000,000 records in a few seconds, once at the end of a run. Records of an undone import are gone. */
export async function sumUp(ctx: Ctx): Promise<void> {
  await sql`delete from customers.credibility k where not exists (select from customers.source_record s where s.id = k.id)`.execute(
    ctx.db,
  )
  await sql`delete from customers.credibility_sum`.execute(ctx.db)
  await sql`
    insert into customers.credibility_sum (id, brand_id, dealer_id, source, consultant_id, consultant, month, records, score, squares, asked, filled, checked,
      invalid, compared, contradicted, verified, bounced, judged, unheard)
    select uuidv7(), brand_id, dealer_id, source, consultant_id, max(consultant), month, count(*), sum(score), sum(score::float8 * score),
      ${perField('asked')}, ${perField('filled', '(asked & filled)')}, ${perField('checked')}, ${perField('invalid')}, ${any('compared')}, ${any('contradicted')},
      sum(verified::int), sum(bounced::int), count(heard), sum((not coalesce(heard, true))::int)
    from customers.credibility group by brand_id, dealer_id, source, consultant_id, month`.execute(ctx.db)
  await sql`update customers.credibility_mark set summed_at = ${ctx.now} where id = ${markId}`.execute(ctx.db)
}
export async function summedAt(ctx: Ctx): Promise<Date | null> {
  const { rows } = await sql<{
    at: Date | null
  }>`select summed_at as at from customers.credibility_mark where id = ${markId}`.execute(ctx.db)
  return rows[0]?.at ?? null
}
