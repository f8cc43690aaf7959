import { analysisProblems } from '../../../../contract/analyses.ts'
import {
  type createBoard as askCreate,
  type listBoards as askList,
  boardLimits,
  boardProblems,
  type ServedBoard,
} from '../../../../contract/boards.ts'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { isId } from '../../../kernel/ids.ts'
import { catalogue } from '../analyses/answer.ts'
import { type BuiltInBoard, builtInFor, homeOf } from './built-in.ts'
import * as queries from './queries.ts'
import { faultOf, type KeptBoard, serve } from './serving.ts'

/** A showroom's people share with their whole dealer: that is the node row security knows them by. */
const shareNode = (ctx: Ctx) => dealerOf(ctx) ?? ctx.actor.nodeId

const ofBuiltIn = ({ key, group, title, note, tiles }: BuiltInBoard): KeptBoard => ({
  key,
  group,
  title,
  note,
  tiles,
  filters: '',
  shared: false,
  mine: false,
  version: null,
})

/** Whoever made it wrote it in one language; both readers see those words. */
const said = (text: string) => ({ zh: text, en: text })
const ofRow = (ctx: Ctx, row: queries.BoardRow): KeptBoard => {
  const mine = row.ownerId === ctx.actor.id
  return {
    key: row.id,
    group: mine ? 'own' : 'shared',
    title: said(row.title),
    note: row.note === null ? null : said(row.note),
    tiles: row.tiles as KeptBoard['tiles'],
    filters: row.filters,
    shared: row.sharedNodeId !== null,
    mine,
    version: mine ? row.version : null,
  }
}

export async function listBoards(ctx: Ctx): Promise<Reply<typeof askList>> {
  const { items } = catalogue(ctx)
  const rows = (await queries.boardsFor(ctx, shareNode(ctx))).map((row) => ofRow(ctx, row))
  const builtIn = builtInFor(ctx)
    .map((one) => serve(ofBuiltIn(one), items))
    .filter(({ tileCount }) => tileCount > 0)
  const own = [...rows.filter(({ mine }) => mine), ...rows.filter(({ mine }) => !mine)]
  const boards = [...builtIn, ...own.map((one) => serve(one, items))]
  const home = homeOf(ctx)
  return {
    items: boards.map(({ tiles: _, leftOut: __, ...board }) => board),
    opensWith: boards.some(({ key }) => key === home) ? home : (boards[0]?.key ?? null),
  }
}

/** Refusals: notFound, also for a built-in board that is not this reader's. */
export async function readBoard(ctx: Ctx, key: string): Promise<ServedBoard> {
  const builtIn = builtInFor(ctx).find((one) => one.key === key)
  const kept = builtIn ? ofBuiltIn(builtIn) : isId(key) ? await ownOrShared(ctx, key) : undefined
  return serve(found(kept, commonProblems.notFound), catalogue(ctx).items)
}

async function ownOrShared(ctx: Ctx, id: string): Promise<KeptBoard | undefined> {
  const row = await queries.boardById(ctx, id, shareNode(ctx))
  return row && ofRow(ctx, row)
}

type Input = Call<typeof askCreate>['body']
function valuesOf(ctx: Ctx, { title, note, tiles, filters, shared }: Input): queries.BoardValues {
  if (shared && !ctx.actor.permissions.has('admin.views'))
    throw new Refused(commonProblems.forbidden, { permission: 'admin.views' })
  const fault = faultOf(tiles, catalogue(ctx).items)
  if (fault?.given)
    throw new Refused(analysisProblems.choice, {
      name: fault.name,
      given: fault.given,
      options: fault.options.join(', ') || '–',
    })
  if (fault) throw new Refused(boardProblems.tile, { name: fault.name })
  return { title, note: note ?? null, tiles, filters, sharedNodeId: shared ? shareNode(ctx) : null }
}

/** Refusals: forbidden (sharing), tile, choice, tooMany. */
export async function createBoard(ctx: Ctx, input: Input): Promise<ServedBoard> {
  const values = valuesOf(ctx, input)
  if ((await queries.ownBoards(ctx, boardLimits.own)) >= boardLimits.own)
    throw new Refused(boardProblems.tooMany, { most: boardLimits.own })
  return readBoard(ctx, await queries.insertBoard(ctx, values))
}

/** Refusals: forbidden (sharing), tile, choice, notFound (it is somebody else's), conflict. */
export async function editBoard(
  ctx: Ctx,
  id: string,
  { version, ...input }: Input & { version: number },
): Promise<ServedBoard> {
  const board = found(await ownOrShared(ctx, id), commonProblems.notFound)
  if (!board.mine) throw new Refused(commonProblems.notFound)
  found(await queries.updateBoard(ctx, id, version, valuesOf(ctx, input)), commonProblems.conflict)
  return readBoard(ctx, id)
}

/** Refusals: notFound, also when it is somebody else's. */
export async function removeBoard(ctx: Ctx, id: string): Promise<void> {
  found(await queries.deleteBoard(ctx, id), commonProblems.notFound)
}
