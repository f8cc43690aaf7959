import type { previewPlacement as previewEndpoint } from '../../../../contract/dealers.ts'
import type { Reply } from '../../../../contract/endpoint.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { planPlacement } from '../../dealers/index.ts'
import { peopleAt } from '../queries/sight.ts'

/** Who sees what hangs below a place follows the tree: whose eyes a move closes, and whose it opens. */
export async function previewPlacement(
  ctx: Ctx,
  nodeId: string,
  parentId: string,
): Promise<Reply<typeof previewEndpoint>> {
  const { from, to, left, entered, dealerIds } = await planPlacement(ctx, nodeId, parentId)
  return {
    from: { id: from.id, name: from.name },
    to: { id: to.id, name: to.name },
    dealers: dealerIds.length,
    loses: await peopleAt(ctx, left),
    gains: await peopleAt(ctx, entered),
  }
}
