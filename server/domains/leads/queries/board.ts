import { type RawBuilder, sql } from 'kysely'
import type { Grade } from '../../../../contract/lead-words.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { dayIn, startOfDay } from '../rules/working-time.ts'

/** Where leads without a dealer wait. */
export type WaitingPlace = { brandId: string; divisionCode: string }
export type BoardFilter = {
  brandId?: string
  grade?: Grade[]
  source?: string[]
  dealerIds?: string[]
  waitingIn?: WaitingPlace[]
}
/** Where each dealer stands in the tree; the network is another domain's, so it comes along as data. */
export type DealerPlace = { dealer: string; area: string; region: string }

const dayMs = 86_400_000
const weekMs = 7 * dayMs
export const boardWeeks = 12

/** Of turns and disputes: whose they are. */
const heldBy = ({ brandId, dealerIds }: BoardFilter) => sql`
  ${brandId ? sql`and brand_id = ${brandId}` : sql``} ${dealerIds ? sql`and dealer_id = any(${dealerIds}::uuid[])` : sql``}`

function turnsWhere({ brandId, grade, source }: BoardFilter): RawBuilder<unknown> {
  const parts = [sql`t.origin <> 'own'`]
  if (brandId) parts.push(sql`t.brand_id = ${brandId}`)
  if (grade?.length || source?.length)
    parts.push(sql`exists (select from leads.lead l where l.id = t.lead_id
      ${grade?.length ? sql`and l.grade = any(${grade}::text[])` : sql``} ${source?.length ? sql`and l.source = any(${source}::text[])` : sql``})`)
  return sql.join(parts, sql` and `)
}

export type PlaceNumbers = {
  region: string | null
  area: string | null
  dispatched: number
  over: number
  due: number
  firstContactHours: number | null
}

/** The last seven days by area, by region and altogether, in one pass. */
export async function placeNumbers(
  ctx: Ctx,
  filter: BoardFilter,
  places: DealerPlace[],
): Promise<PlaceNumbers[]> {
  const { now } = ctx
  const tonight = new Date(startOfDay(dayIn(now, 'Asia/Shanghai'), 'Asia/Shanghai').getTime() + dayMs)
  const running = sql`t.contacted_at is null and t.ended_at is null and t.breached_at is null`
  const { rows } = await sql<PlaceNumbers>`
    select m.region, m.area, count(*)::int as dispatched,
      count(*) filter (where t.breached_at is not null or (${running} and t.due_at <= ${now}))::int as over,
      count(*) filter (where ${running} and t.due_at > ${now} and t.due_at < ${tonight})::int as due,
      percentile_cont(0.5) within group (order by extract(epoch from t.contacted_at - t.at) / 3600) filter (where t.contacted_at is not null) as first_contact_hours
    from leads.turn t join jsonb_to_recordset(${JSON.stringify(places)}::jsonb) m(dealer uuid, area uuid, region uuid) on m.dealer = t.dealer_id
    where t.at >= ${new Date(now.getTime() - weekMs)} and t.at <= ${now} and ${turnsWhere(filter)}
    group by grouping sets ((), (m.region), (m.region, m.area))`.execute(ctx.db)
  return rows
}

export type WeekNumbers = {
  region: string | null
  area: string | null
  week: number
  dispatched: number
  breached: number
}

/** Dispatched and breached by week of dispatch, week 0 the oldest of twelve. */
export async function weekNumbers(
  ctx: Ctx,
  filter: BoardFilter,
  places: DealerPlace[],
): Promise<WeekNumbers[]> {
  const from = new Date(ctx.now.getTime() - boardWeeks * weekMs)
  const { rows } = await sql<WeekNumbers>`
    select m.region, m.area, t.week, count(*)::int as dispatched, count(*) filter (where t.breached)::int as breached
    from (select t.dealer_id, floor(extract(epoch from t.at - ${from}::timestamptz) / ${weekMs / 1000})::int as week, t.breached_at is not null as breached
      from leads.turn t where t.at > ${from} and t.at <= ${ctx.now} and ${turnsWhere(filter)}) t
    join jsonb_to_recordset(${JSON.stringify(places)}::jsonb) m(dealer uuid, area uuid, region uuid) on m.dealer = t.dealer_id
    where t.week between 0 and ${boardWeeks - 1}
    group by grouping sets ((t.week), (t.week, m.region), (t.week, m.region, m.area))`.execute(ctx.db)
  return rows
}

/** Waiting for a decision of head office, as against nurtured, recycled or to be won back. */
const undecided = sql`l.closed_at is null and l.holder in ('pool', 'contact-centre')
  and (l.waiting is null or l.waiting not in ('nurture', 'recycle', 'win-back'))`

/** For leads as `l`: those that wait in one of these places. */
export const waitsIn = (places: WaitingPlace[]) =>
  sql`(l.brand_id, l.division_code) in (select "brandId", "divisionCode"
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) p("brandId" uuid, "divisionCode" text))`

const leadsWhere = ({
  brandId,
  grade,
  source,
  waitingIn,
}: BoardFilter) => sql`${undecided} ${waitingIn ? sql`and ${waitsIn(waitingIn)}` : sql``}
  ${brandId ? sql`and l.brand_id = ${brandId}` : sql``} ${grade?.length ? sql`and l.grade = any(${grade}::text[])` : sql``}
  ${source?.length ? sql`and l.source = any(${source}::text[])` : sql``}`

export type WaitingGroup = { brandId: string; divisionCode: string | null; leads: number; oldest: Date }
export async function waitingGroups(ctx: Ctx, filter: BoardFilter): Promise<WaitingGroup[]> {
  const { rows } = await sql<WaitingGroup>`
    select l.brand_id, l.division_code, count(*)::int as leads, min(l.captured_at) as oldest from leads.lead l
    where ${leadsWhere(filter)} group by l.brand_id, l.division_code`.execute(ctx.db)
  return rows
}

/** Every place where something waits, whatever for. */
export async function waitingPlaces(ctx: Ctx): Promise<WaitingPlace[]> {
  const { rows } = await sql<WaitingPlace>`
    select distinct brand_id, division_code from leads.lead
    where closed_at is null and holder in ('pool', 'contact-centre') and division_code is not null`.execute(
    ctx.db,
  )
  return rows
}

export async function oldestWaiting(ctx: Ctx, filter: BoardFilter, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select l.id from leads.lead l where ${leadsWhere(filter)} order by l.captured_at, l.id limit ${most}`.execute(
    ctx.db,
  )
  return rows.map((row) => row.id)
}

export type WorstDealer = { dealerId: string; over: number; recalled: number }
export async function worstDealers(ctx: Ctx, filter: BoardFilter, most: number): Promise<WorstDealer[]> {
  const { rows } = await sql<WorstDealer>`
    select dealer_id, count(*)::int as over, count(*) filter (where ending = 'breach')::int as recalled from leads.turn
    where breached_at >= ${new Date(ctx.now.getTime() - weekMs)} and breached_at <= ${ctx.now} ${heldBy(filter)}
    group by dealer_id order by over desc, dealer_id limit ${most}`.execute(ctx.db)
  return rows
}

export async function countDisputes(ctx: Ctx, filter: BoardFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from leads.dispute where decided_at is null ${heldBy(filter)}`.execute(ctx.db)
  return rows[0]!.n
}

export type DealerNumbers = {
  dealerId: string
  load: number
  dispatched: number
  over: number
  inTimePercent: number | null
  firstContactHours: number | null
}
/** By dealer: this month's load, the last seven days, and promptness over ninety. */
export async function dealerNumbers(ctx: Ctx, brandId: string | undefined): Promise<DealerNumbers[]> {
  const { now } = ctx
  const week = new Date(now.getTime() - weekMs)
  const { rows } = await sql<DealerNumbers>`
    select dealer_id,
      count(*) filter (where at >= date_trunc('month', ${now}::timestamptz at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai')::int as load,
      count(*) filter (where at >= ${week})::int as dispatched,
      count(*) filter (where breached_at >= ${week})::int as over,
      round(100.0 * count(*) filter (where in_time) / nullif(count(*) filter (where in_time is not null), 0), 1) as in_time_percent,
      percentile_cont(0.5) within group (order by extract(epoch from contacted_at - at) / 3600) filter (where contacted_at is not null and at >= ${week}) as first_contact_hours
    from leads.turn where at >= ${new Date(now.getTime() - 90 * dayMs)} and at <= ${now} and origin <> 'own' ${brandId ? sql`and brand_id = ${brandId}` : sql``}
    group by dealer_id`.execute(ctx.db)
  return rows
}

export async function openByDealer(ctx: Ctx, brandId: string | undefined): Promise<Map<string, number>> {
  const { rows } = await sql<{ dealerId: string; n: number }>`
    select dealer_id, count(*)::int as n from leads.lead where closed_at is null and dealer_id is not null
      ${brandId ? sql`and brand_id = ${brandId}` : sql``} group by dealer_id`.execute(ctx.db)
  return new Map(rows.map((row) => [row.dealerId, row.n]))
}
