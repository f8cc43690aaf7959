import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

type Split = { mergeId: string; fromId: string; toId: string }

/** How many of these records are this customer's, and how many the customer has. Edits by hand stay with who was edited. */
export async function recordsHeld(ctx: Ctx, customerId: string, recordIds: readonly string[]) {
  const { rows } = await sql<{ chosen: number; all: number }>`
    select count(*) filter (where l.record_id = any(${recordIds}::uuid[]))::int as chosen, count(*)::int as all
    from customers.link l where l.customer_id = ${customerId}`.execute(ctx.db)
  return rows[0]!
}

/** A customer of the same kind to whom nothing belongs yet; what the records say of them comes next. */
export async function addEmptyPerson(
  ctx: Ctx,
  { fromId, toId }: Split,
  recordIds: readonly string[],
): Promise<void> {
  await sql`
    insert into customers.customer (id, kind, name, name_forms, first_source, origins, created_at, updated_at, seen_at)
    select ${toId}, c.kind, c.name, c.name_forms, r.source, jsonb_build_object('*', jsonb_build_object('record', r.id, 'at', r.happened_at)),
      ${ctx.now}, ${ctx.now}, r.last_at
    from customers.customer c, (
      select (array_agg(s.id order by s.happened_at, s.id))[1] as id, (array_agg(s.source order by s.happened_at, s.id))[1] as source,
        min(s.happened_at) as happened_at, max(s.happened_at) as last_at
      from customers.source_record s where s.id = any(${recordIds}::uuid[])) r
    where c.id = ${fromId}`.execute(ctx.db)
  await sql`insert into customers.finder (customer_id, keys, seen_at) select id, '{}', seen_at from customers.customer where id = ${toId}`.execute(
    ctx.db,
  )
}

export async function noteRecords(
  ctx: Ctx,
  { mergeId, toId }: Split,
  recordIds: readonly string[],
): Promise<void> {
  await sql`
    insert into customers.merge_move (merge_id, table_name, row_id, before)
    select ${mergeId}, 'customers.link', id, jsonb_build_object('customer_id', ${toId}::uuid) from unnest(${recordIds}::uuid[]) id`.execute(
    ctx.db,
  )
}

/** Text of the records of either side, without what people put between digits. */
const textOf = (customerId: string) => sql`(
  select lower(regexp_replace(coalesce(string_agg(s.raw::text || coalesce(s.said::text, ''), ' '), ''), '[ ()+-]', '', 'g')) as text
  from customers.link l join customers.source_record s on s.id = l.record_id where l.customer_id = ${customerId})`
const saidIn = (alias: string) =>
  sql`position(lower(case i.kind when 'phone' then regexp_replace(i.value, '^\\+86', '') else regexp_replace(i.value, '[ ()+-]', '', 'g') end) in ${sql.ref(`${alias}.text`)}) > 0`

/** What the records of the new customer say identifies them; what only they say identifies the old one no more. */
export async function divideIdentifiers(ctx: Ctx, { fromId, toId }: Split): Promise<void> {
  await sql`
    with theirs as (${textOf(toId)}), ours as (${textOf(fromId)}), given as (
      insert into customers.identifier (kind, value, customer_id, first_at, last_at, source)
      select i.kind, i.value, ${toId}, i.first_at, i.last_at, i.source from customers.identifier i, theirs
      where i.customer_id = ${fromId} and ${saidIn('theirs')} on conflict do nothing returning kind, value
    )
    delete from customers.identifier i using given, ours
    where i.customer_id = ${fromId} and i.kind = given.kind and i.value = given.value and not ${saidIn('ours')}`.execute(
    ctx.db,
  )
}

/** The brands and dealers the records came through deal with the new customer; the old one's dealings stay. */
export async function reachAlongRecords(ctx: Ctx, { toId }: Split): Promise<void> {
  await sql`
    insert into customers.reach (node_id, customer_id, seen_at)
    select n.node_id, ${toId}, max(s.happened_at) from customers.link l join customers.source_record s on s.id = l.record_id
    cross join lateral (values (s.brand_id), (s.dealer_id)) n(node_id)
    where l.customer_id = ${toId} and n.node_id is not null group by 1 on conflict do nothing`.execute(ctx.db)
}

export type Known = { id: string; values: { kind: string; value: string }[]; nodes: string[] }
export async function knownBy(ctx: Ctx, ids: readonly string[]): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select c.id, array(select r.node_id from customers.reach r where r.customer_id = c.id) as nodes,
      (select coalesce(json_agg(json_build_object('kind', i.kind, 'value', i.value)), '[]') from customers.identifier i where i.customer_id = c.id) as values
    from customers.customer c where c.id = any(${ids}::uuid[])`.execute(ctx.db)
  return rows
}

export async function saveFinders(ctx: Ctx, finders: { id: string; keys: string[] }[]): Promise<void> {
  await sql`
    update customers.finder f set keys = k.keys from jsonb_to_recordset(${JSON.stringify(finders)}::jsonb) as k(id uuid, keys text[])
    where f.customer_id = k.id`.execute(ctx.db)
}
