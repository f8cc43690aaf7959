import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { PersonRow } from './person.ts'

/**
 * How far somebody has followed. Within a round rows come by time and id. A row that was being written while a round looked carries
 * an older time than some it saw; so the next round begins an hour earlier, and of that hour shows only rows of transactions that
 * had not ended when the round before began.
 */
export type Followed = {
  at: string
  id: string
  /** Later rows are new whoever wrote them. */
  newAfter: string
  /** Earlier ones are when their transaction is not older than this. */
  since: string
  /** The oldest transaction that ran when this round began; empty before it has. */
  began: string
}
export type ChangedRow = Omit<PersonRow, 'id' | 'updatedAt'> & {
  id: string
  /** With its microseconds. */
  at: string
  gone: boolean
  nodes: string[] | null
}

const written = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`)

/** In order of time, and one more than asked for. */
export async function changedPeople(
  ctx: Ctx,
  { at, id, newAfter, since }: Followed,
  limit: number,
): Promise<ChangedRow[]> {
  const isNew = (time: string) => sql`(${sql.ref(time)}, id) > (${at}::timestamptz, ${id}::uuid)
    and (${sql.ref(time)} > ${newAfter}::timestamptz or age(xmin) <= age(${since}::xid))
    order by ${sql.ref(time)}, id limit ${limit + 1}`
  const { rows } = await sql<ChangedRow>`
    with changed as (
      (select id, updated_at as moment, false as gone from customers.customer where ${isNew('updated_at')})
      union all
      (select id, at, true from customers.gone g
        where not exists (select from customers.customer c where c.id = g.id) and ${isNew('at')})
      order by moment, id limit ${limit + 1}
    )
    select c.*, h.id, h.gone, to_char(h.moment at time zone 'UTC', ${written}) as at,
      array(select r.node_id from customers.reach r where r.customer_id = h.id) as nodes
    from changed h left join customers.customer c on c.id = h.id
    order by h.moment, h.id`.execute(ctx.db)
  return rows
}

/** The oldest transaction still running: whatever is written from now on belongs to it or to a later one. */
export async function oldestRunning(ctx: Ctx): Promise<string> {
  const { rows } = await sql<{
    xid: string
  }>`select pg_snapshot_xmin(pg_current_snapshot())::xid::text as xid`.execute(ctx.db)
  return rows[0]!.xid
}
