import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

export type DealerRow = {
  id: string
  code: string
  name: string
  active: boolean
  brandId: string
  brandIds: string[]
  regionId: string
  regionName: string
  areaId: string
  areaName: string
  divisionCode: string
  address: string
  phone: string | null
  latitude: number
  longitude: number
  zone: string
  monthlyCapacity: number
  openedOn: string | null
  version: number
}

const dealerColumns = sql`
  n.id, n.code, n.name, n.active, d.brand_id, d.region_id, r.name as region_name, d.area_id, a.name as area_name, d.division_code, d.address,
  d.phone, d.latitude, d.longitude, d.zone, d.monthly_capacity, d.opened_on, n.version,
  array(select u.brand_id from dealers.authorisation u where u.dealer_id = n.id order by u.brand_id) as brand_ids`
const dealerTables = sql`dealers.dealer d join dealers.node n on n.id = d.id join dealers.node r on r.id = d.region_id
  join dealers.node a on a.id = d.area_id`

/** All dealers: a network has hundreds, and routing wants every one of them. */
export async function allDealers(ctx: Ctx): Promise<DealerRow[]> {
  const { rows } = await sql<DealerRow>`select ${dealerColumns} from ${dealerTables} order by n.code`.execute(
    ctx.db,
  )
  return rows
}

export type DealerFilter = {
  under?: string
  brandId?: string
  active?: boolean
  q?: string
  afterCode?: string
  most: number
}

export async function dealersLike(ctx: Ctx, filter: DealerFilter): Promise<DealerRow[]> {
  const { rows } = await sql<DealerRow>`
    select ${dealerColumns} from ${dealerTables}
    where n.code > ${filter.afterCode ?? ''}
      and ${filter.under ? sql`n.path @> array[${filter.under}::uuid]` : sql`true`}
      and ${filter.brandId ? sql`exists (select from dealers.authorisation u where u.dealer_id = n.id and u.brand_id = ${filter.brandId})` : sql`true`}
      and ${filter.active === undefined ? sql`true` : sql`n.active = ${filter.active}`}
      and ${filter.q ? sql`(strpos(lower(n.code), lower(${filter.q})) > 0 or strpos(n.name, ${filter.q}) > 0)` : sql`true`}
    order by n.code limit ${filter.most}`.execute(ctx.db)
  return rows
}

export async function dealerRow(ctx: Ctx, id: string): Promise<DealerRow | undefined> {
  const { rows } =
    await sql<DealerRow>`select ${dealerColumns} from ${dealerTables} where n.id = ${id}`.execute(ctx.db)
  return rows[0]
}

export const sitesBelow = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('dealers.node')
    .select(['id', 'code', 'kind', 'name', 'active', 'version'])
    .where('parentId', '=', id)
    .orderBy('code')
    .limit(200)
    .execute()

export type BranchRow = {
  id: string
  code: string
  kind: string
  name: string
  parentId: string | null
  brandId: string | null
  active: boolean
  dealerCount: number
  activeDealerCount: number
  monthlyCapacity: number
  version: number
}

/** Everything above the dealers, counted in one pass over their paths. */
export async function branches(ctx: Ctx): Promise<BranchRow[]> {
  const { rows } = await sql<BranchRow>`
    with counted as (
      select step as id, count(*) as dealers, count(*) filter (where n.active) as active, sum(d.monthly_capacity) as capacity
      from dealers.dealer d join dealers.node n on n.id = d.id, unnest(n.path) step group by step
    )
    select n.id, n.code, n.kind, n.name, n.parent_id, n.brand_id, n.active, n.version, coalesce(c.dealers, 0) as dealer_count,
      coalesce(c.active, 0) as active_dealer_count, coalesce(c.capacity, 0) as monthly_capacity
    from dealers.node n left join counted c on c.id = n.id
    where n.kind in ('carmaker', 'brand', 'region', 'area') order by cardinality(n.path), n.code limit 5000`.execute(
    ctx.db,
  )
  return rows
}

/** Ids of the dealers below a node, itself included when it is one. */
export async function dealerIdsBelow(ctx: Ctx, nodeId: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('dealers.node')
    .select('id')
    .where('kind', '=', 'dealer')
    .where(sql<boolean>`path @> array[${nodeId}::uuid]`)
    .execute()
  return rows.map((row) => row.id)
}
