import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'

type ViewValues = { name: string; search: string; sharedNodeId: string | null }

/** What one may see: one's own, and those shared at the node. */
const seen = (ctx: Ctx, nodeId: string | null) =>
  ctx.db
    .selectFrom('kernel.savedView as v')
    .leftJoin('kernel.viewDefault as d', (join) =>
      join.onRef('d.viewId', '=', 'v.id').on('d.ownerId', '=', ctx.actor.id),
    )
    .select(['v.id', 'v.page', 'v.name', 'v.search', 'v.sharedNodeId', 'v.ownerId'])
    .select(sql<boolean>`d.view_id is not null`.as('isDefault'))
    .where((eb) =>
      eb.or([eb('v.ownerId', '=', ctx.actor.id), ...(nodeId ? [eb('v.sharedNodeId', '=', nodeId)] : [])]),
    )

export const viewsFor = (ctx: Ctx, page: string, nodeId: string | null) =>
  seen(ctx, nodeId).where('v.page', '=', page).orderBy('v.createdAt').orderBy('v.id').limit(200).execute()
export type ViewRow = Awaited<ReturnType<typeof viewsFor>>[number]

export const viewById = (ctx: Ctx, id: string, nodeId: string | null) =>
  seen(ctx, nodeId).where('v.id', '=', id).executeTakeFirst()

export async function createView(ctx: Ctx, page: string, values: ViewValues): Promise<string> {
  const id = newId(ctx.now)
  await ctx.db
    .insertInto('kernel.savedView')
    .values({ id, ownerId: ctx.actor.id, page, ...values, createdAt: ctx.now })
    .execute()
  return id
}

export const saveView = (ctx: Ctx, id: string, values: ViewValues) =>
  ctx.db
    .updateTable('kernel.savedView')
    .set(values)
    .where('id', '=', id)
    .where('ownerId', '=', ctx.actor.id)
    .returning('id')
    .executeTakeFirst()

export const deleteView = (ctx: Ctx, id: string) =>
  ctx.db
    .deleteFrom('kernel.savedView')
    .where('id', '=', id)
    .where('ownerId', '=', ctx.actor.id)
    .returning('id')
    .executeTakeFirst()

/** One per page: choosing another takes the place of the first. */
export const saveDefault = (ctx: Ctx, page: string, viewId: string) =>
  ctx.db
    .insertInto('kernel.viewDefault')
    .values({ ownerId: ctx.actor.id, page, viewId })
    .onConflict((conflict) => conflict.columns(['ownerId', 'page']).doUpdateSet({ viewId }))
    .execute()

export const deleteDefault = (ctx: Ctx, viewId: string) =>
  ctx.db
    .deleteFrom('kernel.viewDefault')
    .where('ownerId', '=', ctx.actor.id)
    .where('viewId', '=', viewId)
    .execute()
