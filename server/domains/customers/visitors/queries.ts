import { sql } from 'kysely'
import type { VisitorHow } from '../../../../contract/customer-visitors.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'

/** The browsers by their keys, made where they are new. @param keys with the id a new one gets */
export async function visitorsKeyed(
  { db }: Ctx,
  keys: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const [named, ids] = [[...keys.keys()], [...keys.values()]]
  const { rows } = await sql<{ key: string; id: string }>`
    with r as (select * from unnest(${named}::text[], ${ids}::uuid[]) as r(key, id)),
      made as (insert into customers.visitor (id, key) select id, key from r order by key on conflict (key) do nothing returning key, id)
    select r.key, coalesce(m.id, v.id) as id from r left join made m using (key) left join customers.visitor v using (key)`.execute(
    db,
  )
  const found = new Map(rows.map((row) => [row.key, row.id]))
  const missed = named.filter((key) => !found.get(key))
  if (missed.length === 0) return found
  // Somebody else made them a moment ago: this statement began before they had.
  const late = await sql<{
    key: string
    id: string
  }>`select key, id from customers.visitor where key = any(${missed}::text[])`.execute(db)
  for (const row of late.rows) found.set(row.key, row.id)
  return found
}

export type EventRow = {
  visitorId: string
  at: Date
  kind: 'view' | 'form'
  page: string
  series: string | null
  brandId: string | null
  campaign: string | null
  medium: string | null
}

/** One answer per row, in order; a row that was there, or is there twice, is not made. */
export async function writeEvents(
  { db }: Ctx,
  events: readonly EventRow[],
): Promise<{ id: string; created: boolean }[]> {
  const of = <K extends keyof EventRow>(key: K) => events.map((one) => one[key])
  const { rows } = await sql<{ n: number; id: string; created: boolean }>`
    with r as (select * from unnest(${events.map(() => newId())}::uuid[], ${of('visitorId')}::uuid[], ${of('at')}::timestamptz[], ${of('kind')}::text[],
        ${of('page')}::text[], ${of('series')}::text[], ${of('brandId')}::uuid[], ${of('campaign')}::text[], ${of('medium')}::text[])
        with ordinality as r(id, visitor_id, at, kind, page, series, brand_id, campaign, medium, n)),
      made as (insert into customers.visitor_event (id, visitor_id, at, kind, page, series, brand_id, campaign, medium)
        select id, visitor_id, at, kind, page, series, brand_id, campaign, medium from r order by n
        on conflict (visitor_id, at, kind, page) do nothing returning id, visitor_id, at, kind, page)
    select r.n::int as n, coalesce(m.id, e.id) as id, m.id is not distinct from r.id as created
    from r left join made m using (visitor_id, at, kind, page) left join customers.visitor_event e using (visitor_id, at, kind, page)
    order by r.n`.execute(db)
  return rows
}

export type LinkRow = { visitorId: string; customerId: string; how: VisitorHow; causeId: string; at: Date }
export type Linked = LinkRow & { detached: boolean; first: boolean }

/**
 * Evidence that was there stays as it is. Of a pair a person has detached, what comes in afterwards is kept, detached for
 * the same reason: their word goes before evidence. `first`: nothing linked the two before.
 */
export async function writeLinks({ db }: Ctx, links: readonly LinkRow[]): Promise<Linked[]> {
  const of = <K extends keyof LinkRow>(key: K) => links.map((one) => one[key])
  const { rows } = await sql<Linked>`
    with r as (
      select r.id, r.visitor_id, coalesce(c.merged_into, c.id) as customer_id, r.how, r.cause_id, r.at
      from unnest(${links.map(() => newId())}::uuid[], ${of('visitorId')}::uuid[], ${of('customerId')}::uuid[], ${of('how')}::text[],
        ${of('causeId')}::uuid[], ${of('at')}::timestamptz[]) as r(id, visitor_id, customer_id, how, cause_id, at)
      join customers.customer c on c.id = r.customer_id),
    said as (
      select distinct on (l.visitor_id, l.customer_id) l.visitor_id, l.customer_id, l.detached_at, l.detached_by, l.detached_reason
      from customers.visitor_link l where (l.customer_id, l.visitor_id) in (select customer_id, visitor_id from r)
      order by l.visitor_id, l.customer_id, l.detached_at desc nulls first)
    insert into customers.visitor_link as l (id, visitor_id, customer_id, how, cause_id, at, detached_at, detached_by, detached_reason)
    select r.id, r.visitor_id, r.customer_id, r.how, r.cause_id, r.at, s.detached_at, s.detached_by, s.detached_reason
    from r left join said s using (visitor_id, customer_id)
    on conflict (visitor_id, cause_id) do nothing
    returning l.visitor_id, l.customer_id, l.how, l.cause_id, l.at, l.detached_at is not null as detached,
      not exists (select from said s where s.visitor_id = l.visitor_id and s.customer_id = l.customer_id) as first`.execute(
    db,
  )
  return rows
}

export type LinkOf = {
  visitorId: string
  customerId: string
  how: VisitorHow
  at: Date
  detachedAt: Date | null
  detachedBy: string | null
  detachedReason: string | null
}
const linkColumns = sql`l.visitor_id, l.customer_id, l.how, l.at, l.detached_at, l.detached_by, l.detached_reason`

/** All evidence of the customer's browsers, the latest first. */
export async function linksOf({ db }: Ctx, customerId: string): Promise<LinkOf[]> {
  const { rows } = await sql<LinkOf>`
    select ${linkColumns} from customers.visitor_link l where l.customer_id = ${customerId} order by l.at desc, l.id limit 500`.execute(
    db,
  )
  return rows
}

/** Attached evidence that the same browsers are other people's. Asked past row security; only numbers of it are shown. */
export async function linksOfOthers(
  { db }: Ctx,
  visitorIds: readonly string[],
  customerId: string,
): Promise<LinkOf[]> {
  if (visitorIds.length === 0) return []
  const { rows } = await sql<LinkOf>`
    select ${linkColumns} from customers.visitor_link l
    where l.visitor_id = any(${visitorIds}::uuid[]) and l.customer_id <> ${customerId} and l.detached_at is null
    order by l.at desc, l.id limit 2000`.execute(db)
  return rows
}

/** How many browsers each two have in common, for who judges them: the matching itself never asks. */
export async function browsersShared(
  { db }: Ctx,
  pairs: readonly { a: string; b: string }[],
): Promise<Map<string, number>> {
  if (pairs.length === 0) return new Map()
  const { rows } = await sql<{ a: string; b: string; n: number }>`
    select p.a, p.b, count(distinct l.visitor_id)::int as n
    from unnest(${pairs.map(({ a }) => a)}::uuid[], ${pairs.map(({ b }) => b)}::uuid[]) as p(a, b)
    join customers.visitor_link l on l.customer_id = p.a and l.detached_at is null
    join customers.visitor_link r on r.customer_id = p.b and r.visitor_id = l.visitor_id and r.detached_at is null
    group by 1, 2`.execute(db)
  return new Map(rows.map(({ a, b, n }) => [`${a} ${b}`, n]))
}

export type DayOf = {
  visitorId: string
  day: string
  pages: string[]
  different: number
  series: string[]
  campaign: string | null
  medium: string | null
  form: boolean
}

/** Visits by day on the network's wall, the latest first. */
export async function visitDays({ db }: Ctx, visitorIds: readonly string[], most: number): Promise<DayOf[]> {
  if (visitorIds.length === 0) return []
  const { rows } = await sql<DayOf>`
    select e.visitor_id, (e.at at time zone 'Asia/Shanghai')::date::text as day, (array_agg(distinct e.page))[1:8] as pages,
      count(distinct e.page)::int as different, coalesce(array_agg(distinct e.series) filter (where e.series is not null), '{}') as series,
      (array_agg(e.campaign order by e.at) filter (where e.campaign is not null))[1] as campaign,
      (array_agg(e.medium order by e.at) filter (where e.medium is not null))[1] as medium, bool_or(e.kind = 'form') as form
    from customers.visitor_event e where e.visitor_id = any(${visitorIds}::uuid[])
    group by 1, 2 order by day desc, max(e.at) desc limit ${most}`.execute(db)
  return rows
}

export type SeenOf = {
  visitorId: string
  firstAt: Date
  lastAt: Date
  pages: number
  series: { name: string; pages: number }[]
}
export async function seenOf({ db }: Ctx, visitorIds: readonly string[]): Promise<SeenOf[]> {
  if (visitorIds.length === 0) return []
  const { rows } = await sql<SeenOf>`
    with s as (select e.visitor_id, e.series, count(*)::int as pages, min(e.at) as first_at, max(e.at) as last_at
      from customers.visitor_event e where e.visitor_id = any(${visitorIds}::uuid[]) group by 1, 2)
    select visitor_id, min(first_at) as first_at, max(last_at) as last_at, sum(pages)::int as pages,
      coalesce(jsonb_agg(jsonb_build_object('name', series, 'pages', pages) order by pages desc, series) filter (where series is not null), '[]') as series
    from s group by 1`.execute(db)
  return rows
}

/** @returns how many pieces of evidence were detached; none where the browser was not theirs */
export async function detach(
  { db, now, actor }: Ctx,
  { customerId, visitorId, reason }: { customerId: string; visitorId: string; reason: string },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update customers.visitor_link set detached_at = ${now}, detached_by = ${actor.name}, detached_reason = ${reason}
    where customer_id = ${customerId} and visitor_id = ${visitorId} and detached_at is null`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export async function attach({ db }: Ctx, customerId: string, visitorId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update customers.visitor_link set detached_at = null, detached_by = null, detached_reason = null
    where customer_id = ${customerId} and visitor_id = ${visitorId} and detached_at is not null`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Events and carts older than that go, then browsers of which nothing is left. @returns how many rows went */
export async function forgetBefore({ db }: Ctx, before: Date, most: number): Promise<number> {
  const events = await sql`
    delete from customers.visitor_event where id in (select id from customers.visitor_event where at < ${before} order by at limit ${most})`.execute(
    db,
  )
  const carts = await sql`
    delete from customers.cart where id in (select id from customers.cart where updated_at < ${before} order by updated_at limit ${most})`.execute(
    db,
  )
  const gone = Number(events.numAffectedRows ?? 0) + Number(carts.numAffectedRows ?? 0)
  if (gone >= most) return gone
  const visitors = await sql`
    delete from customers.visitor where id in (select v.id from customers.visitor v
      where not exists (select from customers.visitor_event e where e.visitor_id = v.id)
        and not exists (select from customers.cart c where c.visitor_id = v.id)
        and not exists (select from customers.visitor_link l where l.visitor_id = v.id and l.at >= ${before}) limit ${most})`.execute(
    db,
  )
  return gone + Number(visitors.numAffectedRows ?? 0)
}
