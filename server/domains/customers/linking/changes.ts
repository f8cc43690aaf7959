import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

/** Where a run stood in the database: everything written by a transaction from `xid` on is to be looked at again. */
export type Mark = { database: string; xid: string }

/** Taken before anything is read. A database that was restored is another one: its transactions count from anew. */
export async function markNow(ctx: Ctx): Promise<Mark> {
  const { rows } = await sql<Mark>`
    select concat_ws('/', (select system_identifier from pg_control_system()), 'customers.customer'::regclass::oid, current_database()) as database,
      pg_snapshot_xmin(pg_current_snapshot())::xid::text as xid`.execute(ctx.db)
  return rows[0]!
}

/**
 * Customers written since, or with an identifier or a verdict written since, or who left something behind when it was
 * deleted. By the transaction of the row and not by a time: a row that was being written while the last run looked is
 * found, whatever clock it carries. Two passes over the tables, a second or so for a million customers, and nothing to
 * keep up while customers are written.
 */
export async function changedSince(
  ctx: Ctx,
  { xid }: Mark,
  withReach: boolean,
  limit: number,
): Promise<string[]> {
  const since = sql`(select age(${xid}::xid))`
  const { rows } = await sql<{ id: string }>`
    select id from customers.customer where age(xmin) <= ${since}
    union select customer_id from customers.identifier where age(xmin) <= ${since}
    union select a from customers.verdict where age(xmin) <= ${since}
    union select b from customers.verdict where age(xmin) <= ${since}
    union select who from customers.match_left where age(xmin) <= ${since}
    union select customer_id from customers.reach where ${withReach} and age(xmin) <= ${since}
    limit ${limit}`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

/** What left before this mark was seen by the run that took the mark, or by an earlier one. */
export const forgetLeft = (ctx: Ctx, { xid }: Mark) =>
  sql`delete from customers.match_left where age(xmin) > age(${xid}::xid)`.execute(ctx.db)
