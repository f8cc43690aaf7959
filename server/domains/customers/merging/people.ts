import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { recompose } from '../actions/recompose.ts'
import {
  type MergePicks,
  mergedColumns,
  type PersonJson,
  type PersonPart,
  type Picked,
  sinceThen,
  unchanged,
  unite,
} from './golden.ts'
import { type Pair, pairsAs } from './moving.ts'

const table = 'customers.customer'

type PartRow = PersonPart & {
  holderId: string
  mergeId: string | null
  stood: PersonJson | null
  picks: MergePicks | null
  by: string | null
}

/** Every survivor's parts, the own first, the others in the order of their merges. */
async function partsOf(ctx: Ctx, holders: string[]): Promise<Map<string, PartRow[]>> {
  const { rows } = await sql<PartRow>`
    select p.holder_id, p.from_id, p.merge_id, p.given as row, p.row as stood, g.picks, g.by_name as by
    from customers.merge_part p left join customers.merge g on g.id = p.merge_id
    where p.table_name = ${table} and p.holder_id = any(${holders}::uuid[])
    order by p.holder_id, p.merge_id nulls first`.execute(ctx.db)
  return Map.groupBy(rows, (row) => row.holderId)
}

async function rowsOf(ctx: Ctx, ids: string[]): Promise<Map<string, PersonJson>> {
  const { rows } = await sql<{ id: string; row: PersonJson }>`
    select c.id, to_jsonb(c) as row from customers.customer c where c.id = any(${ids}::uuid[])`.execute(
    ctx.db,
  )
  return new Map(
    rows.map(({ id, row }) => [id, Object.fromEntries(mergedColumns.map((column) => [column, row[column]]))]),
  )
}

/** Later merges pick over earlier ones. */
const picksOf = (parts: readonly Pick<PartRow, 'picks' | 'by'>[]): Picked =>
  Object.fromEntries(
    parts.flatMap(({ picks, by }) =>
      Object.entries(picks ?? {}).map(([field, fromId]) => [field, { fromId, by: by ?? '' }]),
    ),
  )

/** The golden records of the survivors once the absorbed have joined them. The merges themselves are written already. */
export async function joinPeople(ctx: Ctx, pairs: readonly Pair[]): Promise<void> {
  const rows = await rowsOf(
    ctx,
    pairs.flatMap((pair) => [pair.survivorId, pair.absorbedId]),
  )
  const [known, now] = [await partsOf(ctx, survivorsOf(pairs)), await picksNow(ctx, pairs)]
  const parts: object[] = []
  const united = pairs.map(({ mergeId, survivorId, absorbedId }) => {
    const before = known.get(survivorId) ?? []
    const own = ownOf(before, rows.get(survivorId)!)
    const joining = {
      fromId: absorbedId,
      mergeId,
      row: rows.get(absorbedId)!,
      picks: now.get(mergeId) ?? null,
      by: ctx.actor.name,
    }
    const others = [...before.slice(1), joining]
    parts.push(
      { holder_id: survivorId, from_id: survivorId, given: own },
      { holder_id: survivorId, from_id: absorbedId, merge_id: mergeId, given: joining.row },
    )
    return { ...unite([{ fromId: survivorId, row: own }, ...others], picksOf(others)), id: survivorId }
  })
  await sql`
    insert into customers.merge_part (holder_id, table_name, key, from_id, merge_id, given)
    select p.holder_id, ${table}, '[]', p.from_id, p.merge_id, p.given
    from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as p(holder_id uuid, from_id uuid, merge_id uuid, given jsonb)
    on conflict (holder_id, table_name, key, from_id) do update set given = excluded.given`.execute(ctx.db)
  await saveRows(ctx, united)
}

/**
 * The survivors without those who leave them.
 *
 * @returns of whom somebody changed something since: what their records say tells how they stand now
 */
export async function partPeople(ctx: Ctx, pairs: readonly Pair[]): Promise<string[]> {
  const [known, rows] = [await partsOf(ctx, survivorsOf(pairs)), await rowsOf(ctx, survivorsOf(pairs))]
  const [parts, changed]: [object[], string[]] = [[], []]
  const united = pairs.map(({ mergeId, survivorId }) => {
    const before = known.get(survivorId) ?? []
    const there = rows.get(survivorId)!
    const own = ownOf(before, there)
    if (before.length > 0 && !unchanged(before[0]!.stood!, there)) changed.push(survivorId)
    const others = before.slice(1).filter((part) => part.mergeId !== mergeId)
    parts.push({ holder_id: survivorId, given: own, alone: others.length === 0 })
    return { ...unite([{ fromId: survivorId, row: own }, ...others], picksOf(others)), id: survivorId }
  })
  await sql`
    with q as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as q(holder_id uuid, given jsonb, alone boolean)
    ), own as (
      update customers.merge_part p set given = q.given from q
      where not q.alone and p.table_name = ${table} and p.holder_id = q.holder_id and p.from_id = q.holder_id
    )
    delete from customers.merge_part p using q
    where p.table_name = ${table} and p.holder_id = q.holder_id
      and (q.alone or p.merge_id = any(${pairs.map((pair) => pair.mergeId)}::uuid[]))`.execute(ctx.db)
  await saveRows(ctx, united)
  return changed
}

const survivorsOf = (pairs: readonly Pair[]) => pairs.map((pair) => pair.survivorId)
const ownOf = (parts: readonly PartRow[], there: PersonJson): PersonJson =>
  parts.length > 0 ? sinceThen(parts[0]!.row, parts[0]!.stood!, there) : there

/** By the rules of survivorship, once the records are together; how they stand now tells later what somebody changed. */
export async function composePeople(
  ctx: Ctx,
  pairs: readonly Pair[],
  also: readonly string[] = [],
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select holder_id as id from customers.merge_part
    where table_name = ${table} and holder_id = from_id and holder_id = any(${survivorsOf(pairs)}::uuid[])`.execute(
    ctx.db,
  )
  const ids = rows.map((row) => row.id)
  await recompose(ctx, [...new Set([...ids, ...also])])
  await sql`
    update customers.merge_part p set row = to_jsonb(c) from customers.customer c
    where p.table_name = ${table} and p.holder_id = c.id and p.from_id = c.id and c.id = any(${ids}::uuid[])`.execute(
    ctx.db,
  )
}

async function picksNow(ctx: Ctx, pairs: readonly Pair[]): Promise<Map<string, MergePicks>> {
  const { rows } = await sql<{ id: string; picks: MergePicks }>`
    select id, picks from customers.merge where id = any(${pairs.map((pair) => pair.mergeId)}::uuid[]) and picks <> '{}'`.execute(
    ctx.db,
  )
  return new Map(rows.map((row) => [row.id, row.picks]))
}

async function saveRows(ctx: Ctx, rows: readonly object[]): Promise<void> {
  const columns = mergedColumns.map((column) => sql.ref(column))
  await sql`
    update customers.customer c set (${sql.join(columns)}) = row(${sql.join(columns.map((column) => sql`r.${column}`))}),
      version = c.version + 1, updated_at = ${ctx.now},
      merged_from = array(select m.id from customers.customer m where m.merged_into = c.id order by m.id)
    from jsonb_populate_recordset(null::customers.customer, ${JSON.stringify(rows)}::jsonb) r where c.id = r.id`.execute(
    ctx.db,
  )
}

/** The absorbed, and whoever had been absorbed by them, answer with the survivor. */
export async function absorb(ctx: Ctx, pairs: readonly Pair[]): Promise<void> {
  await sql`
    with m as materialized (select * from ${pairsAs(pairs)}), gone as (
      select absorbed_id as id, survivor_id from m
      union all select d.id, m.survivor_id from m join customers.customer d on d.merged_into = m.absorbed_id
    )
    update customers.customer c set merged_into = gone.survivor_id from gone where c.id = gone.id`.execute(
    ctx.db,
  )
}

/** The absorbed answer for themselves again, and for whoever had been absorbed by them. */
export async function release(ctx: Ctx, pairs: readonly Pair[]): Promise<void> {
  await sql`
    with recursive under as (
      select m.absorbed_id as id, m.absorbed_id as head from ${pairsAs(pairs)}
      union select g.absorbed_id, u.head from under u join customers.merge g on g.survivor_id = u.id and g.kind = 'merge' and g.undone_at is null
    )
    update customers.customer c set merged_into = nullif(u.head, c.id) from under u where c.id = u.id`.execute(
    ctx.db,
  )
}
