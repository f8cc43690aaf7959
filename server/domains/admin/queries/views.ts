import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'

type ViewValues = { name: string; search: string; sharedNodeId: string | null }

/** Own views first, then those shared at the node. */
export const viewsFor = (ctx: Ctx, page: string, nodeId: string | null) =>
  ctx.db
    .selectFrom('kernel.savedView')
    .select(['id', 'page', 'name', 'search', 'sharedNodeId', 'ownerId'])
    .where('page', '=', page)
    .where((eb) =>
      eb.or([eb('ownerId', '=', ctx.actor.id), ...(nodeId ? [eb('sharedNodeId', '=', nodeId)] : [])]),
    )
    .orderBy('createdAt')
    .orderBy('id')
    .limit(200)
    .execute()

export const createView = (ctx: Ctx, page: string, values: ViewValues) =>
  ctx.db
    .insertInto('kernel.savedView')
    .values({ id: newId(ctx.now), ownerId: ctx.actor.id, page, ...values, createdAt: ctx.now })
    .returning(['id', 'page', 'name', 'search', 'sharedNodeId', 'ownerId'])
    .executeTakeFirstOrThrow()

export const saveView = (ctx: Ctx, id: string, values: ViewValues) =>
  ctx.db
    .updateTable('kernel.savedView')
    .set(values)
    .where('id', '=', id)
    .where('ownerId', '=', ctx.actor.id)
    .returning(['id', 'page', 'name', 'search', 'sharedNodeId', 'ownerId'])
    .executeTakeFirst()

export const deleteView = (ctx: Ctx, id: string) =>
  ctx.db
    .deleteFrom('kernel.savedView')
    .where('id', '=', id)
    .where('ownerId', '=', ctx.actor.id)
    .returning('id')
    .executeTakeFirst()
