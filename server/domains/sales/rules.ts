import type { Words } from '../../../contract/endpoint.ts'
import type { Refusal } from '../../../contract/problem.ts'
import { bookProblems, type OrderState, salesProblems, type TestDriveState } from '../../../contract/sales.ts'
import { day, minute } from '../../kernel/clock.ts'
import type { DatedLead } from '../leads/index.ts'

/** What may be done to a test drive in which state. */
export const testDriveActs = {
  departure: ['planned'],
  return: ['planned'],
  cancellation: ['planned'],
} as const satisfies Record<string, readonly TestDriveState[]>
export const orderActs = {
  cancellation: ['ordered'],
  delivery: ['ordered'],
} as const satisfies Record<string, readonly OrderState[]>

type Drive = { state: string; startedAt: Date | null }
export function refuseDrive(act: keyof typeof testDriveActs, drive: Drive): Refusal | null {
  if (!(testDriveActs[act] as readonly string[]).includes(drive.state)) return salesProblems.notPlanned
  if (act === 'departure' && drive.startedAt) return salesProblems.notPlanned
  if (act === 'return' && !drive.startedAt) return salesProblems.notStarted
  return null
}
export const refuseOrder = (act: keyof typeof orderActs, state: string): Refusal | null =>
  (orderActs[act] as readonly string[]).includes(state) ? null : salesProblems.orderClosed

/** Clocks of tablets run ahead a little. */
export const liesAhead = (at: Date, now: Date): boolean => at.getTime() > now.getTime() + 5 * minute

/** How likely a sale is when it has come this far; the consultant may say otherwise. */
export const likelyPercent = { visit: 30, 'test-drive': 50, order: 90, delivery: 100 } as const

/** An order out of a book, with the lead it names and those of its buyer for this brand. */
export type BookedOrder = { dealerId: string; brandId: string; orderedAt: Date; isCancelled: boolean }
export type Place = { lead: DatedLead } | { lead: null } | { refusal: Words }

/** Books know days where leads know minutes. */
const slack = day

const isOver = (lead: DatedLead) => lead.stage === 'lost' || lead.stage === 'invalid'

/**
 * Which lead a booked order is of: the one it names, else the buyer's newest at this dealer whose time fits, else none
 * (a walk-in of the dealer's own is made). `sold`: leads that have an order; a lead sells one car. A customer has one
 * open lead per brand, so an order that is not its own cannot open a second one.
 */
export function placeOrderOf(
  order: BookedOrder,
  named: readonly DatedLead[],
  known: readonly DatedLead[],
  sold: ReadonlySet<string>,
): Place {
  const mayBe = (lead: DatedLead) =>
    lead.dealerId === order.dealerId && (order.isCancelled || !(isOver(lead) || sold.has(lead.id)))
  const lead =
    named.find(mayBe) ??
    known
      .filter((one) => mayBe(one) && wasThen(one, order.orderedAt))
      .reduce<DatedLead | undefined>((a, b) => (a && a.capturedAt >= b.capturedAt ? a : b), undefined)
  if (lead) return { lead }
  const open = known.find((one) => one.closedAt === null)
  if (!open || order.isCancelled) return { lead: null }
  if (open.dealerId && open.dealerId !== order.dealerId) return { refusal: bookProblems.leadElsewhere }
  if (sold.has(open.id)) return { refusal: bookProblems.leadUnfinished }
  return wasThen(open, order.orderedAt) ? { lead: null } : { refusal: bookProblems.leadLater }
}

const wasThen = ({ capturedAt, closedAt }: DatedLead, at: Date): boolean =>
  capturedAt.getTime() <= at.getTime() + slack &&
  (closedAt === null || closedAt.getTime() >= at.getTime() - slack)

/** Nothing in a book lies before its lead. */
export const notBefore = (at: Date, lead: Pick<DatedLead, 'capturedAt'>): Date =>
  at > lead.capturedAt ? at : lead.capturedAt
