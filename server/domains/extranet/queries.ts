import { sql } from 'kysely'
import type { Ctx } from '../../kernel/ctx.ts'
import { keyset } from '../../kernel/db/keyset.ts'

export type DealerRow = {
  id: string
  code: string
  name: string
  zone: string
  phone: string | null
  brandId: string
  regionId: string
  regionName: string
}

/** Dealers are reference data that everybody may read; whose reports are looked at follows the reader's place. */
const dealers = (ctx: Ctx) => {
  const all = ctx.db
    .selectFrom('dealers.dealer as d')
    .innerJoin('dealers.node as n', 'n.id', 'd.id')
    .innerJoin('dealers.node as r', 'r.id', 'd.regionId')
    .select([
      'd.id',
      'n.code',
      'n.name',
      'd.zone',
      'd.phone',
      'd.brandId',
      'd.regionId',
      'r.name as regionName',
    ])
    .where('n.active', '=', true)
  const { kind, nodes } = ctx.scope
  if (kind === 'carmaker' || kind === 'system') return all
  const mine = nodes.length ? nodes : ['00000000-0000-0000-0000-000000000000']
  return kind === 'brand' ? all.where('d.brandId', 'in', mine) : all.where('d.id', 'in', mine)
}

export const dealerById = (ctx: Ctx, id: string) => dealers(ctx).where('d.id', '=', id).executeTakeFirst()

export type DealerChoice = { region?: string[]; brand?: string[]; after?: string; limit: number }

/** Dealers by code. With `dueDays`, only those that lack a report on one of these days. */
export function dealerPage(ctx: Ctx, choice: DealerChoice, dueDays?: string[]) {
  let query = dealers(ctx)
  if (choice.region?.length) query = query.where('d.regionId', 'in', choice.region)
  if (choice.brand?.length) query = query.where('d.brandId', 'in', choice.brand)
  if (dueDays)
    query = query.where(
      sql<boolean>`(select count(*) from extranet.daily_count c where c.dealer_id = d.id and c.day = any(${dueDays}::date[])) < ${dueDays.length}`,
    )
  return keyset(query, ['n.code', 'd.id'], 'asc', choice).execute()
}

export const countsOf = (ctx: Ctx, dealerIds: string[], from: string, to: string) =>
  dealerIds.length === 0
    ? Promise.resolve([])
    : ctx.db
        .selectFrom('extranet.dailyCount as c')
        .leftJoin('admin.account as a', 'a.id', 'c.reportedBy')
        .select([
          'c.dealerId',
          'c.day',
          'c.showroomVisits',
          'c.phoneEnquiries',
          'c.note',
          'c.reportedAt',
          'c.late',
          'c.version',
          'a.name as reportedBy',
        ])
        .where('c.dealerId', 'in', dealerIds)
        .where('c.day', '>=', from)
        .where('c.day', '<=', to)
        .execute()
export type CountRow = Awaited<ReturnType<typeof countsOf>>[number]

export const countForUpdate = (ctx: Ctx, dealerId: string, day: string) =>
  ctx.db
    .selectFrom('extranet.dailyCount')
    .select(['id', 'version', 'late'])
    .where('dealerId', '=', dealerId)
    .where('day', '=', day)
    .forUpdate()
    .executeTakeFirst()

export const correctCount = (
  ctx: Ctx,
  id: string,
  values: { showroomVisits: number; phoneEnquiries: number; note: string | null },
) =>
  ctx.db
    .updateTable('extranet.dailyCount')
    .set((eb) => ({ ...values, updatedAt: ctx.now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

/** Reported and missing dealers of one day, region by region. */
export async function missingByRegion(ctx: Ctx, day: string) {
  return ctx.db
    .selectFrom(dealers(ctx).as('d'))
    .innerJoin('dealers.node as b', 'b.id', 'd.brandId')
    .leftJoin('extranet.dailyCount as c', (join) =>
      join.onRef('c.dealerId', '=', 'd.id').on('c.day', '=', day),
    )
    .select(({ fn }) => [
      'd.regionId as id',
      'd.regionName as name',
      'b.name as brand',
      fn.count<number>('d.id').as('dealers'),
      fn.count<number>('c.id').as('reported'),
    ])
    .groupBy(['d.regionId', 'd.regionName', 'b.name'])
    .orderBy('b.name')
    .orderBy('d.regionName')
    .execute()
}

export const remindersOf = async (ctx: Ctx, dealerIds: string[], day: string) => {
  const { rows } = await sql<{ dealerId: string; at: Date }>`
    select dealer_id, at from extranet.reminder where dealer_id = any(${dealerIds}::uuid[]) and day = ${day}`.execute(
    ctx.db,
  )
  return new Map(rows.map((row) => [row.dealerId, row.at]))
}

export const zonesInUse = async (ctx: Ctx) =>
  (await ctx.db.selectFrom('dealers.dealer').select('zone').distinct().execute()).map((row) => row.zone)

/** Tells whoever reports at the dealers of `zone` that `day` is missing; once per dealer and day, whatever is run again. */
export async function remindMissing(ctx: Ctx, zone: string, day: string): Promise<number> {
  const { rows } = await sql<{ dealerId: string }>`
    with missing as (
      insert into extranet.reminder (dealer_id, day, at)
      select d.id, ${day}::date, ${ctx.now} from dealers.dealer d join dealers.node n on n.id = d.id
      where n.active and d.zone = ${zone} and (d.opened_on is null or d.opened_on <= ${day})
        and not exists (select from extranet.daily_count c where c.dealer_id = d.id and c.day = ${day})
      on conflict do nothing
      returning dealer_id
    ), told as (
      insert into kernel.notification (id, user_id, at, kind, link, data)
      select gen_random_uuid(), a.id, ${ctx.now}, 'extranet.missing', '/daily-counts?day=' || ${day}, jsonb_build_object('day', ${day}::text, 'dealerId', m.dealer_id)
      from missing m join admin.account a on a.dealer_id = m.dealer_id and a.active
      where exists (select from admin.account_role ar join admin.role r on r.id = ar.role_id where ar.account_id = a.id and 'extranet.report' = any(r.permissions))
    )
    select dealer_id from missing`.execute(ctx.db)
  return rows.length
}
