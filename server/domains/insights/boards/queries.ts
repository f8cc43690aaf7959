import { sql } from 'kysely'
import type { BoardTile } from '../../../../contract/boards.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'

export type BoardValues = {
  title: string
  note: string | null
  tiles: BoardTile[]
  filters: string
  sharedNodeId: string | null
}

/** One's own, and those shared at `nodeId` or above it. */
const seen = (ctx: Ctx, nodeId: string | null) =>
  ctx.db
    .selectFrom('insights.board as b')
    .select(['b.id', 'b.ownerId', 'b.title', 'b.note', 'b.tiles', 'b.filters', 'b.sharedNodeId', 'b.version'])
    .where((eb) =>
      eb.or([
        eb('b.ownerId', '=', ctx.actor.id),
        ...(nodeId
          ? [
              sql<boolean>`b.shared_node_id = any((select n.path from dealers.node n where n.id = ${nodeId})::uuid[])`,
            ]
          : []),
      ]),
    )

const mostListed = 200
export const boardsFor = (ctx: Ctx, nodeId: string | null) =>
  seen(ctx, nodeId).orderBy('b.title').orderBy('b.id').limit(mostListed).execute()
export type BoardRow = Awaited<ReturnType<typeof boardsFor>>[number]

export const boardById = (ctx: Ctx, id: string, nodeId: string | null) =>
  seen(ctx, nodeId).where('b.id', '=', id).executeTakeFirst()

export async function ownBoards(ctx: Ctx, most: number): Promise<number> {
  const rows = await ctx.db
    .selectFrom('insights.board')
    .select('id')
    .where('ownerId', '=', ctx.actor.id)
    .limit(most)
    .execute()
  return rows.length
}

export async function insertBoard(ctx: Ctx, { tiles, ...values }: BoardValues): Promise<string> {
  const id = newId(ctx.now)
  await ctx.db
    .insertInto('insights.board')
    .values({
      id,
      ownerId: ctx.actor.id,
      ...values,
      tiles: JSON.stringify(tiles),
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .execute()
  return id
}

export const updateBoard = (ctx: Ctx, id: string, version: number, { tiles, ...values }: BoardValues) =>
  ctx.db
    .updateTable('insights.board')
    .set({ ...values, tiles: JSON.stringify(tiles), updatedAt: ctx.now, version: version + 1 })
    .where('id', '=', id)
    .where('ownerId', '=', ctx.actor.id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()

export const deleteBoard = (ctx: Ctx, id: string) =>
  ctx.db
    .deleteFrom('insights.board')
    .where('id', '=', id)
    .where('ownerId', '=', ctx.actor.id)
    .returning('id')
    .executeTakeFirst()
