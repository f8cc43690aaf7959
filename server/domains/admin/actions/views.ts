import { commonProblems } from '../../../../contract/problem.ts'
import { type SavedView, viewProblems } from '../../../../contract/profile.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import * as queries from '../queries/views.ts'

const mostViews = 50
/** A showroom's people share with their whole dealer: that is the node row security knows them by. */
const shareNode = (ctx: Ctx) => dealerOf(ctx) ?? ctx.actor.nodeId

type Row = Awaited<ReturnType<typeof queries.viewsFor>>[number]
const shown = (ctx: Ctx, { ownerId, sharedNodeId, ...row }: Row): SavedView => ({
  ...row,
  shared: sharedNodeId !== null,
  mine: ownerId === ctx.actor.id,
})
const values = (ctx: Ctx, { name, search, shared }: { name: string; search: string; shared: boolean }) => ({
  name,
  search,
  sharedNodeId: shared ? shareNode(ctx) : null,
})

export async function listViews(ctx: Ctx, page: string): Promise<{ items: SavedView[] }> {
  const rows = await queries.viewsFor(ctx, page, shareNode(ctx))
  return { items: rows.map((row) => shown(ctx, row)) }
}

type Input = { name: string; search: string; shared: boolean }
export async function createView(ctx: Ctx, { page, ...input }: Input & { page: string }): Promise<SavedView> {
  const own = (await queries.viewsFor(ctx, page, null)).length
  if (own >= mostViews) throw new Refused(viewProblems.tooMany, { most: mostViews })
  return shown(ctx, await queries.createView(ctx, page, values(ctx, input)))
}

export async function editView(ctx: Ctx, id: string, input: Input): Promise<SavedView> {
  return shown(ctx, found(await queries.saveView(ctx, id, values(ctx, input)), commonProblems.notFound))
}

export async function removeView(ctx: Ctx, id: string): Promise<void> {
  found(await queries.deleteView(ctx, id), commonProblems.notFound)
}
