import { dealerProblems, type NodeKind, type PlacedNode, parentKinds } from '../../../contract/dealers.ts'
import { commonProblems } from '../../../contract/problem.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { asSystem } from '../../kernel/db/widen.ts'
import { found, Refused } from '../../kernel/errors.ts'
import { readNode } from './change-node.ts'
import { within } from './particulars.ts'
import { dealerIdsBelow } from './queries/network.ts'
import * as nodes from './queries/nodes.ts'
import { forgetNetwork } from './snapshot.ts'

export type Placement = {
  node: nodes.FullNode
  from: nodes.FullNode
  to: nodes.FullNode
  /** Places on the old line only, whose people stop seeing it, and on the new line only, whose people begin to. */
  left: string[]
  entered: string[]
  dealerIds: string[]
}

/** Whether a node may hang below another parent, and what that changes. */
export async function planPlacement(ctx: Ctx, id: string, parentId: string): Promise<Placement> {
  const node = await within(ctx, id)
  if (node.kind !== 'area' && node.kind !== 'dealer') throw new Refused(dealerProblems.staysPut)
  const to = await within(ctx, parentId)
  if (!parentKinds[node.kind].includes(to.kind as NodeKind))
    throw new Refused(dealerProblems.wrongParent, { kind: node.kind, parent: to.kind })
  if (to.brandId !== node.brandId) throw new Refused(dealerProblems.otherBrand, { parent: to.name })
  if (!to.active) throw new Refused(dealerProblems.parentClosed, { parent: to.name })
  const from = found(await nodes.nodeById(ctx, node.parentId!), commonProblems.notFound)
  return {
    node,
    from,
    to,
    left: from.path.filter((step) => !to.path.includes(step)),
    entered: to.path.filter((step) => !from.path.includes(step)),
    dealerIds: await dealerIdsBelow(ctx, id),
  }
}

/** Scopes are read from the lines, so that sight follows with the next request; the board follows overnight. */
export async function placeNode(
  ctx: Ctx,
  id: string,
  { parentId, version }: { parentId: string; version: number },
): Promise<PlacedNode> {
  const { node, to } = await planPlacement(ctx, id, parentId)
  await asSystem(ctx, async (wide) => {
    if (!(await nodes.updateNode(wide, id, version, { parentId }))) throw new Refused(commonProblems.conflict)
    await nodes.movePaths(wide, id, to.path)
    await nodes.settleDealers(wide)
    await wide.emit({
      type: 'dealers.moved',
      subjectId: id,
      brandId: node.brandId,
      data: { from: node.parentId, to: parentId },
    })
  })
  forgetNetwork(ctx)
  return readNode(ctx, id)
}
