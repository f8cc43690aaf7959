import { stages } from '../../../../contract/lead-words.ts'
import { bookProblems, salesProblems } from '../../../../contract/sales.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { newId } from '../../../kernel/ids.ts'
import { advance, cancelOrders } from '../../leads/index.ts'
import * as queries from '../queries/books.ts'
import { likelyPercent, notBefore } from '../rules.ts'
import { type BookOutcome, emptyOutcome, lastOf, problemAt } from './booked.ts'
import { type BookSource, type PlacedOrder, placeOrders } from './placing.ts'

/** One line of an order book, its codes resolved; `series` and `variant` as the book says them. */
export type OrderArrival = {
  number: string
  leadNumber: string | null
  dealerId: string
  dealerCode: string
  brandId: string
  person: { name: string | null; phones: string[] }
  series: string | null
  variant: string | null
  variantId: string | null
  priceFen: number
  depositFen: number | null
  orderedAt: Date
  promisedOn: string | null
  isCancelled: boolean
  /** A book may say that it was, and not when. */
  cancelledAt: Date | null
  cancelReason: string | null
  consultantId: string | null
  raw: unknown
}
export type FreshOrder = { index: number; arrival: OrderArrival }
type Made = PlacedOrder & { row: queries.StoredOrder }

/**
 * An order book: a number known at this dealer is brought up to date, a new one finds its lead or gets one, and takes
 * it along as far as the order. A lead that is there already or further stays as it is, so nothing counts twice.
 */
export async function saveOrders(
  ctx: Ctx,
  arrivals: OrderArrival[],
  about: BookSource,
): Promise<BookOutcome> {
  const outcome = emptyOutcome()
  const owners = new Map<string, string>()
  const orders = lastOf(arrivals, ({ dealerId, number }) => `${dealerId} ${number}`).filter(
    (order) => isSound(order, outcome) && isOnly(order, owners, outcome),
  )
  const numbers = orders.map(({ arrival }) => arrival.number)
  const stored = await asSystem(ctx, (wide) => queries.ordersNumbered(wide, numbers))
  const known = new Map(stored.map((row) => [row.number, row]))
  const fresh = orders.filter(({ arrival }) => !known.has(arrival.number))
  const repeated = orders.flatMap((order) => {
    const before = known.get(order.arrival.number)
    return before ? [{ ...order, before }] : []
  })
  const ended = await bringUpToDate(ctx, repeated, outcome)
  const made = await insert(ctx, await placeOrders(ctx, fresh, about, outcome), outcome)
  await moveLeads(ctx, made)
  ended.push(...made.map(({ row }) => row).filter((row) => row.state === 'cancelled'))
  await takeBack(ctx, ended)
  await tell(ctx, made, ended)
  return outcome
}

function isSound({ index, arrival }: FreshOrder, { problems }: BookOutcome): boolean {
  const { depositFen, priceFen, cancelledAt, orderedAt } = arrival
  if (depositFen && depositFen > priceFen)
    problems.push(problemAt(index, 'depositFen', salesProblems.depositTooHigh))
  else if (cancelledAt && cancelledAt < orderedAt)
    problems.push(problemAt(index, 'cancelledAt', bookProblems.beforeOrder))
  else return true
  return false
}

/** A number is one order's in the whole network; of two dealers that use it in one book the first keeps it. */
function isOnly({ index, arrival }: FreshOrder, owners: Map<string, string>, { problems }: BookOutcome) {
  const { number, dealerId } = arrival
  const owner = owners.get(number) ?? dealerId
  owners.set(number, owner)
  if (owner !== dealerId)
    problems.push(problemAt(index, 'orderNumber', bookProblems.numberElsewhere, { number }))
  return owner === dealerId
}

/** @returns the orders that were cancelled by this */
async function bringUpToDate(
  ctx: Ctx,
  repeated: (FreshOrder & { before: queries.StoredOrder })[],
  { problems, written }: BookOutcome,
): Promise<queries.StoredOrder[]> {
  const updated: queries.StoredOrder[] = []
  const ended: queries.StoredOrder[] = []
  for (const { index, arrival, before } of repeated) {
    if (before.dealerId !== arrival.dealerId)
      problems.push(problemAt(index, 'orderNumber', bookProblems.numberElsewhere, { number: arrival.number }))
    else if (arrival.isCancelled && before.state === 'delivered')
      problems.push(problemAt(index, 'cancelledAt', salesProblems.orderClosed))
    else {
      const after = { ...before, ...saidBy(ctx, arrival, before) }
      const changed = (Object.keys(after) as (keyof typeof after)[]).filter(
        (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
      )
      if (changed.length === 0) continue
      updated.push(after)
      if (changed.includes('state')) ended.push(after)
      const { id, customerId } = before
      const was = Object.fromEntries(changed.map((name) => [name, sayable(before[name])]))
      written.push({ index, id, outcome: 'updated', customerId, before: was })
    }
  }
  if (updated.length > 0) await queries.updateOrders(ctx, updated)
  return ended
}

/** What is empty in the book keeps what we have; a cancelled order stays cancelled. */
function saidBy(ctx: Ctx, arrival: OrderArrival, before: queries.StoredOrder): Partial<queries.StoredOrder> {
  return {
    priceFen: arrival.priceFen,
    orderedAt: arrival.orderedAt,
    depositFen: arrival.depositFen ?? before.depositFen,
    promisedOn: arrival.promisedOn ?? before.promisedOn,
    variantId: arrival.variantId ?? before.variantId,
    consultantId: arrival.consultantId ?? before.consultantId,
    ...(arrival.isCancelled && {
      state: 'cancelled',
      cancelledAt: arrival.cancelledAt ?? before.cancelledAt ?? ctx.now,
      cancelReason: arrival.cancelReason ?? before.cancelReason,
    }),
  }
}

const sayable = (value: unknown) => (value instanceof Date ? value.toISOString() : value)

async function insert(ctx: Ctx, placed: PlacedOrder[], { written }: BookOutcome): Promise<Made[]> {
  const made = placed.map((order): Made => {
    const { arrival, lead } = order
    const row = {
      id: newId(ctx.now),
      number: arrival.number,
      leadId: lead.id,
      customerId: lead.customerId,
      brandId: lead.brandId,
      dealerId: arrival.dealerId,
      consultantId: arrival.consultantId ?? lead.consultantId,
      variantId: arrival.variantId,
      priceFen: arrival.priceFen,
      depositFen: arrival.depositFen ?? 0,
      orderedAt: arrival.orderedAt,
      promisedOn: arrival.promisedOn,
      cancelledAt: arrival.isCancelled ? (arrival.cancelledAt ?? ctx.now) : null,
      cancelReason: arrival.isCancelled ? arrival.cancelReason : null,
      // The lead table may have told of the delivery before the delivery book does.
      state: arrival.isCancelled ? 'cancelled' : lead.stage === 'delivery' ? 'delivered' : 'ordered',
    }
    return { ...order, row }
  })
  if (made.length > 0)
    await queries.insertOrders(
      ctx,
      made.map(({ row }) => row),
    )
  for (const { index, row } of made)
    written.push({ index, id: row.id, outcome: 'created', customerId: row.customerId })
  return made
}

async function moveLeads(ctx: Ctx, made: Made[]): Promise<void> {
  const running = made.filter(({ row, lead }) => row.state === 'ordered' && lead.closedAt === null)
  const behind = running.filter(({ lead }) => stages.indexOf(lead.stage) < stages.indexOf('order'))
  if (behind.length > 0)
    await advance(
      ctx,
      behind.map(({ row: { leadId, orderedAt, variantId }, lead }) => ({
        leadId,
        to: 'order',
        at: notBefore(orderedAt, lead),
        variantId,
      })),
    )
  if (running.length > 0)
    await queries.updateOpportunities(
      ctx,
      running.map(({ row }) => ({
        leadId: row.leadId,
        state: 'open',
        amountFen: row.priceFen,
        probabilityPercent: likelyPercent.order,
        variantId: row.variantId,
        expectedOn: row.promisedOn,
      })),
    )
}

/** A lead that stands at an order nobody keeps goes on from before it. */
async function takeBack(ctx: Ctx, ended: queries.StoredOrder[]): Promise<void> {
  if (ended.length === 0) return
  const leadIds = ended.map((row) => row.leadId)
  const selling = new Set((await queries.ordersSelling(ctx, leadIds)).map((row) => row.leadId))
  const left = ended.filter((row) => !selling.has(row.leadId))
  await cancelOrders(
    ctx,
    left.map((row) => ({ leadId: row.leadId, at: row.cancelledAt! })),
  )
  await queries.lowerOpportunities(
    ctx,
    left.map((row) => row.leadId),
    likelyPercent['test-drive'],
  )
}

const tell = (ctx: Ctx, made: Made[], ended: queries.StoredOrder[]): Promise<void> =>
  ctx.emit(
    ...made.map(({ row }) => ({
      ...eventOf('sales.ordered', row, row.orderedAt),
      data: { leadId: row.leadId, number: row.number, priceFen: row.priceFen },
    })),
    ...ended.map((row) => ({
      ...eventOf('sales.order-cancelled', row, row.cancelledAt!),
      data: { leadId: row.leadId, number: row.number, reason: row.cancelReason },
    })),
  )

const eventOf = (type: string, { id, customerId, brandId, dealerId }: queries.StoredOrder, at: Date) => ({
  type,
  subjectId: id,
  customerId,
  brandId,
  dealerId,
  at,
})
