import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'

export const allBrands = (ctx: Ctx) =>
  ctx.db
    .selectFrom('dealers.node')
    .select(['id', 'code', 'name'])
    .where('kind', '=', 'brand')
    .orderBy('code')
    .execute()

export const allSeries = (ctx: Ctx) =>
  ctx.db
    .selectFrom('vehicles.series')
    .select(['id', 'brandId', 'name', 'segment', 'energy', 'active'])
    .orderBy('name')
    .execute()

export const allVariants = (ctx: Ctx) =>
  ctx.db
    .selectFrom('vehicles.variant as v')
    .innerJoin('vehicles.model as m', 'm.id', 'v.modelId')
    .select(['v.id', 'v.seriesId', 'v.name', 'v.priceFen', 'v.active', 'm.id as modelId', 'm.name as model'])
    .orderBy('v.priceFen')
    .execute()

export const allOptions = (ctx: Ctx) =>
  ctx.db
    .selectFrom('vehicles.option')
    .select(['id', 'seriesId', 'name', 'priceFen'])
    .orderBy('name')
    .execute()

export type CatalogueRow = {
  brandCode: string
  series: string
  model?: string | null
  variant: string
  segment: string
  energy: string
  priceFen: number
}

/** Series, models and variants by name: new ones made, known ones brought to the row's values. */
export async function upsertCatalogue(
  ctx: Ctx,
  rows: CatalogueRow[],
): Promise<{ created: number; updated: number }> {
  const given = rows.map((row) => ({
    ...row,
    model: row.model || row.series,
    ids: [newId(), newId(), newId()],
  }))
  const { rows: counts } = await sql<{ created: number; updated: number }>`
    with given as materialized (
      select r.*, b.id as brand_id
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r("brandCode" text, series text, model text, variant text, segment text, energy text, "priceFen" bigint, ids uuid[])
      join dealers.node b on b.code = r."brandCode" and b.kind = 'brand'
    ), line_written as (
      insert into vehicles.series as s (id, brand_id, name, segment, energy, updated_at)
      select distinct on (brand_id, series) ids[1], brand_id, series, segment, energy, ${ctx.now}::timestamptz from given
      on conflict (brand_id, name) do update set segment = excluded.segment, energy = excluded.energy, updated_at = excluded.updated_at
        where (s.segment, s.energy) is distinct from (excluded.segment, excluded.energy)
      returning id, brand_id, name
    ), line as (
      select id, brand_id, name from line_written
      union select s.id, s.brand_id, s.name from vehicles.series s join given g on g.brand_id = s.brand_id and g.series = s.name
    ), built_written as (
      insert into vehicles.model (id, series_id, name)
      select distinct on (l.id, g.model) g.ids[2], l.id, g.model from given g join line l on l.brand_id = g.brand_id and l.name = g.series
      on conflict (series_id, name) do nothing
      returning id, series_id, name
    ), built as (
      select id, series_id, name from built_written
      union select m.id, m.series_id, m.name from vehicles.model m join line l on l.id = m.series_id
    ), priced as (
      insert into vehicles.variant as v (id, model_id, series_id, name, price_fen, updated_at)
      select distinct on (l.id, g.variant) g.ids[3], b.id, l.id, g.variant, g."priceFen", ${ctx.now}::timestamptz
      from given g join line l on l.brand_id = g.brand_id and l.name = g.series join built b on b.series_id = l.id and b.name = g.model
      on conflict (series_id, name) do update set price_fen = excluded.price_fen, model_id = excluded.model_id, active = true, updated_at = excluded.updated_at
        where (v.price_fen, v.model_id, v.active) is distinct from (excluded.price_fen, excluded.model_id, true)
      returning v.id
    )
    select count(*) filter (where p.id in (select unnest(ids) from given))::int as created,
           count(*) filter (where p.id not in (select unnest(ids) from given))::int as updated
    from priced p
  `.execute(ctx.db)
  return counts[0]!
}

type NewSeries = { id: string; brandId: string; name: string; segment: string; energy: string }
export const insertSeries = (ctx: Ctx, row: NewSeries) =>
  ctx.db
    .insertInto('vehicles.series')
    .values({ ...row, updatedAt: ctx.now })
    .execute()

/** The model of that name in the series, made when it is not there. */
export async function modelNamed(ctx: Ctx, seriesId: string, name: string): Promise<string> {
  const row = await ctx.db
    .insertInto('vehicles.model')
    .values({ id: newId(ctx.now), seriesId, name })
    .onConflict((conflict) => conflict.columns(['seriesId', 'name']).doUpdateSet({ name }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

type NewVariant = { id: string; modelId: string; seriesId: string; name: string; priceFen: number }
export const insertVariant = (ctx: Ctx, row: NewVariant) =>
  ctx.db
    .insertInto('vehicles.variant')
    .values({ ...row, updatedAt: ctx.now })
    .execute()

type NewOption = { id: string; seriesId: string; name: string; priceFen: number }
export const insertOption = (ctx: Ctx, row: NewOption) =>
  ctx.db.insertInto('vehicles.option').values(row).execute()

export const updateSeries = async (
  ctx: Ctx,
  id: string,
  set: { name?: string; segment?: string; energy?: string; active?: boolean },
) =>
  (
    await ctx.db
      .updateTable('vehicles.series')
      .set({ ...set, updatedAt: ctx.now })
      .where('id', '=', id)
      .executeTakeFirst()
  ).numUpdatedRows > 0n

export const updateVariant = async (
  ctx: Ctx,
  id: string,
  set: { name?: string; priceFen?: number; active?: boolean },
) =>
  (
    await ctx.db
      .updateTable('vehicles.variant')
      .set({ ...set, updatedAt: ctx.now })
      .where('id', '=', id)
      .executeTakeFirst()
  ).numUpdatedRows > 0n

/** `id = id` when nothing is to change: an update needs a column, and its count says whether the row is there. */
export const updateOption = async (ctx: Ctx, id: string, set: { name?: string; priceFen?: number }) =>
  (
    await ctx.db
      .updateTable('vehicles.option')
      .set({ id, ...set })
      .where('id', '=', id)
      .executeTakeFirst()
  ).numUpdatedRows > 0n

export const deleteOption = async (ctx: Ctx, id: string) =>
  (await ctx.db.deleteFrom('vehicles.option').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n
