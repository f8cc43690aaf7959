import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

export type NodeRow = {
  id: string
  code: string
  kind: string
  name: string
  parentId: string | null
  brandId: string | null
  path: string[]
}

export const allNodes = (ctx: Ctx): Promise<NodeRow[]> =>
  ctx.db
    .selectFrom('dealers.node')
    .select(['id', 'code', 'kind', 'name', 'parentId', 'brandId', 'path'])
    .execute()

export type FullNode = NodeRow & { active: boolean; version: number }
export const nodeById = (ctx: Ctx, id: string): Promise<FullNode | undefined> =>
  ctx.db
    .selectFrom('dealers.node')
    .select(['id', 'code', 'kind', 'name', 'parentId', 'brandId', 'path', 'active', 'version'])
    .where('id', '=', id)
    .executeTakeFirst()

export type SavedNode = NodeRow & { active: boolean }
export type SavedDealer = {
  id: string
  regionId: string
  areaId: string
  brandId: string
  divisionCode: string
  address: string
  phone: string | null
  latitude: number
  longitude: number
  monthlyCapacity: number
  openedOn: string | null
  /** Left out: as it was, Asia/Shanghai for a new one. */
  zone?: string
}
export type SavedAuthorisation = { id: string; dealerId: string; brandId: string }

const json = (rows: unknown[]) => JSON.stringify(rows)

/** Inserts new nodes and updates the known ones by code; whether one is switched off stays as it was. */
export async function saveNodes(ctx: Ctx, nodes: SavedNode[]): Promise<void> {
  if (nodes.length === 0) return
  await sql`
    insert into dealers.node (id, code, kind, name, parent_id, brand_id, path, active, created_at, updated_at)
    select r.id, r.code, r.kind, r.name, r."parentId", r."brandId", array(select jsonb_array_elements_text(r.path)::uuid), r.active, ${ctx.now}, ${ctx.now}
    from jsonb_to_recordset(${json(nodes)}::jsonb) as r(id uuid, code text, kind text, name text, "parentId" uuid, "brandId" uuid, path jsonb, active boolean)
    order by jsonb_array_length(r.path)
    on conflict (code) do update set name = excluded.name, kind = excluded.kind, parent_id = excluded.parent_id, brand_id = excluded.brand_id,
      path = excluded.path, updated_at = excluded.updated_at, version = node.version + 1
    where (node.name, node.kind, node.parent_id, node.path) is distinct from (excluded.name, excluded.kind, excluded.parent_id, excluded.path)`.execute(
    ctx.db,
  )
}

export async function saveDealers(ctx: Ctx, dealers: SavedDealer[]): Promise<void> {
  if (dealers.length === 0) return
  await sql`
    insert into dealers.dealer (id, region_id, area_id, brand_id, division_code, address, phone, latitude, longitude, monthly_capacity, opened_on, zone, updated_at)
    select r.id, r."regionId", r."areaId", r."brandId", r."divisionCode", r.address, r.phone, r.latitude, r.longitude, r."monthlyCapacity", r."openedOn", coalesce(r.zone, 'Asia/Shanghai'), ${ctx.now}
    from jsonb_to_recordset(${json(dealers)}::jsonb) as r(id uuid, "regionId" uuid, "areaId" uuid, "brandId" uuid, "divisionCode" text,
      address text, phone text, latitude float8, longitude float8, "monthlyCapacity" integer, "openedOn" date, zone text)
    on conflict (id) do update set region_id = excluded.region_id, area_id = excluded.area_id, brand_id = excluded.brand_id,
      division_code = excluded.division_code, address = excluded.address, phone = excluded.phone, latitude = excluded.latitude,
      longitude = excluded.longitude, monthly_capacity = excluded.monthly_capacity, opened_on = excluded.opened_on,
      updated_at = excluded.updated_at, version = dealer.version + 1`.execute(ctx.db)
}

/** The authorisations of these dealers become exactly the given ones. */
export async function saveAuthorisations(
  ctx: Ctx,
  dealerIds: string[],
  authorisations: SavedAuthorisation[],
): Promise<void> {
  if (dealerIds.length === 0) return
  await sql`
    with wanted as (select * from jsonb_to_recordset(${json(authorisations)}::jsonb) as r(id uuid, "dealerId" uuid, "brandId" uuid)),
    gone as (
      delete from dealers.authorisation a where a.dealer_id = any(${dealerIds}::uuid[])
        and not exists (select from wanted w where w."dealerId" = a.dealer_id and w."brandId" = a.brand_id)
    )
    insert into dealers.authorisation (id, dealer_id, brand_id) select id, "dealerId", "brandId" from wanted
    on conflict (dealer_id, brand_id) do nothing`.execute(ctx.db)
}

/** False when somebody else was quicker. */
export async function updateNode(
  ctx: Ctx,
  id: string,
  version: number,
  set: { name?: string; active?: boolean; parentId?: string },
): Promise<boolean> {
  const changed = await ctx.db
    .updateTable('dealers.node')
    .set({ ...set, updatedAt: ctx.now, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

export type DealerChange = {
  divisionCode?: string
  address?: string
  phone?: string | null
  latitude?: number
  longitude?: number
  zone?: string
  monthlyCapacity?: number
  openedOn?: string | null
}
export async function updateDealer(ctx: Ctx, id: string, set: DealerChange): Promise<void> {
  if (Object.keys(set).length === 0) return
  await ctx.db
    .updateTable('dealers.dealer')
    .set((eb) => ({ ...set, updatedAt: ctx.now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** The lines of a node and of everything below it begin with another parent's from now on. */
export const movePaths = (ctx: Ctx, id: string, parentPath: string[]) =>
  sql`update dealers.node n set path = ${parentPath}::uuid[] || n.path[array_position(n.path, ${id}::uuid):]
    where n.path @> array[${id}::uuid]`.execute(ctx.db)

/** Region and area of every dealer as its line says: after anything above a dealer has moved. */
export const settleDealers = (ctx: Ctx) =>
  sql`update dealers.dealer d set region_id = n.path[3], area_id = n.path[4], updated_at = ${ctx.now}, version = d.version + 1
    from dealers.node n where n.id = d.id and (d.region_id, d.area_id) is distinct from (n.path[3], n.path[4])`.execute(
    ctx.db,
  )

export async function openDealersBelow(ctx: Ctx, id: string): Promise<number> {
  const { count } = await ctx.db
    .selectFrom('dealers.node')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('kind', '=', 'dealer')
    .where('active', '=', true)
    .where('id', '<>', id)
    .where(sql<boolean>`path @> array[${id}::uuid]`)
    .executeTakeFirstOrThrow()
  return Number(count)
}
