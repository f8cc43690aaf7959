import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import {
  type deliverOrder as askDeliver,
  type listDeliveries as askList,
  type checkVin as askVin,
  type Delivery,
  salesProblems,
} from '../../../../contract/sales.ts'
import { dayIn } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { readPhone } from '../../../kernel/phone.ts'
import { readVin } from '../../../kernel/vin.ts'
import { identifyPeople, requireForStep } from '../../customers/index.ts'
import { closeWon } from '../../leads/index.ts'
import { saveVehicles } from '../../vehicles/index.ts'
import { deliveryById, deliveryPage } from '../queries/shown.ts'
import * as queries from '../queries/written.ts'
import { likelyPercent, refuseOrder } from '../rules.ts'
import { deliveryShown } from '../shown.ts'
import { instantOf, seriesOf } from './lead.ts'

export async function listDeliveries(
  ctx: Ctx,
  query: Call<typeof askList>['query'],
): Promise<Reply<typeof askList>> {
  return pageOf(
    await deliveryPage(ctx, query),
    query.limit,
    (row) => [row.deliveredAt.toISOString(), row.id],
    deliveryShown,
  )
}

export const readDelivery = async (ctx: Ctx, id: string): Promise<Delivery> =>
  deliveryShown(found(await deliveryById(ctx, id), commonProblems.notFound))

/** A legal VIN is never refused for its check digit: it is flagged. */
export async function checkVin(ctx: Ctx, text: string): Promise<Reply<typeof askVin>> {
  const reading = readVin(text, ctx.now.getUTCFullYear() + 1)
  if (!reading.ok)
    return {
      vin: null,
      verdict: 'illegal',
      reason: reading.reason,
      suggestion: reading.suggestion ?? null,
      modelYears: [],
      delivered: false,
    }
  const delivered = Boolean(await asSystem(ctx, (wide) => queries.deliveredVin(wide, reading.vin)))
  const isValid = reading.checkDigit === 'valid'
  return {
    vin: reading.vin,
    verdict: isValid ? 'valid' : 'flagged',
    reason: reading.checkDigit === 'valid' ? null : reading.checkDigit,
    suggestion: reading.suggestion ?? null,
    modelYears: reading.modelYearCandidates,
    delivered,
  }
}

type Handover = Call<typeof askDeliver>['body']
type OrderRow = NonNullable<Awaited<ReturnType<typeof queries.orderForUpdate>>>

/**
 * The dealer returns customer, VIN, price and date: the person becomes an owner with a vehicle, the lead closes won
 * with its revenue. Refusals: notFound, orderClosed, conflict, vinIllegal, vinDelivered, phoneIllegal, inFuture.
 */
export async function deliverOrder(ctx: Ctx, id: string, body: Handover): Promise<Delivery> {
  const order = found(await queries.orderForUpdate(ctx, id), commonProblems.notFound)
  const refusal = refuseOrder('delivery', order.state)
  if (refusal) throw new Refused(refusal)
  if (order.version !== body.version) throw new Refused(commonProblems.conflict)
  await requireForStep(ctx, order.customerId, 'delivery')
  const checked = await checkVin(ctx, body.vin)
  if (!checked.vin)
    throw new Refused(salesProblems.vinIllegal, { vin: body.vin }, [illegalVin(checked.suggestion)])
  if (checked.delivered) throw new Refused(salesProblems.vinDelivered, { vin: checked.vin })
  const deliveredAt = instantOf(ctx, body.deliveredAt)
  const ownerId = body.owner ? await ownerOf(ctx, order, body.owner, deliveredAt) : order.customerId
  const vehicleId = await keepVehicle(ctx, order, { ...body, vin: checked.vin, deliveredAt, ownerId })
  const { leadId, customerId, brandId, dealerId, consultantId } = order
  const about = { leadId, customerId, brandId, dealerId, consultantId }
  const delivery = {
    id: newId(),
    orderId: id,
    vehicleId,
    priceFen: body.priceFen,
    deliveredAt,
    plate: body.plate,
    checklist: body.checklist,
  }
  const vinFlag = checked.verdict === 'flagged' ? checked.reason : null
  await queries.insertDelivery(ctx, { ...about, ...delivery, vinFlag })
  await queries.updateOrder(ctx, id, { state: 'delivered' })
  await queries.updateOpportunity(ctx, leadId, {
    state: 'won',
    probabilityPercent: likelyPercent.delivery,
    amountFen: body.priceFen,
  })
  await closeWon(ctx, {
    leadId,
    at: deliveredAt,
    revenueFen: body.priceFen,
    vehicleId,
    variantId: order.variantId,
  })
  // Who owns a car is in another stage of life: customers hears of it here.
  await ctx.emit({
    type: 'sales.delivered',
    subjectId: delivery.id,
    customerId,
    brandId,
    dealerId,
    at: deliveredAt,
    data: { leadId, vehicleId, priceFen: body.priceFen, vinFlag, ownerId },
  })
  return readDelivery(ctx, delivery.id)
}

const illegalVin = (suggestion: string | null) => ({
  field: 'vin',
  zh: suggestion ? `是不是 ${suggestion}？` : '车架号是 17 位字母和数字，不含 I、O、Q',
  en: suggestion ? `Did you mean ${suggestion}?` : 'A VIN has 17 letters and digits, without I, O and Q',
})

type Kept = Pick<Handover, 'priceFen' | 'plate'> & { vin: string; ownerId: string; deliveredAt: Date }
async function keepVehicle(
  ctx: Ctx,
  order: OrderRow,
  { vin, ownerId, priceFen, plate, deliveredAt }: Kept,
): Promise<string> {
  const soldOn = dayIn(deliveredAt, await queries.zoneOf(ctx, order.dealerId))
  const seriesId = order.variantId ? await seriesOf(ctx, order.variantId, order.brandId) : null
  const keepers = [
    { customerId: ownerId, role: 'owner' as const, fromOn: soldOn },
    { customerId: order.customerId, role: 'buyer' as const, fromOn: soldOn },
  ]
  const { brandId, variantId, dealerId } = order
  const saved = await saveVehicles(ctx, [
    { vin, brandId, seriesId, variantId, dealerId, plate, soldOn, priceFen, keepers },
  ])
  return saved.get(vin)!
}

/** Somebody else will own it: found or made as a person of this dealer. */
async function ownerOf(
  ctx: Ctx,
  order: OrderRow,
  owner: { name: string; phone: string },
  happenedAt: Date,
): Promise<string> {
  const phone = readPhone(owner.phone)
  if (!phone.ok)
    throw new Refused(salesProblems.phoneIllegal, {}, [
      { field: 'owner.phone', ...salesProblems.phoneIllegal },
    ])
  const [person] = await identifyPeople(ctx, [
    {
      recordId: newId(),
      source: 'delivery',
      externalId: order.id,
      kind: 'delivery',
      happenedAt,
      raw: owner,
      brandId: order.brandId,
      dealerId: order.dealerId,
      reachNodes: [order.brandId, order.dealerId],
      person: { kind: 'person', name: owner.name, phones: [phone.e164] },
      // The car is registered in this name by a document.
      verified: ['name'],
    },
  ])
  return person!.customerId
}
