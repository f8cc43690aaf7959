import { commonProblems } from '../../../../contract/problem.ts'
import { type SavedView, viewProblems } from '../../../../contract/profile.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import * as queries from '../queries/views.ts'
import { refuseOthers } from './opened.ts'

const mostViews = 50
/** A showroom's people share with their whole dealer: that is the node row security knows them by. */
const shareNode = (ctx: Ctx) => dealerOf(ctx) ?? ctx.actor.nodeId

const shown = (ctx: Ctx, { ownerId, sharedNodeId, ...row }: queries.ViewRow): SavedView => ({
  ...row,
  shared: sharedNodeId !== null,
  mine: ownerId === ctx.actor.id,
})

type Input = { name: string; search: string; shared: boolean }
function values(ctx: Ctx, { name, search, shared }: Input) {
  if (shared) refuseOthers(ctx, 'admin.views')
  return { name, search, sharedNodeId: shared ? shareNode(ctx) : null }
}

const seenView = async (ctx: Ctx, id: string) =>
  found(await queries.viewById(ctx, id, shareNode(ctx)), commonProblems.notFound)

export async function listViews(ctx: Ctx, page: string): Promise<{ items: SavedView[] }> {
  const rows = await queries.viewsFor(ctx, page, shareNode(ctx))
  return { items: rows.map((row) => shown(ctx, row)) }
}

/** Refusals: forbidden (sharing), tooMany. */
export async function createView(ctx: Ctx, { page, ...input }: Input & { page: string }): Promise<SavedView> {
  const own = (await queries.viewsFor(ctx, page, null)).length
  if (own >= mostViews) throw new Refused(viewProblems.tooMany, { most: mostViews })
  return shown(ctx, await seenView(ctx, await queries.createView(ctx, page, values(ctx, input))))
}

/** Refusals: forbidden (sharing), notFound: it is somebody else's. */
export async function editView(ctx: Ctx, id: string, input: Input): Promise<SavedView> {
  found(await queries.saveView(ctx, id, values(ctx, input)), commonProblems.notFound)
  return shown(ctx, await seenView(ctx, id))
}

export async function removeView(ctx: Ctx, id: string): Promise<void> {
  found(await queries.deleteView(ctx, id), commonProblems.notFound)
}

/** Any view one sees, also another's. Refusals: notFound. */
export async function makeDefault(ctx: Ctx, id: string): Promise<void> {
  const { page } = await seenView(ctx, id)
  await queries.saveDefault(ctx, page, id)
}

export async function dropDefault(ctx: Ctx, id: string): Promise<void> {
  await seenView(ctx, id)
  await queries.deleteDefault(ctx, id)
}
