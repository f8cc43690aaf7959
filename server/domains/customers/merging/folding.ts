import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { type Pair, pairsAs } from './moving.ts'
import type { Folding } from './relation.ts'

/*
 * A survivor's row is always what its parts add up to (customers.merge_part): the own row as it was, and one part for
 * each person absorbed. Undoing takes a part away and adds up again, so the order of undoing makes no difference.
 */

const shape = ({ table, key, fold }: Folding) => ({
  name: sql.lit(table),
  target: sql.table(table),
  columns: [...key, 'customer_id', ...Object.keys(fold)].map((column) => sql.ref(column)),
  folded: Object.keys(fold),
  conflict: [...key, 'customer_id'].map((column) => sql.ref(column)),
  sameKey: (a: string, b: string) =>
    key.length === 0
      ? sql`true`
      : sql.join(
          key.map((column) => sql`${sql.ref(`${a}.${column}`)} = ${sql.ref(`${b}.${column}`)}`),
          sql` and `,
        ),
})
const keyOf = ({ key }: Folding, alias: string) =>
  sql.raw(`jsonb_build_array(${key.map((column) => `${alias}.${column}`).join(', ')})::text`)

/** What the parts add up to, per holder and key, as the row would read. */
function sums(relation: Folding, which: RawBuilder<unknown>): RawBuilder<unknown> {
  const { name, target } = shape(relation)
  const columns = [
    ...relation.key.map((column) => `'${column}', (array_agg(r.${column}))[1]`),
    `'customer_id', p.holder_id`,
    ...Object.entries(relation.fold).map(([column, expression]) => `'${column}', ${expression}`),
  ]
  return sql`(select p.holder_id, p.key, jsonb_build_object(${sql.raw(columns.join(', '))}) as row
    from customers.merge_part p cross join lateral jsonb_populate_record(null::${target}, p.given) r
    where p.table_name = ${name} and p.given is not null and ${which} group by p.holder_id, p.key)`
}

const holdersOf = (pairs: readonly Pair[]) => pairs.map((pair) => pair.survivorId)

/** What somebody else wrote or took away since becomes the survivor's own, before anything is added or taken. */
async function settle(ctx: Ctx, pairs: readonly Pair[], relation: Folding): Promise<void> {
  const { name, target, sameKey } = shape(relation)
  const columns = sql.raw(
    [...relation.key, 'customer_id', ...Object.keys(relation.fold)]
      .map((column) => `'${column}', t.${column}`)
      .join(', '),
  )
  await sql`
    with stand as materialized (
      select e.holder_id, e.key, e.row as expected, t.row as there
      from ${sums(relation, sql`p.holder_id = any(${holdersOf(pairs)}::uuid[])`)} e
      cross join lateral jsonb_populate_record(null::${target}, e.row) r
      left join lateral (select jsonb_build_object(${columns}) as row from ${target} t
        where t.customer_id = e.holder_id and ${sameKey('t', 'r')}) t on true
    ), gone as (
      delete from customers.merge_part p using stand s
      where s.there is null and p.holder_id = s.holder_id and p.table_name = ${name} and p.key = s.key
    )
    update customers.merge_part p set given = customers.since(s.there, s.expected, p.given)
    from stand s where s.there <> s.expected and p.holder_id = s.holder_id and p.table_name = ${name} and p.key = s.key
      and p.from_id = p.holder_id`.execute(ctx.db)
}

/** The absorbed persons' rows become part of the survivors'. */
export async function fold(ctx: Ctx, pairs: readonly Pair[], relation: Folding): Promise<void> {
  const { name, target, sameKey } = shape(relation)
  await settle(ctx, pairs, relation)
  const given = sql.raw(relation.given ?? 'to_jsonb(t)')
  const added = relation.adds ? sql`union all ${sql.raw(relation.adds)}` : sql``
  await sql`
    with m as materialized (select * from ${pairsAs(pairs)}), coming as materialized (
      select m.survivor_id, m.absorbed_id, m.merge_id, ${keyOf(relation, 't')} as key, to_jsonb(t) as row, ${given} as given
      from ${target} t join m on t.customer_id = m.absorbed_id
      ${added}
    ), own as (
      insert into customers.merge_part (holder_id, table_name, key, from_id, given)
      select c.survivor_id, ${name}, c.key, c.survivor_id, to_jsonb(t)
      from coming c cross join lateral jsonb_populate_record(null::${target}, c.given) r
      left join ${target} t on t.customer_id = c.survivor_id and ${sameKey('t', 'r')}
      on conflict do nothing
    )
    insert into customers.merge_part (holder_id, table_name, key, from_id, merge_id, row, given)
    select survivor_id, ${name}, key, absorbed_id, merge_id, row, given from coming`.execute(ctx.db)
  await sql`delete from ${target} t using ${pairsAs(pairs)} where t.customer_id = m.absorbed_id`.execute(
    ctx.db,
  )
  await write(ctx, relation, touched(pairs, relation), sql`true`)
}

/** Takes the parts of these merges out again; the absorbed persons' rows are as they were. */
export async function unfold(ctx: Ctx, pairs: readonly Pair[], relation: Folding): Promise<void> {
  const { name, target, sameKey } = shape(relation)
  const merges = sql`${pairs.map((pair) => pair.mergeId)}::uuid[]`
  await settle(ctx, pairs, relation)
  const left = sql`(p.merge_id is null or p.merge_id <> all(${merges}))`
  await sql`
    delete from ${target} t using customers.merge_part q cross join lateral jsonb_populate_record(null::${target}, q.given) r
    where q.merge_id = any(${merges}) and q.table_name = ${name} and t.customer_id = q.holder_id and ${sameKey('t', 'r')}
      and not exists (select from customers.merge_part p where p.holder_id = q.holder_id and p.table_name = ${name}
        and p.key = q.key and p.given is not null and ${left})`.execute(ctx.db)
  await write(ctx, relation, touched(pairs, relation), left)
  await sql`
    insert into ${target} select r.* from customers.merge_part q cross join lateral jsonb_populate_record(null::${target}, q.row) r
    where q.merge_id = any(${merges}) and q.table_name = ${name} and q.row is not null on conflict do nothing`.execute(
    ctx.db,
  )
  await sql`
    with gone as (delete from customers.merge_part where merge_id = any(${merges}) and table_name = ${name})
    delete from customers.merge_part b where b.table_name = ${name} and b.merge_id is null
      and b.holder_id = any(${holdersOf(pairs)}::uuid[])
      and not exists (select from customers.merge_part p where p.holder_id = b.holder_id and p.table_name = b.table_name
        and p.key = b.key and p.merge_id <> all(${merges}))`.execute(ctx.db)
}

const touched = (pairs: readonly Pair[], { table }: Folding) =>
  sql`(p.holder_id, p.key) in (select q.holder_id, q.key from customers.merge_part q
    where q.merge_id = any(${pairs.map((pair) => pair.mergeId)}::uuid[]) and q.table_name = ${sql.lit(table)})`

async function write(
  ctx: Ctx,
  relation: Folding,
  which: RawBuilder<unknown>,
  left: RawBuilder<unknown>,
): Promise<void> {
  const { target, columns, folded, conflict } = shape(relation)
  const set = folded.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`)
  const changes = folded.map((column) => sql`t.${sql.ref(column)}`)
  const excluded = folded.map((column) => sql.ref(`excluded.${column}`))
  await sql`
    insert into ${target} as t (${sql.join(columns)})
    select ${sql.join(columns.map((column) => sql`r.${column}`))}
    from ${sums(relation, sql`${which} and ${left}`)} e cross join lateral jsonb_populate_record(null::${target}, e.row) r
    on conflict (${sql.join(conflict)}) do update set ${sql.join(set)}
    where (${sql.join(changes)}) is distinct from (${sql.join(excluded)})`.execute(ctx.db)
}
