import type { Holder, Waiting } from '../../../../contract/lead-words.ts'
import type { Policy } from '../../../../contract/policy.ts'
import type { Turn, TurnEnding } from '../lead.ts'
import { type Change, type CustodyReason, tell } from './change.ts'
import { dueOf, type Mark } from './clock.ts'
import { breach, reschedule, stopWatching } from './watch.ts'

/** A line of the custody log never starts before the one it follows. */
function notBefore(change: Change, at: Date): Date {
  const last = change.custody.at(-1)?.at ?? change.tail?.at
  return last && last > at ? last : at
}

function hold(
  change: Change,
  at: Date,
  holder: Holder,
  dealerId: string | null,
  consultantId: string | null,
  reason: CustodyReason,
): void {
  Object.assign(change.lead, { holder, dealerId, consultantId })
  change.custody.push({ at: notBefore(change, at), holder, dealerId, consultantId, reason })
}

export type Sending = {
  turnId: string
  at: Date
  dealerId: string
  consultantId?: string | null
  origin: Turn['origin']
  reason: CustodyReason
  marks: Mark[]
  protectedUntil?: Date | null
}

/** Hands the lead to a dealer and starts the clock. */
export function sendToDealer(change: Change, sending: Sending): void {
  const { lead } = change
  endTurn(change, sending.at, 'recall')
  const dueAt = dueOf(sending.marks)!
  const turn: Turn = {
    id: sending.turnId,
    leadId: lead.id,
    brandId: lead.brandId,
    dealerId: sending.dealerId,
    origin: sending.origin,
    at: sending.at,
    dueAt,
    contactedAt: null,
    inTime: null,
    breachedAt: null,
    endedAt: null,
    ending: null,
  }
  change.turn = turn
  change.turns.add(turn)
  hold(
    change,
    sending.at,
    sending.consultantId ? 'consultant' : 'dealer',
    sending.dealerId,
    sending.consultantId ?? null,
    sending.reason,
  )
  Object.assign(lead, {
    waiting: null,
    dispatchedAt: sending.at,
    dueAt,
    pausedAt: null,
    firstFeedbackAt: null,
    breachedAt: null,
    marks: sending.marks,
    protectedUntil: sending.protectedUntil ?? null,
    nextStep: 'first-contact',
    nextStepAt: dueAt,
  })
  reschedule(change)
  tell(change, 'leads.dispatched', sending.at, { origin: sending.origin, dueAt: dueAt.toISOString() })
}

/** Nobody at a dealer holds it any more, and it says why it waits. */
export function backToPool(
  change: Change,
  at: Date,
  why: {
    waiting: Waiting
    ending: TurnEnding
    reason: CustodyReason
    holder?: 'pool' | 'contact-centre'
    nextStep?: string
    nextStepAt: Date
  },
): void {
  const { lead } = change
  const from = lead.dealerId
  endTurn(change, at, why.ending)
  hold(change, at, why.holder ?? 'pool', null, null, why.reason)
  Object.assign(lead, {
    waiting: why.waiting,
    dispatchedAt: null,
    dueAt: null,
    pausedAt: null,
    firstFeedbackAt: null,
    marks: [],
    protectedUntil: null,
    nextStep: why.nextStep ?? 'dispatch',
    nextStepAt: why.nextStepAt,
  })
  stopWatching(change)
  if (from) tell(change, 'leads.recalled', at, { reason: why.reason }, from)
}

/** Within the dealer, from one pair of hands to another; the clock runs on. */
export function assignTo(change: Change, consultantId: string | null, at: Date): void {
  hold(change, at, consultantId ? 'consultant' : 'dealer', change.lead.dealerId, consultantId, 'assigned')
  tell(change, 'leads.assigned', at, { consultantId })
}

/** The last line of the log: from here on nobody holds it. The lead's own row remembers who did. */
export function sealCustody(change: Change, at: Date, reason: CustodyReason): void {
  endTurn(change, at, 'closed')
  const { dealerId, consultantId } = change.lead
  change.custody.push({ at: notBefore(change, at), holder: 'closed', dealerId, consultantId, reason })
}

/** A closed lead opens again in the hands that had it. */
export function reopenCustody(change: Change, at: Date): void {
  const { holder, dealerId, consultantId } = change.lead
  change.custody.push({ at: notBefore(change, at), holder, dealerId, consultantId, reason: 'undo' })
}

export function endTurn(change: Change, at: Date, ending: TurnEnding): void {
  const { turn } = change
  if (!turn) return
  breach(change, at)
  turn.endedAt = at
  turn.ending = ending
  change.turns.add(turn)
  change.turn = null
}

/** How long a claimed or dispatched lead is safe from recycling. */
export const protection = (at: Date, policy: Policy['pool']): Date =>
  new Date(at.getTime() + policy.protectDays * 86_400_000)
