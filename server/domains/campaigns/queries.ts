import { sql } from 'kysely'
import type { listCampaigns } from '../../../contract/campaigns.ts'
import type { Call } from '../../../contract/endpoint.ts'
import { type Ctx, seesMoney } from '../../kernel/ctx.ts'
import { keyset } from '../../kernel/db/keyset.ts'
import { shift } from './rules.ts'

// Regions and dealers are granted these columns and no others.
const open = [
  'c.id',
  'c.code',
  'c.name',
  'c.medium',
  'c.startsOn',
  'c.endsOn',
  'c.landingPage',
  'c.brandId',
  'b.name as brandName',
  'c.regionId',
  'r.name as regionName',
] as const

const campaigns = (ctx: Ctx) => {
  const named = ctx.db
    .selectFrom('campaigns.campaign as c')
    .innerJoin('dealers.node as b', 'b.id', 'c.brandId')
    .leftJoin('dealers.node as r', 'r.id', 'c.regionId')
    .select(open)
  const none = sql<null>`null`
  return seesMoney(ctx.scope)
    ? named.select((eb) => [
        sql<number | null>`c.budget_fen`.as('budgetFen'),
        sql<string | null>`c.goal`.as('goal'),
        sql<number | null>`c.version`.as('version'),
        eb
          .selectFrom('campaigns.spend as s')
          .whereRef('s.campaignId', '=', 'c.id')
          .select(sql<number | null>`coalesce(sum(s.spend_fen), 0)`.as('fen'))
          .as('spendFen'),
      ])
    : named.select([none.as('budgetFen'), none.as('goal'), none.as('version'), none.as('spendFen')])
}

export type CampaignRow = Awaited<ReturnType<typeof campaignById>> & {}

export function campaignPage(ctx: Ctx, filter: Call<typeof listCampaigns>['query'], today: string) {
  let query = campaigns(ctx)
  if (filter.q) {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((eb) => eb.or([eb('c.name', 'ilike', like), eb('c.code', 'ilike', like)]))
  }
  if (filter.brand?.length) query = query.where('c.brandId', 'in', filter.brand)
  if (filter.medium?.length) query = query.where('c.medium', 'in', filter.medium)
  if (filter.region?.length) query = query.where('c.regionId', 'in', filter.region)
  if (filter.state === 'planned') query = query.where('c.startsOn', '>', today)
  if (filter.state === 'ended') query = query.where('c.endsOn', '<', today)
  if (filter.state === 'running')
    query = query.where('c.startsOn', '<=', today).where('c.endsOn', '>=', today)
  return keyset(query, ['c.starts_on', 'c.id'], 'desc', filter).execute()
}

export const campaignById = (ctx: Ctx, id: string) => campaigns(ctx).where('c.id', '=', id).executeTakeFirst()

export const campaignForUpdate = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('campaigns.campaign')
    .select(['id', 'brandId', 'medium', 'startsOn', 'endsOn', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const trackingCodesOf = (ctx: Ctx, campaignId: string) =>
  ctx.db
    .selectFrom('campaigns.trackingCode')
    .select(['id', 'code', 'medium', 'landingPage'])
    .where('campaignId', '=', campaignId)
    .orderBy('code')
    .limit(200)
    .execute()

export const spendByDay = (ctx: Ctx, campaignId: string, today: string) =>
  ctx.db
    .selectFrom('campaigns.spend')
    .select(({ fn }) => [
      'day',
      fn.sum<number>('spendFen').as('spendFen'),
      fn.sum<number>('impressions').as('impressions'),
      fn.sum<number>('clicks').as('clicks'),
      fn.sum<number>('contacts').as('contacts'),
    ])
    .where('campaignId', '=', campaignId)
    .where('day', '>', shift(today, -800))
    .groupBy('day')
    .orderBy('day')
    .limit(800)
    .execute()

export const mediaInUse = async (ctx: Ctx) =>
  (
    await ctx.db
      .selectFrom('campaigns.campaign')
      .select('medium')
      .distinct()
      .orderBy('medium')
      .limit(100)
      .execute()
  ).map((row) => row.medium)

type NewCampaign = {
  id: string
  code: string
  name: string
  brandId: string
  medium: string
  budgetFen: number
  regionId: string | null
  startsOn: string
  endsOn: string
  landingPage: string | null
  goal: string | null
}
/** False when the code is taken, whoever holds it. */
export async function insertCampaign(ctx: Ctx, row: NewCampaign): Promise<boolean> {
  const made = await ctx.db
    .insertInto('campaigns.campaign')
    .values({ ...row, createdBy: ctx.actor.id, createdAt: ctx.now, updatedAt: ctx.now })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

export const updateCampaign = (ctx: Ctx, id: string, values: Omit<NewCampaign, 'id' | 'code' | 'brandId'>) =>
  ctx.db
    .updateTable('campaigns.campaign')
    .set((eb) => ({ ...values, updatedAt: ctx.now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

type NewCode = { id: string; campaignId: string; code: string; medium: string; landingPage: string | null }
export async function insertTrackingCode(ctx: Ctx, row: NewCode): Promise<boolean> {
  const made = await ctx.db
    .insertInto('campaigns.trackingCode')
    .values(row)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

export async function deleteTrackingCode(ctx: Ctx, campaignId: string, id: string): Promise<boolean> {
  const query = ctx.db
    .deleteFrom('campaigns.trackingCode')
    .where('id', '=', id)
    .where('campaignId', '=', campaignId)
  return (await query.executeTakeFirst()).numDeletedRows === 1n
}

/** Every code a visitor may bring: tracking codes, and the campaigns' own. */
export const codesInUse = (ctx: Ctx) =>
  ctx.db
    .selectFrom('campaigns.trackingCode as t')
    .innerJoin('campaigns.campaign as c', 'c.id', 't.campaignId')
    .select(['t.code', 'c.id as campaignId', 'c.brandId', 't.medium'])
    .unionAll(
      ctx.db
        .selectFrom('campaigns.campaign as c')
        .select(['c.code', 'c.id as campaignId', 'c.brandId', 'c.medium']),
    )
    .limit(100_000)
    .execute()

/** Brands and regions that exist, by id, code and (brands) name. */
export async function brandsAndRegions(ctx: Ctx) {
  const nodes = await ctx.db
    .selectFrom('dealers.node')
    .select(['id', 'code', 'name', 'kind', 'brandId'])
    .where('kind', 'in', ['brand', 'region'])
    .execute()
  const brands = nodes.filter((node) => node.kind === 'brand')
  return {
    brands: new Map(
      brands.flatMap((node) => [node.id, node.code, node.name].map((key) => [key, node] as const)),
    ),
    regions: new Map(
      nodes
        .filter((node) => node.kind === 'region')
        .flatMap((node) => [node.id, node.code].map((key) => [key, node] as const)),
    ),
  }
}
