import { bookProblems, salesProblems } from '../../../../contract/sales.ts'
import { day, dayIn } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { newId } from '../../../kernel/ids.ts'
import { readVin } from '../../../kernel/vin.ts'
import { networkSnapshot } from '../../dealers/index.ts'
import { advance, leadsById, leadsNumbered } from '../../leads/index.ts'
import { catalogue, saveVehicles } from '../../vehicles/index.ts'
import * as queries from '../queries/books.ts'
import { likelyPercent, notBefore } from '../rules.ts'
import { type BookOutcome, emptyOutcome, lastOf, problemAt } from './booked.ts'

/** One line of a delivery book. */
export type DeliveryArrival = {
  orderNumber: string | null
  leadNumber: string | null
  dealerId: string
  vin: string
  plate: string | null
  /** Left out, it is the order's. */
  priceFen: number | null
  deliveredAt: Date
  /** Left out, the book does not say. */
  colour?: string | null
  options?: string[] | null
}
type Handover = { index: number; arrival: DeliveryArrival; order: queries.StoredOrder }
type Fresh = Handover & { row: queries.NewDelivery }

/**
 * A delivery book: each line finds its order, makes the buyer the keeper of the car and closes the lead won, unless
 * the lead table told of that before. An order is delivered once and a VIN, too.
 */
export async function saveDeliveries(ctx: Ctx, arrivals: DeliveryArrival[]): Promise<BookOutcome> {
  const outcome = emptyOutcome()
  const handovers = lastOf(await withOrders(ctx, arrivals, outcome), ({ order }) => order.id).map(
    ({ arrival }) => arrival,
  )
  const known = await asSystem(ctx, (wide) =>
    queries.deliveriesOf(
      wide,
      handovers.map(({ order }) => order.id),
      handovers.map(({ arrival }) => arrival.vin),
    ),
  )
  const ofOrder = new Map(known.map((row) => [row.orderId, row]))
  const orderOfVin = new Map(known.map((row) => [row.vin, row.orderId]))
  const fresh: Handover[] = []
  const repeated: (Handover & { before: queries.StoredDelivery })[] = []
  for (const handover of handovers) {
    const { index, arrival, order } = handover
    const before = ofOrder.get(order.id)
    const { vin } = arrival
    if (before && before.vin !== vin)
      outcome.problems.push(problemAt(index, 'vin', bookProblems.otherCar, { vin: before.vin }))
    else if ((orderOfVin.get(vin) ?? order.id) !== order.id)
      outcome.problems.push(problemAt(index, 'vin', salesProblems.vinDelivered, { vin }))
    else if (before) repeated.push({ ...handover, before })
    else {
      fresh.push(handover)
      orderOfVin.set(vin, order.id)
    }
  }
  await correct(ctx, repeated, outcome)
  await handOver(ctx, fresh, outcome)
  return outcome
}

/** The order by its number, else the one that the named lead was sold by. */
async function withOrders(
  ctx: Ctx,
  arrivals: DeliveryArrival[],
  { problems }: BookOutcome,
): Promise<Handover[]> {
  const numbers = arrivals.flatMap(({ orderNumber }) => orderNumber ?? [])
  const byNumber = new Map((await queries.ordersNumbered(ctx, numbers)).map((row) => [row.number, row]))
  const unnumbered = arrivals.flatMap(({ orderNumber, leadNumber }) =>
    orderNumber ? [] : (leadNumber ?? []),
  )
  const leads = await leadsNumbered(ctx, [...new Set(unnumbered)])
  const selling = await queries.ordersSelling(
    ctx,
    leads.map((lead) => lead.id),
  )
  const byLead = new Map(selling.map((row) => [row.leadId, row]))
  const orderOf = ({ orderNumber, leadNumber, dealerId }: DeliveryArrival) => {
    const found = orderNumber
      ? [byNumber.get(orderNumber)]
      : leads.filter((lead) => lead.named === leadNumber).map((lead) => byLead.get(lead.id))
    return found.find((row) => row?.dealerId === dealerId)
  }
  return arrivals.flatMap((arrival, index) => {
    const order = orderOf(arrival)
    const field = arrival.orderNumber ? 'orderNumber' : 'leadNumber'
    if (!order) problems.push(problemAt(index, field, bookProblems.orderMissing))
    else if (order.state === 'cancelled') problems.push(problemAt(index, field, bookProblems.orderCancelled))
    // Books know days where orders know minutes.
    else if (arrival.deliveredAt.getTime() < order.orderedAt.getTime() - day)
      problems.push(problemAt(index, 'deliveredAt', bookProblems.beforeOrder))
    else return [{ index, arrival, order }]
    return []
  })
}

async function correct(
  ctx: Ctx,
  repeated: (Handover & { before: queries.StoredDelivery })[],
  { written }: BookOutcome,
): Promise<void> {
  const changed = repeated.flatMap(({ index, arrival, order, before }) => {
    const after = {
      ...before,
      priceFen: arrival.priceFen ?? before.priceFen,
      plate: arrival.plate ?? before.plate,
      deliveredAt: arrival.deliveredAt,
      colour: arrival.colour ?? before.colour,
      options: arrival.options ?? before.options,
    }
    const was = {
      ...(after.priceFen !== before.priceFen && { priceFen: before.priceFen }),
      ...(after.plate !== before.plate && { plate: before.plate }),
      ...(after.deliveredAt.getTime() !== before.deliveredAt.getTime() && {
        deliveredAt: before.deliveredAt.toISOString(),
      }),
      ...(after.colour !== before.colour && { colour: before.colour }),
      ...(after.options?.join('|') !== before.options?.join('|') && { options: before.options }),
    }
    if (Object.keys(was).length === 0) return []
    written.push({ index, id: before.id, outcome: 'updated', customerId: order.customerId, before: was })
    return [{ index, arrival, order, after }]
  })
  if (changed.length === 0) return
  await keepCars(ctx, changed)
  await queries.updateDeliveries(
    ctx,
    changed.map(({ after }) => after),
  )
}

async function handOver(ctx: Ctx, fresh: Handover[], { written }: BookOutcome): Promise<void> {
  if (fresh.length === 0) return
  const vehicles = await keepCars(ctx, fresh)
  const made = fresh.map((handover): Fresh => {
    const { arrival, order } = handover
    const { leadId, customerId, brandId, dealerId, consultantId } = order
    const row = {
      id: newId(ctx.now),
      orderId: order.id,
      leadId,
      customerId,
      brandId,
      dealerId,
      consultantId,
      vehicleId: vehicles.get(arrival.vin)!,
      priceFen: arrival.priceFen ?? order.priceFen,
      deliveredAt: arrival.deliveredAt,
      plate: arrival.plate,
      colour: arrival.colour ?? null,
      options: arrival.options ?? null,
      vinFlag: flagOf(arrival.vin, ctx.now),
    }
    return { ...handover, row }
  })
  await queries.insertDeliveries(
    ctx,
    made.map(({ row }) => row),
  )
  for (const { index, row } of made)
    written.push({ index, id: row.id, outcome: 'created', customerId: row.customerId })
  await closeLeads(ctx, made)
  // Who owns a car is in another stage of life: customers hears of it here.
  await ctx.emit(
    ...made.map(({ row: { id, customerId, brandId, dealerId, deliveredAt, ...row } }) => ({
      type: 'sales.delivered',
      subjectId: id,
      customerId,
      brandId,
      dealerId,
      at: deliveredAt,
      data: { leadId: row.leadId, vehicleId: row.vehicleId, priceFen: row.priceFen, vinFlag: row.vinFlag },
    })),
  )
}

/** A legal VIN is never refused for its check digit: it is flagged. */
function flagOf(vin: string, now: Date): string | null {
  const reading = readVin(vin, now.getUTCFullYear() + 1)
  return reading.ok && reading.checkDigit !== 'valid' ? reading.checkDigit : null
}

async function keepCars(ctx: Ctx, handovers: Handover[]): Promise<Map<string, string>> {
  const { byId } = await networkSnapshot(ctx)
  const { series } = await catalogue(ctx)
  const seriesOf = new Map(series.flatMap((line) => line.variants.map((variant) => [variant.id, line.id])))
  return saveVehicles(
    ctx,
    handovers.map(({ arrival: { vin, plate, priceFen, deliveredAt }, order }) => {
      const { customerId, brandId, variantId, dealerId } = order
      const soldOn = dayIn(deliveredAt, byId.get(dealerId)?.zone ?? 'Asia/Shanghai')
      return {
        vin,
        brandId,
        seriesId: variantId ? seriesOf.get(variantId) : null,
        variantId,
        dealerId,
        plate,
        soldOn,
        priceFen: priceFen ?? order.priceFen,
        keepers: [
          { customerId, role: 'owner', fromOn: soldOn },
          { customerId, role: 'buyer', fromOn: soldOn },
        ],
      }
    }),
  )
}

/** Only leads this dealer still holds: what is closed or has gone elsewhere is not moved by a book. */
async function closeLeads(ctx: Ctx, made: Fresh[]): Promise<void> {
  const leads = new Map(
    (
      await leadsById(
        ctx,
        made.map(({ row }) => row.leadId),
      )
    ).map((lead) => [lead.id, lead]),
  )
  const running = made.flatMap(({ row, order }) => {
    const lead = leads.get(row.leadId)
    return lead && lead.closedAt === null && lead.dealerId === row.dealerId ? [{ row, order, lead }] : []
  })
  if (running.length === 0) return
  await queries.updateOpportunities(
    ctx,
    running.map(({ row: { leadId, priceFen }, order: { variantId } }) => ({
      leadId,
      state: 'won',
      amountFen: priceFen,
      probabilityPercent: likelyPercent.delivery,
      variantId,
      expectedOn: null,
    })),
  )
  await advance(
    ctx,
    running.map(({ row: { leadId, deliveredAt, priceFen, vehicleId }, order: { variantId }, lead }) => ({
      leadId,
      to: 'delivery',
      at: notBefore(deliveredAt, lead),
      revenueFen: priceFen,
      vehicleId,
      variantId,
    })),
  )
}
