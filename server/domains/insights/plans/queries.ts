import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Plan } from '../../../../contract/plans.ts'
import type { Ctx, Scope } from '../../../kernel/ctx.ts'
import { readCursor } from '../../../kernel/db/keyset.ts'

const ids = (some: readonly string[]) => sql`any(${[...some]}::uuid[])`

/** Whose plans the asker may see. The network itself is everybody's to read, so the dealers are narrowed here. */
const within = ({ kind, nodes, brands }: Scope, bySeries = false): RawBuilder<SqlBool> => {
  if (kind === 'dealer') return sql`d.id = ${ids(nodes.slice(0, 1))}`
  if (kind === 'region') return sql`d.id = ${ids(nodes)} and d.brand_id = ${ids(brands)}`
  if (kind !== 'brand') return sql`true`
  return sql`(d.brand_id = ${ids(nodes)} or ${bySeries}
    and exists (select from dealers.authorisation a where a.dealer_id = d.id and a.brand_id = ${ids(nodes)}))`
}

export type Narrowed = {
  brand?: readonly string[] | undefined
  region?: readonly string[] | undefined
  dealer?: readonly string[] | undefined
}
const narrowed = ({ brand, region, dealer }: Narrowed): RawBuilder<SqlBool> => sql`
  (${!brand?.length} or d.brand_id = ${ids(brand ?? [])}) and (${!region?.length} or d.region_id = ${ids(region ?? [])})
  and (${!dealer?.length} or d.id = ${ids(dealer ?? [])})`

type Row = Omit<Plan, 'updatedAt'> & { updatedAt: Date }
export const shownPlan = ({ updatedAt, ...row }: Row): Plan => ({
  ...row,
  updatedAt: updatedAt.toISOString(),
})

const columns = sql`p.id, p.dealer_id as "dealerId", n.code as "dealerCode", n.name as dealer, p.brand_id as "brandId",
  to_char(p.month, 'YYYY-MM') as month, p.series_id as "seriesId", s.name as series, p.measure, p.value,
  p.updated_at as "updatedAt", p.version`
const plans = sql`insights.plan p join dealers.dealer d on d.id = p.dealer_id join dealers.node n on n.id = p.dealer_id
  left join vehicles.series s on s.id = p.series_id`

type Asked = Narrowed & {
  series?: readonly string[] | undefined
  months?: readonly string[] | undefined
  measure?: readonly string[] | undefined
  after?: string | undefined
  limit: number
}
/** By month, and one row more than `limit`; row security says which. */
export async function readPlans(ctx: Ctx, asked: Asked): Promise<Row[]> {
  const { series, months, measure, after, limit } = asked
  const [afterMonth, afterId] = after ? readCursor(after, 2) : [null, null]
  const { rows } = await sql<Row>`
    select ${columns} from ${plans}
    where ${narrowed(asked)} and (${!series?.length} or p.series_id = ${ids(series ?? [])})
      and (${!months?.length} or p.month = any(${[...(months ?? [])]}::date[]))
      and (${!measure?.length} or p.measure = any(${[...(measure ?? [])]}::text[]))
      and (${!after} or (p.month, p.id) > (${afterMonth}::date, ${afterId}::uuid))
    order by p.month, p.id limit ${limit + 1}`.execute(ctx.db)
  return rows
}

export async function plansById(ctx: Ctx, some: readonly string[]): Promise<Row[]> {
  const { rows } =
    await sql<Row>`select ${columns} from ${plans} where p.id = ${ids(some)} order by p.month, p.id`.execute(
      ctx.db,
    )
  return rows
}

export type Dealer = { id: string; brandId: string; brandIds: string[] }
export type Series = { id: string; brandId: string }

/** Of these dealers and series those there are, with the brands a dealer deals in. */
export async function subjectsOf(ctx: Ctx, dealerIds: readonly string[], seriesIds: readonly string[]) {
  const { rows: dealers } = await sql<Dealer>`
    select d.id, d.brand_id as "brandId",
      array(select a.brand_id from dealers.authorisation a where a.dealer_id = d.id union select d.brand_id) as "brandIds"
    from dealers.dealer d where d.id = ${ids(dealerIds)}`.execute(ctx.db)
  const { rows: series } = await sql<Series>`
    select id, brand_id as "brandId" from vehicles.series where id = ${ids(seriesIds)}`.execute(ctx.db)
  return {
    dealers: new Map(dealers.map((one) => [one.id, one])),
    series: new Map(series.map((one) => [one.id, one])),
  }
}

export async function deletePlan(ctx: Ctx, id: string): Promise<void> {
  await sql`delete from insights.plan where id = ${id}`.execute(ctx.db)
}

export type TableAsked = Narrowed & { year: number; measure: string; series?: string | undefined }
/** A month's plan of a dealer, brand by brand: the one of the whole house goes before the sum of those by series. */
const ofYear = ({ year, measure, series }: TableAsked) => sql`
  select dealer_id, month_text, sum(coalesce(whole, parts))::bigint as value,
    case when count(*) = 1 then (array_agg(own))[1] end as own
  from (
    select p.dealer_id, to_char(p.month, 'YYYY-MM') as month_text, sum(p.value) as parts,
      sum(p.value) filter (where p.series_id is null or ${series !== undefined}) as whole,
      jsonb_agg(jsonb_build_object('id', p.id, 'version', p.version)) filter (where p.series_id is null or ${series !== undefined}) -> 0 as own
    from insights.plan p
    where p.month between make_date(${year}, 1, 1) and make_date(${year}, 12, 31) and p.measure = ${measure}
      and (${series === undefined} or p.series_id = ${series ?? null}::uuid)
    group by p.dealer_id, p.brand_id, p.month
  ) p group by dealer_id, month_text`

/** Dealers that are open, or have a plan in the year; of a series, those that deal in its brand. */
const rowsOf = (ctx: Ctx, asked: TableAsked) => sql`
  select d.id, n.code, n.name, r.name as region from dealers.dealer d join dealers.node n on n.id = d.id join dealers.node r on r.id = d.region_id
  where ${within(ctx.scope, asked.series !== undefined)} and ${narrowed(asked)}
    and (n.active or d.id in (select dealer_id from year_plan))
    and (${asked.series === undefined} or exists (select from vehicles.series s where s.id = ${asked.series ?? null}::uuid
      and (s.brand_id = d.brand_id or exists (select from dealers.authorisation a where a.dealer_id = d.id and a.brand_id = s.brand_id))))`

type Cell = { month: string; value: number; own: { id: string; version: number } | null }
export type TableRow = { dealerId: string; code: string; name: string; region: string; cells: Cell[] }

/** By dealer code; one row more than `limit`. */
export async function readTable(
  ctx: Ctx,
  asked: TableAsked,
  page: { after?: string | undefined; limit: number },
): Promise<TableRow[]> {
  const [code] = page.after ? readCursor(page.after, 1) : ['']
  const { rows } = await sql<TableRow>`
    with year_plan as (${ofYear(asked)}), dealer as (${rowsOf(ctx, asked)})
    select d.id as "dealerId", d.code, d.name, d.region, coalesce((
      select jsonb_agg(jsonb_build_object('month', y.month_text, 'value', y.value, 'own', y.own) order by y.month_text)
      from year_plan y where y.dealer_id = d.id), '[]') as cells
    from dealer d where d.code > ${code} order by d.code limit ${page.limit + 1}`.execute(ctx.db)
  return rows
}

export async function readTotals(ctx: Ctx, asked: TableAsked) {
  const { rows } = await sql<{
    dealers: number
    planned: number
    totals: { month: string; value: number }[]
  }>`
    with year_plan as (${ofYear(asked)}), dealer as (${rowsOf(ctx, asked)}),
      mine as (select y.* from year_plan y join dealer d on d.id = y.dealer_id)
    select (select count(*) from dealer) as dealers, (select count(distinct dealer_id) from mine) as planned,
      coalesce((select jsonb_agg(jsonb_build_object('month', m.month_text, 'value', m.value) order by m.month_text)
        from (select month_text, sum(value)::bigint as value from mine group by month_text) m), '[]') as totals`.execute(
    ctx.db,
  )
  return rows[0]!
}

export type Lacking = { dealerId: string; name: string; months: string[] }
type Period = Narrowed & { from: string; to: string; series?: readonly string[] | undefined }
/** Open dealers of the asker without a plan for a month between the days, and how many there are; `measure` null: without any. */
export async function readLacking(
  ctx: Ctx,
  { from, to, series, brand, ...chosen }: Period,
  measure: string | null,
  most: number,
): Promise<{ items: Lacking[]; dealers: number }> {
  const bySeries = Boolean(series?.length)
  const { rows } = await sql<Lacking & { dealers: number }>`
    with dealer as (
      select d.id, n.name, n.code from dealers.dealer d join dealers.node n on n.id = d.id
      where n.active and ${within(ctx.scope, bySeries)} and ${narrowed({ brand, ...chosen })}
        and (${!bySeries} or exists (select from vehicles.series s where s.id = ${ids(series ?? [])} and (s.brand_id = d.brand_id
          or exists (select from dealers.authorisation a where a.dealer_id = d.id and a.brand_id = s.brand_id))))
    ), month as (
      select m::date as month from generate_series(date_trunc('month', ${from}::date), ${to}::date, '1 month') m
    ), planned as (
      select distinct p.dealer_id, p.month from insights.plan p
      where p.month between date_trunc('month', ${from}::date) and ${to}::date and (${!bySeries} or p.series_id = ${ids(series ?? [])})
        and (${!brand?.length} or p.brand_id = ${ids(brand ?? [])}) and (${measure === null} or p.measure = ${measure ?? ''})
    ), lacking as (
      select d.id, d.name, d.code, array_agg(to_char(m.month, 'YYYY-MM') order by m.month) as months
      from dealer d cross join month m
      where not exists (select from planned p where p.dealer_id = d.id and p.month = m.month)
      group by d.id, d.name, d.code
    )
    select l.id as "dealerId", l.name, l.months, count(*) over () as dealers
    from lacking l order by l.code limit ${most}`.execute(ctx.db)
  return {
    items: rows.map(({ dealerId, name, months }) => ({ dealerId, name, months })),
    dealers: rows[0]?.dealers ?? 0,
  }
}
