import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import {
  type cancelOrder as askCancel,
  type listOrders as askList,
  type placeOrder as askOrder,
  type Order,
  salesProblems,
} from '../../../../contract/sales.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { requireForStep } from '../../customers/index.ts'
import { advance, heldLead, cancelOrder as takeBack } from '../../leads/index.ts'
import { orderById, orderPage } from '../queries/shown.ts'
import * as queries from '../queries/written.ts'
import { likelyPercent, refuseOrder } from '../rules.ts'
import { orderShown } from '../shown.ts'
import { instantOf, leadAtDealer, rowOf, seriesOf } from './lead.ts'

export async function listOrders(
  ctx: Ctx,
  query: Call<typeof askList>['query'],
): Promise<Reply<typeof askList>> {
  return pageOf(
    await orderPage(ctx, query),
    query.limit,
    (row) => [row.orderedAt.toISOString(), row.id],
    orderShown,
  )
}

export const readOrder = async (ctx: Ctx, id: string): Promise<Order> =>
  orderShown(found(await orderById(ctx, id), commonProblems.notFound))

/** Refusals: notFound, noDealer, unknownVariant, depositTooHigh, orderRunning, numberTaken, inFuture, a customer without what an order must have, and the lead's own. */
export async function placeOrder(
  ctx: Ctx,
  leadId: string,
  body: Call<typeof askOrder>['body'],
): Promise<Order> {
  const lead = await leadAtDealer(ctx, leadId)
  await requireForStep(ctx, lead.customerId, 'order')
  await seriesOf(ctx, body.variantId, lead.brandId)
  if (body.depositFen > body.priceFen) throw new Refused(salesProblems.depositTooHigh)
  if (await queries.runningOrderOf(ctx, leadId)) throw new Refused(salesProblems.orderRunning)
  const { number } = body
  if (number && (await asSystem(ctx, (wide) => queries.orderNumbered(wide, number))))
    throw new Refused(salesProblems.numberTaken, { number })
  const orderedAt = instantOf(ctx, body.orderedAt)
  const row = { ...rowOf(lead), ...body, orderedAt }
  await queries.insertOrder(ctx, row)
  await advance(ctx, [{ leadId, to: 'order', at: orderedAt, variantId: body.variantId }])
  await queries.openOpportunities(ctx, [leadId], likelyPercent.order)
  const expected = {
    amountFen: body.priceFen,
    variantId: body.variantId,
    expectedOn: body.promisedOn,
    probabilityPercent: likelyPercent.order,
  }
  await queries.updateOpportunity(ctx, leadId, expected)
  const made = await readOrder(ctx, row.id)
  const about = {
    subjectId: row.id,
    customerId: row.customerId,
    brandId: row.brandId,
    dealerId: row.dealerId,
  }
  await ctx.emit({
    type: 'sales.ordered',
    ...about,
    at: orderedAt,
    data: { leadId, number: made.number, priceFen: body.priceFen },
  })
  return made
}

/** The lead goes on from before the order. Refusals: notFound, orderClosed, conflict. */
export async function cancelOrder(
  ctx: Ctx,
  id: string,
  { version, reason }: Call<typeof askCancel>['body'],
): Promise<Order> {
  const order = found(await queries.orderForUpdate(ctx, id), commonProblems.notFound)
  const refusal = refuseOrder('cancellation', order.state)
  if (refusal) throw new Refused(refusal)
  if (order.version !== version) throw new Refused(commonProblems.conflict)
  await queries.updateOrder(ctx, id, { state: 'cancelled', cancelledAt: ctx.now, cancelReason: reason })
  const lead = await heldLead(ctx, order.leadId)
  if (lead?.stage === 'order') await takeBack(ctx, order.leadId, ctx.now)
  await queries.updateOpportunity(ctx, order.leadId, { probabilityPercent: likelyPercent['test-drive'] })
  const { customerId, brandId, dealerId } = order
  await ctx.emit({
    type: 'sales.order-cancelled',
    subjectId: id,
    customerId,
    brandId,
    dealerId,
    data: { leadId: order.leadId, number: order.number, reason },
  })
  return readOrder(ctx, id)
}
