import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

/** How the tables hang together, from the catalogue: a table somebody adds tomorrow is taken back like the others. */
export type TableShape = { table: string; key: string[]; types: string[]; isUuid: boolean; columns: string[] }
export type Link = { child: string; column: string; parent: string; parentColumn: string; isPart: boolean }

export async function shapesOf(ctx: Ctx, tables: string[]): Promise<TableShape[]> {
  const { rows } = await sql<TableShape>`
    select n.nspname || '.' || c.relname as table, k.key, k.types, k.is_uuid as "isUuid", o.columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (
      select array_agg(a.attname::text order by u.place) as key, array_agg(format_type(a.atttypid, null) order by u.place) as types, count(*) = 1 and bool_and(a.atttypid = 'uuid'::regtype) as is_uuid
      from pg_index i cross join unnest(i.indkey) with ordinality u(number, place)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.number
      where i.indrelid = c.oid and i.indisprimary
    ) k
    cross join lateral (
      select array_agg(a.attname::text order by a.attnum) as columns
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    ) o
    where c.relkind = 'r' and n.nspname || '.' || c.relname = any(${tables})`.execute(ctx.db)
  return rows
}

/**
 * Who points to whom: by foreign key, or by the house's names where a key was dropped for speed. A child is part of
 * its parent when it goes with it, or lives in the same schema under such a name.
 */
export async function linksTo(ctx: Ctx, parents: string[]): Promise<Link[]> {
  const { rows } = await sql<Link>`
    with named(column_name, parent) as (values ('customer_id', 'customers.customer'), ('record_id', 'customers.source_record'),
      ('lead_id', 'leads.lead'), ('vehicle_id', 'vehicles.vehicle')),
    link as (
      select cn.nspname || '.' || cc.relname as child, ca.attname::text as "column",
        pn.nspname || '.' || pc.relname as parent, pa.attname::text as "parentColumn", f.confdeltype = 'c' as "isPart"
      from pg_constraint f
      join pg_class cc on cc.oid = f.conrelid join pg_namespace cn on cn.oid = cc.relnamespace
      join pg_class pc on pc.oid = f.confrelid join pg_namespace pn on pn.oid = pc.relnamespace
      join pg_attribute ca on ca.attrelid = cc.oid and ca.attnum = f.conkey[1]
      join pg_attribute pa on pa.attrelid = pc.oid and pa.attnum = f.confkey[1]
      where f.contype = 'f' and cardinality(f.conkey) = 1
      union all
      select n.nspname || '.' || c.relname, a.attname::text, d.parent, 'id', split_part(d.parent, '.', 1) = n.nspname
      from named d join pg_attribute a on a.attname = d.column_name and not a.attisdropped
      join pg_class c on c.oid = a.attrelid and c.relkind = 'r' join pg_namespace n on n.oid = c.relnamespace
      where n.nspname not in ('kernel', 'imports', 'pgboss')
    )
    select child, "column", parent, "parentColumn", bool_or("isPart") as "isPart"
    from link where parent = any(${parents}) and child <> parent group by 1, 2, 3, 4`.execute(ctx.db)
  return rows
}

export type Pending = { seq: number; table: string; action: 'create' | 'update' | 'delete' }

export const touchedTables = async (
  ctx: Ctx,
  importId: string,
): Promise<{ table: string; creates: boolean }[]> => {
  const { rows } = await sql<{ table: string; creates: boolean }>`
    select table_name as table, bool_or(action = 'create') as creates from imports.change
    where import_id = ${importId}::uuid and action <> 'undo' group by 1`.execute(ctx.db)
  return rows
}

export const pendingChanges = async (ctx: Ctx, importId: string, most: number): Promise<Pending[]> => {
  const { rows } = await sql<Pending>`
    select seq, table_name as table, action from imports.change
    where import_id = ${importId}::uuid and action <> 'undo' order by seq desc limit ${most}`.execute(ctx.db)
  return rows
}

export const changeCount = async (ctx: Ctx, importId: string): Promise<number> => {
  const { rows } = await sql<{ rows: number }>`
    select count(*)::int as rows from imports.change where import_id = ${importId}::uuid and action <> 'undo'`.execute(
    ctx.db,
  )
  return rows[0]!.rows
}

/** Rows whose last writer was the import, or the undo that is under way. */
const ours = (importId: string) =>
  sql`(select array(select distinct xid from imports.change where import_id = ${importId}::uuid union select pg_current_xact_id())::xid[])::xid[]`

const names = (columns: string[], alias: string) =>
  sql.join(columns.map((column) => sql.ref(`${alias}.${column}`)))
const sameKey = (shape: TableShape, a: string, b: string) =>
  sql.join(
    shape.key.map((column) => sql`${sql.ref(`${a}.${column}`)} = ${sql.ref(`${b}.${column}`)}`),
    sql` and `,
  )
const keyText = ({ key }: TableShape, alias: string) =>
  key.length === 1
    ? sql<string>`${sql.ref(`${alias}.${key[0]!}`)}::text`
    : sql<string>`jsonb_build_object(${sql.join(key.flatMap((column) => [sql.lit(column), sql.ref(`${alias}.${column}`)]))})::text`

/** The keys of everything the import created or changed in a table, as a relation `k`. */
const touched = (shape: TableShape, importId: string, actions: string[]) =>
  shape.isUuid
    ? sql`(select unnest(c.ids) as ${sql.ref(shape.key[0]!)} from imports.change c
            where c.import_id = ${importId}::uuid and c.table_name = ${shape.table} and c.action = 'create' and 'create' = any(${actions})
           union select (b ->> ${sql.lit(shape.key[0]!)})::uuid from imports.change c cross join lateral jsonb_array_elements(c.before) b
            where c.import_id = ${importId}::uuid and c.table_name = ${shape.table} and c.action = 'update' and 'update' = any(${actions})) k`
    : sql`(select ${names(shape.key, 'p')} from imports.change c cross join lateral ${createdKeys(shape)} p
            where c.import_id = ${importId}::uuid and c.table_name = ${shape.table} and c.action = 'create' and 'create' = any(${actions})
           union select ${names(shape.key, 'p')} from imports.change c
            cross join lateral jsonb_populate_recordset(null::${sql.table(shape.table)}, c.before) p
            where c.import_id = ${importId}::uuid and c.table_name = ${shape.table} and c.action = 'update' and 'update' = any(${actions})) k`

/** The lines of `c.keys`, one per key column, as rows. */
const createdKeys = ({ key, types }: TableShape) => {
  const lines = sql.join(key.map((_, at) => sql`c.keys[${sql.lit(at + 1)}:${sql.lit(at + 1)}]`))
  const typed = sql.join(
    key.map((column, at) => sql`u.${sql.ref(`k${at}`)}::${sql.raw(types[at]!)} as ${sql.ref(column)}`),
  )
  return sql`(select ${typed} from unnest(${lines}) as u(${sql.join(key.map((_, at) => sql.ref(`k${at}`)))}))`
}

async function keys(ctx: Ctx, query: ReturnType<typeof sql<{ key: string }>>): Promise<string[]> {
  const { rows } = await query.execute(ctx.db)
  return rows.map((row) => row.key)
}

/** Rows somebody wrote after the import did. */
export const changedSince = (ctx: Ctx, importId: string, shape: TableShape) =>
  keys(
    ctx,
    sql<{ key: string }>`
    select ${keyText(shape, 't')} as key from ${sql.table(shape.table)} t
    join ${touched(shape, importId, ['create', 'update'])} on ${sameKey(shape, 't', 'k')}
    where not t.xmin = any(${ours(importId)})`,
  )

/** Rows the import created that something written by others points to. */
export const usedSince = (ctx: Ctx, importId: string, shape: TableShape, link: Link) =>
  keys(
    ctx,
    sql<{ key: string }>`
    select distinct ${keyText(shape, 't')} as key from ${sql.table(link.child)} c
    join ${sql.table(shape.table)} t on ${sql.ref(`t.${link.parentColumn}`)} = ${sql.ref(`c.${link.column}`)}
    join ${touched(shape, importId, ['create'])} on ${sameKey(shape, 't', 'k')}
    where not c.xmin = any(${ours(importId)})`,
  )

const among = (shape: TableShape, alias: string, kept: string[]) =>
  shape.isUuid
    ? sql`${sql.ref(`${alias}.${shape.key[0]!}`)} = any(${kept}::uuid[])`
    : sql`${keyText(shape, alias)} = any(${kept})`

/** What kept rows stand on: a parent the import made must stay, too. */
export const parentsOf = (
  ctx: Ctx,
  importId: string,
  link: Link,
  child: TableShape,
  parent: TableShape,
  kept: string[],
) =>
  keys(
    ctx,
    sql<{ key: string }>`
    select distinct ${keyText(parent, 'p')} as key from ${sql.table(child.table)} c
    join ${sql.table(parent.table)} p on ${sql.ref(`p.${link.parentColumn}`)} = ${sql.ref(`c.${link.column}`)}
    where ${among(child, 'c', kept)} and p.xmin = any(${ours(importId)})`,
  )

/** What the import gave a kept row to keep: its identifiers, its link, its custody lines. */
export const partsOf = (
  ctx: Ctx,
  importId: string,
  link: Link,
  child: TableShape,
  parent: TableShape,
  kept: string[],
) =>
  keys(
    ctx,
    sql<{ key: string }>`
    select distinct ${keyText(child, 'c')} as key from ${sql.table(child.table)} c
    join ${sql.table(parent.table)} p on ${sql.ref(`p.${link.parentColumn}`)} = ${sql.ref(`c.${link.column}`)}
    where ${among(parent, 'p', kept)} and c.xmin = any(${ours(importId)})`,
  )

export async function takeBack(
  ctx: Ctx,
  importId: string,
  change: Pending,
  shape: TableShape,
  kept: string[],
): Promise<void> {
  const table = sql.table(shape.table)
  const one = sql`c.import_id = ${importId}::uuid and c.seq = ${change.seq}`
  const free = sql`t.xmin = any(${ours(importId)}) and not (${among(shape, 't', kept)})`
  const before = sql`(select b.* from imports.change c cross join lateral jsonb_populate_recordset(null::${table}, c.before) b where ${one})`
  const others = shape.columns.filter((column) => !shape.key.includes(column))
  if (change.action === 'create' && shape.isUuid)
    await sql`delete from ${table} t using (select unnest(c.ids) as id from imports.change c where ${one}) k
      where ${sql.ref(`t.${shape.key[0]!}`)} = k.id and ${free}`.execute(ctx.db)
  else if (change.action === 'create')
    await sql`delete from ${table} t using (select k.* from imports.change c cross join lateral ${createdKeys(shape)} k where ${one}) k
      where ${sameKey(shape, 't', 'k')} and ${free}`.execute(ctx.db)
  else if (change.action === 'update')
    await sql`update ${table} t set (${sql.join(others.map((column) => sql.ref(column)))}) = row(${names(others, 'b')}) from ${before} b
      where ${sameKey(shape, 't', 'b')} and ${free}`.execute(ctx.db)
  else
    await sql`insert into ${table} (${sql.join(shape.columns.map((column) => sql.ref(column)))}) select ${names(shape.columns, 'b')} from ${before} b
      on conflict do nothing`.execute(ctx.db)
}

/** The lines are done, and this transaction's writes count as the import's own from here on. */
export async function markTakenBack(ctx: Ctx, importId: string, seqs: number[]): Promise<void> {
  await sql`delete from imports.change where import_id = ${importId}::uuid and seq = any(${seqs})`.execute(
    ctx.db,
  )
  await sql`insert into imports.change (import_id, xid, table_name, action, rows) values (${importId}::uuid, pg_current_xact_id(), '', 'undo', 0)`.execute(
    ctx.db,
  )
}

export const forgetMarks = (ctx: Ctx, importId: string) =>
  sql`delete from imports.change where import_id = ${importId}::uuid and action = 'undo'`.execute(ctx.db)

export async function saveKept(
  ctx: Ctx,
  importId: string,
  kept: { table: string; key: string; reason: string }[],
): Promise<void> {
  await sql`delete from imports.kept where import_id = ${importId}::uuid`.execute(ctx.db)
  await sql`
    insert into imports.kept (import_id, table_name, key, reason)
    select ${importId}::uuid, r.table, r.key, r.reason from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as r("table" text, key text, reason text)
    on conflict do nothing`.execute(ctx.db)
}
