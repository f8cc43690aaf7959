import {
  type changeDealer as changeEndpoint,
  type DealerDetail,
  dealerProblems,
  type NodeKind,
  type PlacedNode,
} from '../../../contract/dealers.ts'
import type { Call } from '../../../contract/endpoint.ts'
import { commonProblems } from '../../../contract/problem.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { asSystem } from '../../kernel/db/widen.ts'
import { found, Refused } from '../../kernel/errors.ts'
import { readDealer } from './actions.ts'
import { authorise } from './create-node.ts'
import { readParticulars, within } from './particulars.ts'
import * as nodes from './queries/nodes.ts'
import { forgetNetwork } from './snapshot.ts'

type Change = Call<typeof changeEndpoint>['body']

export async function changeDealer(ctx: Ctx, id: string, change: Change): Promise<DealerDetail> {
  const { version, name, active, brandIds, ...typed } = change
  const before = await within(ctx, id)
  found(before.kind === 'dealer' || null, commonProblems.notFound)
  const particulars = readParticulars(typed)
  if (brandIds?.length === 0)
    throw new Refused(commonProblems.invalid, {}, [
      { field: 'brandIds', zh: '至少保留一个品牌', en: 'At least one brand remains' },
    ])
  await asSystem(ctx, async (wide) => {
    await saveNode(wide, before, version, { name, active })
    await nodes.updateDealer(wide, id, particulars)
    if (brandIds) await authorise(wide, id, brandIds)
  })
  forgetNetwork(ctx)
  return readDealer(ctx, id)
}

/** Writes name and activity; whoever closes a dealer is told by those above this domain what it still holds. */
async function saveNode(
  ctx: Ctx,
  before: nodes.FullNode,
  version: number,
  { name, active }: { name?: string | undefined; active?: boolean | undefined },
): Promise<void> {
  const set = { ...(name !== undefined && { name }), ...(active !== undefined && { active }) }
  if (!(await nodes.updateNode(ctx, before.id, version, set))) throw new Refused(commonProblems.conflict)
  if (active !== false || !before.active || before.kind !== 'dealer') return
  await ctx.emit({
    type: 'dealers.closed',
    subjectId: before.id,
    dealerId: before.id,
    brandId: before.brandId,
    data: { name: before.name },
  })
}

const shown = ({ path: _, brandId: _brand, kind, ...node }: nodes.FullNode): PlacedNode => ({
  ...node,
  kind: kind as NodeKind,
})

/** Reference rows: who may read the network reads any of its nodes. */
export const readNode = async (ctx: Ctx, id: string): Promise<PlacedNode> =>
  shown(found(await nodes.nodeById(ctx, id), commonProblems.notFound))

/** Everything but a dealer, which has more to it, and the carmaker, which there is one of. */
export async function changeNode(
  ctx: Ctx,
  id: string,
  { version, ...change }: { name?: string; active?: boolean; version: number },
): Promise<PlacedNode> {
  const before = await within(ctx, id)
  found(!['dealer', 'carmaker'].includes(before.kind) || null, commonProblems.notFound)
  const dealers = change.active === false ? await nodes.openDealersBelow(ctx, id) : 0
  if (dealers > 0) throw new Refused(dealerProblems.holdsDealers, { name: before.name, dealers })
  await asSystem(ctx, (wide) => saveNode(wide, before, version, change))
  forgetNetwork(ctx)
  return readNode(ctx, id)
}
