import type { dispositions } from '../../../contract/contact-centre.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/ids.ts'
import { peopleByPhone } from '../customers/index.ts'
import { leadsNumbered } from '../leads/index.ts'
import { type LoggedCall, saveContacts } from './queries.ts'

/** One line of a telephone system's log, its codes resolved. */
export type CallArrival = {
  /** The system's own number of the call. */
  number: string
  at: Date
  direction: 'inbound' | 'outbound'
  businessType: string
  disposition: (typeof dispositions)[number]
  /** E.164; null when the log has none that can be read. */
  phone: string | null
  leadNumber: string | null
  /** Of the line, when no lead says which brand it was about. */
  brandId: string
  /** The dealer whose telephone it was; null for the contact centre's own. */
  dealerId: string | null
  agentId: string | null
  agentName: string | null
  minutes: number | null
  note: string | null
  raw: unknown
}
export type CallsSaved = {
  index: number
  id: string
  outcome: 'created' | 'updated'
  before: Record<string, unknown> | null
}[]

/**
 * A call log: what somebody of ours did on the line becomes a contact, by its number in the log once. The customer is
 * the lead's, else the only one known by that telephone; a number nobody knows makes no customer.
 */
export async function saveCalls(
  ctx: Ctx,
  arrivals: CallArrival[],
  { source, importId }: { source: string; importId: string | null },
): Promise<CallsSaved> {
  const leads = new Map(
    (await leadsNumbered(ctx, [...new Set(arrivals.flatMap(({ leadNumber }) => leadNumber ?? []))])).map(
      (lead) => [lead.named, lead],
    ),
  )
  const people = await peopleByPhone(ctx, [...new Set(arrivals.flatMap(({ phone }) => phone ?? []))])
  const last = new Map(arrivals.map((arrival, index) => [arrival.number, { arrival, index }]))
  const calls = [...last.values()].map(({ index, arrival }): LoggedCall => {
    const { number, phone: _, leadNumber, brandId, ...call } = arrival
    const lead = leads.get(leadNumber ?? '')
    return {
      ...call,
      index,
      id: newId(call.at),
      externalId: number,
      brandId: lead?.brandId ?? brandId,
      leadId: lead?.id ?? null,
      customerId: lead?.customerId ?? people.get(arrival.phone ?? '') ?? null,
    }
  })
  const saved = await saveContacts(ctx, calls, { source, importId })
  const made = new Set(saved.filter((one) => !one.before).map((one) => one.index))
  // The timeline tells of talks with the contact centre; what a dealer did stands in its feedback.
  const told = calls.filter(
    ({ index, customerId }) => customerId && made.has(index) && !arrivals[index]!.dealerId,
  )
  await ctx.emit(
    ...told.map(({ index, id, at, customerId, brandId, leadId, businessType, disposition, agentName }) => ({
      type: 'contact-centre.contacted',
      subjectId: id,
      customerId,
      brandId,
      at,
      // The end of the number called: enough to know which of their numbers was answered.
      data: { businessType, disposition, leadId, tail: arrivals[index]!.phone?.slice(-4), by: agentName },
    })),
  )
  return saved.map((one) => ({ ...one, outcome: one.before ? 'updated' : 'created' }))
}
