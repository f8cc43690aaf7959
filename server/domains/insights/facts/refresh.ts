import { CompiledQuery, sql } from 'kysely'
import { NIL } from 'uuid'
import { hour } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { drop, exchange } from '../../../kernel/place.ts'
import type { Freshness } from '../door.ts'
import { ensureTables, type Fact, facts, make, placeOf, tableOf, withTables } from './facts.ts'

/**
 * Rows that were being written while we last looked carry an older time than some we saw. So we look this far back
 * again, but only at rows of transactions that had not ended then (`age(xmin)`): without that, a bulk load would be
 * copied again every minute until it is an hour old.
 */
const overlapMs = hour
const batch = 20_000
const never = '1970-01-01 00:00:00'

export type Refreshed = { changed: number; removed: number }

/**
 * Brings every fact up to date. Reads what changed since the newest fact there is, so that a lost or empty
 * ClickHouse fills itself. Safe to run at any time, by several at once: one waits for the other.
 */
export async function refreshFacts(ctx: Ctx): Promise<Refreshed> {
  await sql`select pg_advisory_xact_lock(hashtext('insights.facts'))`.execute(ctx.db)
  await ensureTables(ctx.services.analytics)
  const all: Refreshed = { changed: 0, removed: 0 }
  for (const fact of facts) {
    const done = await refreshFact(ctx, fact)
    all.changed += done.changed
    all.removed += done.removed
  }
  return all
}

type Mark = { through: string; removals: string; xid: string }

async function refreshFact(ctx: Ctx, fact: Fact): Promise<Refreshed> {
  const started = performance.now()
  const { analytics } = ctx.services
  const [mark] = await analytics.rows<Mark>(
    `select toString(max(updated_at)) as through, (select toString(max(removals_through)) from insights.refresh final where fact = {fact:String}) as removals,
      (select any(seen_xid) from insights.refresh final where fact = {fact:String}) as xid from insights.${fact.name}`,
    { fact: fact.name },
  )
  const seen = await readPosition(ctx)
  const changed = await load(ctx, fact, fact.name, sinceMark(mark!, ctx.now))
  // Read after the rows: what was deleted in between must end up deleted.
  const removed = await remove(ctx, fact, mark!)
  await noteRefresh(ctx, fact, seen, {
    through: changed.through ?? mark!.through,
    changed: changed.rows,
    removed,
    started,
  })
  return { changed: changed.rows, removed }
}

type Position = { at: string; xid: string }
/** Where the database stands: deletions are noted by its clock, and later writes have a transaction from here on. */
async function readPosition(ctx: Ctx): Promise<Position> {
  const { rows } = await sql<Position>`
    select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as at, pg_snapshot_xmin(pg_current_snapshot())::xid::text as xid`.execute(
    ctx.db,
  )
  return rows[0]!
}

type Done = { through: string; changed: number; removed: number; started: number }
async function noteRefresh(
  ctx: Ctx,
  fact: Fact,
  seen: Position,
  { through, changed, removed, started }: Done,
) {
  const took_ms = Math.round(performance.now() - started)
  const row = {
    fact: fact.name,
    at: clickTime(ctx.now),
    through,
    removals_through: seen.at,
    seen_xid: seen.xid,
    changed,
    removed,
    took_ms,
  }
  await ctx.services.analytics.insert('insights.refresh', [row])
}

/** From where on rows are looked at, after which time they are new whoever wrote them, and from which transaction on. */
type Since = { from: string; newAfter: string; xid: string }
const everything: Since = { from: never, newAfter: never, xid: '3' }

function sinceMark({ through, xid }: Mark, now: Date): Since {
  if (isNever(through) || !xid) return everything
  const newAfter = clickTime(new Date(Math.min(Date.parse(`${through.replace(' ', 'T')}Z`), now.getTime())))
  return { from: lookBack(through, now), newAfter, xid }
}

const isNever = (mark: string) => !mark || mark.startsWith('1970-01-01 00:00:00')
/** A time of ClickHouse less the overlap; never ahead of now, whatever clock wrote the rows. */
function lookBack(mark: string, now: Date): string {
  if (isNever(mark)) return never
  const at = Math.min(Date.parse(`${mark.replace(' ', 'T')}Z`), now.getTime())
  return clickTime(new Date(at - overlapMs))
}
export const clickTime = (at: Date): string => at.toISOString().slice(0, 23).replace('T', ' ')

type Page = { row: Record<string, unknown> & { id: string; updated_at: string }; loadedAt: string }

/** Copies in keyset batches: 60,000 leads and 58,000 daily counts took 4.4 s, most of it PostgreSQL writing JSON (2 busy cores, 2026-11-22). */
async function load(
  ctx: Ctx,
  fact: Fact,
  table: string,
  since: Since,
): Promise<{ rows: number; through: string | null }> {
  let [after, id, rows] = [`${since.from}+00`, NIL as string, 0]
  let through: string | null = null
  while (true) {
    const query = `select to_jsonb(f) as row, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as loaded_at from (${fact.source}) f`
    const page = (
      await ctx.db.executeQuery<Page>(
        CompiledQuery.raw(query, [after, id, batch, `${since.newAfter}+00`, since.xid]),
      )
    ).rows
    if (page.length > 0)
      await ctx.services.analytics.insert(
        `insights.${table}`,
        page.map(({ row, loadedAt }) => ({ ...row, loaded_at: loadedAt })),
      )
    rows += page.length
    const last = page.at(-1)?.row
    if (last) [after, id, through] = [`${last.updated_at}+00`, last.id, last.updated_at.replace('T', ' ')]
    if (page.length < batch) return { rows, through }
  }
}

/** A tombstone is a newer row that says deleted. */
async function remove(ctx: Ctx, fact: Fact, { through, removals, xid }: Mark): Promise<number> {
  // What was empty has just been filled from what is there.
  if (isNever(through) || isNever(removals) || !xid) return 0
  const since = lookBack(removals, new Date(8.64e15))
  const { rows } = await sql<{ id: string; loadedAt: string }>`
    select distinct row_id as id, to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as loaded_at
    from insights.removal where fact = ${fact.name} and at > ${`${since}+00`}::timestamptz
      and (at > ${`${removals}+00`}::timestamptz or age(xmin) <= age(${xid}::xid))`.execute(ctx.db)
  const tombstones = rows.map(({ id, loadedAt }) => ({ id, loaded_at: loadedAt, deleted: 1 }))
  for (let at = 0; at < tombstones.length; at += batch)
    await ctx.services.analytics.insert(`insights.${fact.name}`, tombstones.slice(at, at + batch))
  return rows.length
}

/** Loads everything anew beside the old tables and changes places at the end: nobody sees a half-filled board. */
export async function rebuildFacts(ctx: Ctx): Promise<Refreshed> {
  await sql`select pg_advisory_xact_lock(hashtext('insights.facts'))`.execute(ctx.db)
  const { analytics } = ctx.services
  await ensureTables(analytics)
  const place = await placeOf(analytics)
  let changed = 0
  for (const fact of facts) {
    const started = performance.now()
    const seen = await readPosition(ctx)
    const next = `${fact.name}_next`
    await make(place, tableOf(fact, next))
    const loaded = await load(ctx, fact, next, everything)
    await exchange(place, next, fact.name)
    await drop(place, next)
    await noteRefresh(ctx, fact, seen, {
      through: loaded.through ?? never,
      changed: loaded.rows,
      removed: 0,
      started,
    })
    changed += loaded.rows
  }
  return { changed, removed: 0 }
}

/** Recounts both sides after a refresh; whatever made them differ, a rebuild makes them equal. */
export async function checkFacts(ctx: Ctx): Promise<{ same: boolean }> {
  await refreshFacts(ctx)
  const { rows } = await sql<{ leads: number; revenue: number; spend: number; counts: number }>`
    select (select count(*) from leads.lead) as leads, (select coalesce(sum(revenue_fen), 0) from leads.lead) as revenue,
      (select coalesce(sum(spend_fen), 0) from campaigns.spend) as spend, (select count(*) from extranet.daily_count) as counts`.execute(
    ctx.db,
  )
  const [there] = await ctx.services.analytics.rows<(typeof rows)[0]>(`
    select (select count() from insights.lead final) as leads, (select coalesce(sum(revenue_fen), 0) from insights.lead final) as revenue,
      (select sum(spend_fen) from insights.spend final) as spend, (select count() from insights.daily_count final) as counts`)
  const same = (['leads', 'revenue', 'spend', 'counts'] as const).every(
    (key) => rows[0]![key] === there![key],
  )
  if (!same) await rebuildFacts(ctx)
  return { same }
}

/** How far the facts reach: of the fact that is furthest behind; and which have not been loaded yet, or not again. */
export async function readFreshness(ctx: Ctx): Promise<Freshness> {
  const { analytics } = ctx.services
  const names = facts.map(({ name }) => name)
  // Of facts that stand: a newer version may have left rows of others.
  const rows = await withTables(analytics, () =>
    analytics.rows<{ fact: string; at: string; through: string }>(
      `select fact, toString(at) as at, toString(through) as through from insights.refresh final where fact in {names:Array(String)}`,
      { names },
    ),
  )
  const loaded = new Set(rows.map(({ fact }) => fact))
  const missing = facts.filter(({ name }) => !loaded.has(name)).map(({ title }) => title)
  if (rows.length === 0) return { refreshedAt: null, through: null, behindSeconds: null, missing }
  const at = rows.map((row) => row.at).sort()[0]!
  const last = rows
    .map(({ through }) => through)
    .sort()
    .at(-1)!
  const refreshedAt = new Date(`${at.replace(' ', 'T')}Z`)
  const through = last.startsWith('1970') ? null : `${last.slice(0, 23).replace(' ', 'T')}Z`
  const behindSeconds = Math.max(0, Math.round((ctx.now.getTime() - refreshedAt.getTime()) / 1000))
  return { refreshedAt: refreshedAt.toISOString(), through, behindSeconds, missing }
}
