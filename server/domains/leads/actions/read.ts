import type { z } from 'zod'
import {
  countLimit,
  type disputeDecisions,
  type disputeReasons,
  type feedbackItem,
  type Holder,
  type LeadDetail,
  type Stage,
} from '../../../../contract/leads.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { found } from '../../../kernel/errors.ts'
import { namesOf } from '../../admin/index.ts'
import { campaignNames } from '../../campaigns/index.ts'
import { whoMay } from '../../consent/index.ts'
import { dealersBelow, networkSnapshot } from '../../dealers/index.ts'
import { type ChainFault, verifyChain } from '../custody.ts'
import { present, shown } from '../present.ts'
import * as detail from '../queries/detail.ts'
import { countLeads, type LeadFilter, listedLeads, listLeads, type Sort } from '../queries/list.ts'
import { narrowingTo } from './board.ts'

type Query = LeadFilter & { under?: string }
const waitingHolders: readonly string[] = ['pool', 'contact-centre'] satisfies Holder[]
/** `under` a region or area, as the dealers below it. What only waits has no dealer: it stands where its nearest one does. */
export async function narrowed(ctx: Ctx, { under, ...filter }: Query): Promise<LeadFilter> {
  const { dealerId, holder, ...rest } = filter
  const node = dealerId ?? under
  if (node && holder?.length && holder.every((one) => waitingHolders.includes(one))) {
    const { waitingIn } = await narrowingTo(ctx, node)
    return { ...rest, holder, ...(waitingIn && { waitingIn }) }
  }
  return under ? { ...filter, dealerIds: await dealersBelow(ctx, under) } : filter
}

export async function readList(
  ctx: Ctx,
  { sort, after, limit, ...query }: Query & { sort: Sort; after?: string; limit: number },
) {
  const rows = await listLeads(ctx, await narrowed(ctx, query), { sort, limit, ...(after && { after }) })
  const key = (row: (typeof rows)[number]) =>
    (sort === 'attention' ? row.attentionAt! : row.capturedAt).toISOString()
  const page = pageOf(
    rows,
    limit,
    (row) => [key(row), row.id],
    (row) => row,
  )
  return { items: await present(ctx, page.items), next: page.next }
}

export async function countTabs(ctx: Ctx, { by, ...query }: Query & { by: 'due' | 'stage' | 'grade' }) {
  return { limit: countLimit, counts: await countLeads(ctx, await narrowed(ctx, query), by) }
}

export async function readLead(ctx: Ctx, id: string): Promise<LeadDetail> {
  const lead = found(await detail.leadRow(ctx, id), commonProblems.notFound)
  const item = found((await present(ctx, await listedLeads(ctx, [id])))[0], commonProblems.notFound)
  const network = await networkSnapshot(ctx)
  const campaigns = await campaignNames(ctx, lead.campaignId ? [lead.campaignId] : [])
  const dispute = await detail.lastDispute(ctx, id)
  const wide = dealerOf(ctx) === null
  return {
    ...item,
    reasons: lead.reasons,
    seriesId: lead.seriesId,
    variantId: lead.variantId,
    horizon: lead.horizon,
    budgetFen: lead.budgetFen,
    tradeIn: lead.tradeIn,
    message: lead.message,
    landingPage: lead.landingPage,
    campaign:
      lead.campaignId && campaigns.has(lead.campaignId)
        ? { id: lead.campaignId, name: campaigns.get(lead.campaignId)! }
        : null,
    wantedDealerId: lead.wantedDealerId,
    wantedDealerName: lead.wantedDealerId ? (network.byId.get(lead.wantedDealerId)?.name ?? null) : null,
    divisionCode: lead.divisionCode,
    protectedUntil: lead.protectedUntil?.toISOString() ?? null,
    breaches: lead.breaches,
    doNotContact: await detail.doNotContact(ctx, lead.customerId),
    consented: wide
      ? (await whoMay(ctx, [lead.customerId], 'sales', 'dealer', lead.dealerId)).has(lead.customerId)
      : null,
    clock: clockOf(lead),
    stages: (await detail.stagesOf(ctx, id)).map((step) => ({
      at: step.at.toISOString(),
      stage: step.after as Stage,
      before: step.before as Stage | null,
    })),
    feedback: await feedbackList(ctx, id),
    dispute: dispute
      ? {
          ...dispute,
          reason: dispute.reason as (typeof disputeReasons)[number],
          decision: dispute.decision as (typeof disputeDecisions)[number] | null,
          openedAt: dispute.openedAt.toISOString(),
        }
      : null,
  }
}

/** The same countdown for dealer and head office: it is read from the lead, never computed by a screen. */
const clockOf = (lead: NonNullable<Awaited<ReturnType<typeof detail.leadRow>>>): LeadDetail['clock'] => ({
  startedAt: lead.dispatchedAt?.toISOString() ?? null,
  dueAt: lead.dueAt?.toISOString() ?? null,
  pausedAt: lead.pausedAt?.toISOString() ?? null,
  stoppedAt: lead.firstFeedbackAt?.toISOString() ?? null,
  marks: lead.marks.map((mark) => ({ kind: mark.kind, at: mark.at, done: mark.done ?? false })),
})

async function feedbackList(ctx: Ctx, id: string): Promise<z.infer<typeof feedbackItem>[]> {
  const rows = await detail.feedbackOf(ctx, id)
  const names = new Map(
    (await namesOf(ctx, [...new Set(rows.flatMap((row) => row.actorId ?? []))])).map((one) => [
      one.id,
      one.name,
    ]),
  )
  return rows.map(({ actorId, undoneAt, ...row }) => ({
    ...row,
    contacted: row.contacted as 'reached',
    outcome: row.outcome as 'follow-up',
    at: row.at.toISOString(),
    nextStepAt: row.nextStepAt?.toISOString() ?? null,
    actorName: actorId ? (names.get(actorId) ?? null) : null,
    undone: undoneAt !== null,
  }))
}

export async function readTouches(ctx: Ctx, id: string) {
  found(await shown(ctx, id), commonProblems.notFound)
  return {
    items: (await detail.touchesOf(ctx, id)).map((touch) => ({ ...touch, at: touch.at.toISOString() })),
  }
}

/** The chain as it stands, checked line by line; a dealer reads that others had the lead, not who. */
export async function readCustody(ctx: Ctx, id: string) {
  const lead = found(await detail.leadRow(ctx, id), commonProblems.notFound)
  const lines = await detail.chainOf(ctx, id)
  const fault = verifyChain(lines) ?? holderFault(lead, lines)
  const own = dealerOf(ctx)
  const network = await networkSnapshot(ctx)
  const names = new Map(
    (await namesOf(ctx, [...new Set(lines.flatMap((line) => line.consultantId ?? []))])).map((one) => [
      one.id,
      one.name,
    ]),
  )
  return {
    verified: fault === null,
    fault,
    items: lines.map((line, index) => {
      const hidden = own !== null && line.dealerId !== null && line.dealerId !== own
      return {
        seq: line.seq,
        at: line.at.toISOString(),
        until: lines[index + 1]?.at.toISOString() ?? null,
        holder: line.holder as 'pool',
        dealerName: hidden || !line.dealerId ? null : (network.byId.get(line.dealerId)?.name ?? null),
        consultantName: hidden || !line.consultantId ? null : (names.get(line.consultantId) ?? null),
        reason: line.reason,
        actorName: hidden ? '—' : line.actorName,
        hash: line.hash.toString('hex'),
      }
    }),
  }
}

type Fault = Omit<ChainFault, 'fault'> & { fault: ChainFault['fault'] | 'holder-differs' }
type Held = { holder: string; dealerId: string | null; consultantId: string | null; closedAt: Date | null }
type Line = { seq: number; holder: string; dealerId: string | null; consultantId: string | null }

/** The last line of the log and the lead's own row must name the same holder. */
export function holderFault(lead: Held, lines: readonly Line[]): Fault | null {
  const last = lines.at(-1)
  if (!last) return { seq: 1, fault: 'missing' }
  const same =
    last.holder === (lead.closedAt ? 'closed' : lead.holder) &&
    last.dealerId === lead.dealerId &&
    last.consultantId === lead.consultantId
  return same ? null : { seq: last.seq, fault: 'holder-differs' }
}

/** Every lead's chain, for the doctor: how many were checked and the first that do not hold. */
export async function verifyAll(
  ctx: Ctx,
  most = Number.POSITIVE_INFINITY,
): Promise<{ checked: number; faults: { leadId: string; seq: number; fault: string }[] }> {
  const faults: { leadId: string; seq: number; fault: string }[] = []
  let checked = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; checked < most; ) {
    const { leads, lines } = await detail.chainsAfter(ctx, after, 1000)
    if (leads.length === 0) break
    const chains = Map.groupBy(lines, (line) => line.leadId)
    for (const lead of leads) {
      const chain = chains.get(lead.id) ?? []
      const fault = verifyChain(chain) ?? holderFault(lead, chain)
      if (fault && faults.length < 100) faults.push({ leadId: lead.id, ...fault })
    }
    checked += leads.length
    after = leads.at(-1)!.id
  }
  return { checked, faults }
}
