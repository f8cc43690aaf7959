import { bookProblems } from '../../../../contract/sales.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { newId } from '../../../kernel/ids.ts'
import { isOrganisation } from '../../../kernel/names.ts'
import { identifyPeople } from '../../customers/index.ts'
import {
  captureLeads,
  type DatedLead,
  type LeadArrival,
  leadsById,
  leadsNumbered,
  leadsOf,
} from '../../leads/index.ts'
import { ordersSelling } from '../queries/books.ts'
import { placeOrderOf } from '../rules.ts'
import { type BookOutcome, problemAt } from './booked.ts'
import type { FreshOrder, OrderArrival } from './orders.ts'

export type BookSource = { source: string; importId: string | null }
export type PlacedOrder = FreshOrder & { lead: DatedLead }

/**
 * The lead of every new order: named, or the buyer's, or a walk-in made for it. In order of time, so that of two
 * orders of one buyer the earlier has the first choice, whatever the order of the file.
 */
export async function placeOrders(
  ctx: Ctx,
  orders: FreshOrder[],
  about: BookSource,
  outcome: BookOutcome,
): Promise<PlacedOrder[]> {
  if (orders.length === 0) return []
  const inTime = [...orders].sort((a, b) => a.arrival.orderedAt.getTime() - b.arrival.orderedAt.getTime())
  const named = Map.groupBy(await leadsNumbered(ctx, numbersOf(orders)), (lead) => lead.named)
  const sold = await soldBy(ctx, [...named.values()].flat())
  const placed: PlacedOrder[] = []
  const rest: FreshOrder[] = []
  for (const order of inTime) {
    const { leadNumber } = order.arrival
    const place = placeOrderOf(order.arrival, named.get(leadNumber ?? '') ?? [], [], sold)
    if ('lead' in place && place.lead) {
      if (!order.arrival.isCancelled) sold.add(place.lead.id)
      placed.push({ ...order, lead: place.lead })
      continue
    }
    if (leadNumber)
      outcome.notes.push(
        problemAt(order.index, 'leadNumber', bookProblems.leadNotUsed, { number: leadNumber }),
      )
    rest.push(order)
  }
  return [...placed, ...(await placeByBuyer(ctx, rest, sold, about, outcome))]
}

const numbersOf = (orders: FreshOrder[]) => [
  ...new Set(orders.flatMap(({ arrival }) => arrival.leadNumber ?? [])),
]

async function soldBy(ctx: Ctx, leads: DatedLead[]): Promise<Set<string>> {
  if (leads.length === 0) return new Set()
  const selling = await ordersSelling(
    ctx,
    leads.map((lead) => lead.id),
  )
  return new Set(selling.map((order) => order.leadId))
}

async function placeByBuyer(
  ctx: Ctx,
  orders: FreshOrder[],
  sold: Set<string>,
  about: BookSource,
  outcome: BookOutcome,
): Promise<PlacedOrder[]> {
  const somebody = orders.filter(({ index, arrival: { person } }) => {
    if (person.name && person.phones.length > 0) return true
    outcome.problems.push(problemAt(index, 'phone', bookProblems.nobody))
    return false
  })
  const people = await identifyPeople(
    ctx,
    somebody.map((order) => buyerOf(ctx, order, about)),
  )
  const bought = somebody.map((order, at) => ({ ...order, customerId: people[at]!.customerId }))
  // Whether somebody else holds the buyer's open lead must not depend on who may see it; nothing of it is told.
  const known = await asSystem(ctx, (wide) =>
    leadsOf(
      wide,
      bought.map(({ customerId, arrival: { brandId } }) => ({ customerId, brandId })),
    ),
  )
  const leads = Map.groupBy(known, (lead) => `${lead.customerId} ${lead.brandId}`)
  for (const id of await soldBy(ctx, known)) sold.add(id)
  const placed: PlacedOrder[] = []
  const walkIns = new Map<string, Bought>()
  const cancelled: Bought[] = []
  for (const order of bought) {
    const key = `${order.customerId} ${order.arrival.brandId}`
    const place = placeOrderOf(order.arrival, [], leads.get(key) ?? [], sold)
    if ('refusal' in place) outcome.problems.push(problemAt(order.index, 'leadNumber', place.refusal))
    else if (place.lead) {
      if (!order.arrival.isCancelled) sold.add(place.lead.id)
      placed.push({ ...order, lead: place.lead })
    } else if (order.arrival.isCancelled) cancelled.push(order)
    else if (walkIns.has(key))
      outcome.problems.push(problemAt(order.index, 'leadNumber', bookProblems.leadUnfinished))
    else walkIns.set(key, order)
  }
  return [...placed, ...(await makeLeads(ctx, [...walkIns.values(), ...cancelled], about, outcome))]
}

type Bought = FreshOrder & { customerId: string }

const buyerOf = (ctx: Ctx, { arrival }: FreshOrder, { source, importId }: BookSource) => ({
  recordId: newId(ctx.now),
  source,
  externalId: arrival.number,
  kind: 'order',
  happenedAt: arrival.orderedAt,
  raw: arrival.raw,
  brandId: arrival.brandId,
  dealerId: arrival.dealerId,
  importId,
  reachNodes: [arrival.brandId, arrival.dealerId],
  person: { kind: kindOf(arrival), name: arrival.person.name!, phones: arrival.person.phones },
})
const kindOf = ({ person }: OrderArrival) =>
  isOrganisation(person.name ?? '') ? ('organisation' as const) : ('person' as const)

/** Fields of a lead under the names a book has for them. */
const fieldOf: Record<string, string> = {
  capturedAt: 'orderedAt',
  orderedAt: 'orderedAt',
  lostAt: 'cancelledAt',
  brand: 'brand',
}

/**
 * Who bought without an enquiry came through the door. What was cancelled since is a lead that was lost. The buyers are
 * known by now: identified again they only answer to numbers this transaction has locked already.
 */
async function makeLeads(
  ctx: Ctx,
  orders: Bought[],
  { importId }: BookSource,
  outcome: BookOutcome,
): Promise<PlacedOrder[]> {
  if (orders.length === 0) return []
  const captured = await captureLeads(
    ctx,
    orders.map((order) => ({ ...walkIn(order), importId })),
  )
  const made = captured.flatMap((answer, at) => {
    const { index, arrival } = orders[at]!
    if (answer.leadId && answer.dealerId === arrival.dealerId) return [answer.leadId]
    for (const { field, zh, en } of answer.errors)
      outcome.problems.push({ index, field: fieldOf[field] ?? 'phone', zh, en })
    if (answer.errors.length === 0)
      outcome.problems.push(problemAt(index, 'leadNumber', bookProblems.leadElsewhere))
    return []
  })
  const leads = new Map((await leadsById(ctx, made)).map((lead) => [lead.id, lead]))
  return orders.flatMap((order, at) => {
    const lead = leads.get(captured[at]!.leadId ?? '')
    return lead ? [{ ...order, lead }] : []
  })
}

function walkIn({ arrival, customerId }: Bought): LeadArrival {
  const { dealerId, consultantId, orderedAt, person } = arrival
  return {
    source: 'walk-in',
    // As the lead tables of head offices call it: a sale through no medium is not one of unknown medium.
    medium: 'showroom',
    brand: arrival.brandId,
    series: arrival.series,
    variant: arrival.variant,
    person: { kind: kindOf(arrival), name: person.name, phones: person.phones },
    capturedAt: orderedAt,
    raw: { order: arrival.number },
    knownCustomerId: customerId,
    ...(arrival.isCancelled
      ? {
          history: {
            dealer: arrival.dealerCode,
            orderedAt,
            lostAt: arrival.cancelledAt ?? orderedAt,
            lostReason: arrival.cancelReason,
            consultantId,
          },
        }
      : { own: { dealerId, consultantId, stage: 'order' as const, at: orderedAt } }),
  }
}
