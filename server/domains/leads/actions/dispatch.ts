import type { listCandidates } from '../../../../contract/dispatch.ts'
import type { Reply } from '../../../../contract/endpoint.ts'
import { type LeadItem, leadProblems } from '../../../../contract/leads.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { day } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { pairKey, whichMay, whoMay } from '../../consent/index.ts'
import { shown } from '../present.ts'
import { lastDispatch, leadRow } from '../queries/detail.ts'
import { breachedDealers, lockLead, sellersTo } from '../queries/lead.ts'
import { saveChanges } from '../queries/save.ts'
import { policyOf, type Reference, reference } from '../reference.ts'
import type { Change } from '../rules/change.ts'
import { backToPool } from '../rules/holding.ts'
import type { Ranked } from '../rules/routing.ts'
import { outlooksOf } from './outlook.ts'
import { followReach, handOver, rankFor, routeLeads, wantingBestHands } from './route.ts'

/** The candidates as they stand now, and why the last dispatch went where it went. */
export async function readCandidates(ctx: Ctx, leadId: string): Promise<Reply<typeof listCandidates>> {
  const lead = found(await leadRow(ctx, leadId), commonProblems.notFound)
  const known = await reference(ctx)
  return asSystem(ctx, async (wide) => {
    const sellers = await sellersTo(wide, [lead.customerId])
    const except = (await breachedDealers(wide, [leadId])).get(leadId) ?? []
    const outlook = (await outlooksOf(wide, wantingBestHands(known, [{ lead }]))).get(leadId)
    const { outcome, ranked } = rankFor(
      known,
      { lead },
      { knows: sellers.get(lead.customerId) ?? new Set(), exceptDealerIds: except, outlook },
    )
    const { number, policy } = policyOf(known, lead.brandId)
    const best = ranked.find((one) => one.excluded === null)
    const may = await whoMay(wide, [lead.customerId], 'sales', 'dealer', best?.dealerId ?? null)
    const last = await lastDispatch(wide, leadId)
    const { distanceWeight, capacityWeight, inTimeWeight, loyaltyWeight, radiusKm } = policy.routing
    return {
      outcome,
      consented: may.has(lead.customerId),
      policyNumber: number,
      radiusKm,
      weights: {
        distance: distanceWeight,
        capacity: capacityWeight,
        inTime: inTimeWeight,
        loyalty: loyaltyWeight,
      },
      items: ranked.slice(0, 20),
      last: last
        ? {
            at: last.at.toISOString(),
            dealerId: last.dealerId,
            outcome: last.outcome,
            policyNumber: last.policyNumber,
            items: last.candidates as Ranked[],
          }
        : null,
    }
  })
}

/** Head office sends a lead: to the dealer it names, or to the best one. Refused without the separate consent. */
export async function dispatchLead(
  ctx: Ctx,
  leadId: string,
  input: { dealerId?: string },
): Promise<{ lead: LeadItem }> {
  const change = found(await lockLead(ctx, leadId), commonProblems.notFound)
  const { lead } = change
  if (lead.closedAt) throw new Refused(leadProblems.closed)
  if (lead.pausedAt) throw new Refused(leadProblems.disputeOpen)
  const known = await reference(ctx)
  await asSystem(ctx, async (wide) => {
    if (input.dealerId) await sendByHand(wide, known, change, input.dealerId)
    else await sendToBest(wide, known, change)
    await saveChanges(wide, [change])
    await followReach(wide, [change])
  })
  return { lead: found(await shown(ctx, leadId), commonProblems.notFound) }
}

async function sendByHand(ctx: Ctx, known: Reference, change: Change, dealerId: string): Promise<void> {
  const { lead } = change
  const dealer = found(known.network.byId.get(dealerId), commonProblems.notFound)
  const unfit = !dealer.active
    ? { zh: '已停用', en: 'inactive' }
    : !dealer.brandIds.includes(lead.brandId)
      ? { zh: '未授权该品牌', en: 'not authorised for the brand' }
      : null
  if (unfit) throw new Refused(leadProblems.dealerUnfit, { dealer: dealer.name, reason: unfit.en })
  if (lead.dealerId === dealerId) throw new Refused(leadProblems.alreadyThere, { dealer: dealer.name })
  const pair = { customerId: lead.customerId, recipientId: dealerId }
  if (!(await whichMay(ctx, [pair], 'sales', 'dealer')).has(pairKey(pair)))
    throw new Refused(leadProblems.consentMissing, { dealer: dealer.name })
  const outlook = (await outlooksOf(ctx, wantingBestHands(known, [change]))).get(lead.id)
  const { ranked } = rankFor(known, change, { knows: new Set(), exceptDealerIds: [], outlook })
  change.dispatches.push({
    at: ctx.now,
    dealerId,
    outcome: 'manual',
    policyNumber: policyOf(known, lead.brandId).number,
    candidates: ranked.slice(0, 8),
  })
  handOver(ctx, known, change, dealerId, { origin: 'manual', reason: 'manual' })
}

async function sendToBest(ctx: Ctx, known: Reference, change: Change): Promise<void> {
  const { lead } = change
  const before = lead.dealerId
  const except = [
    ...((await breachedDealers(ctx, [lead.id])).get(lead.id) ?? []),
    ...(before ? [before] : []),
  ]
  if (before)
    backToPool(change, ctx.now, {
      waiting: 'recall',
      ending: 'recall',
      reason: 'recall',
      nextStepAt: new Date(ctx.now.getTime() + day),
    })
  await routeLeads(ctx, known, [change], { except: new Map([[lead.id, except]]) })
  // Taking it from a dealer to leave it with nobody is not what was asked.
  if (lead.dealerId === null && (before || lead.waiting === 'no-consent')) {
    const refusal = lead.waiting === 'no-consent' ? leadProblems.consentMissing : leadProblems.dealerUnfit
    throw new Refused(refusal, { dealer: '—', reason: lead.waiting ?? '' })
  }
}

export async function recallLead(ctx: Ctx, leadId: string): Promise<{ lead: LeadItem }> {
  const change = found(await lockLead(ctx, leadId), commonProblems.notFound)
  const { lead } = change
  if (lead.closedAt) throw new Refused(leadProblems.closed)
  if (!lead.dealerId) throw new Refused(leadProblems.notHeldByDealer)
  if (lead.pausedAt) throw new Refused(leadProblems.disputeOpen)
  const dealt = await shown(ctx, leadId)
  backToPool(change, ctx.now, {
    waiting: 'recall',
    ending: 'recall',
    reason: 'recall',
    nextStepAt: new Date(ctx.now.getTime() + day),
  })
  await asSystem(ctx, async (wide) => {
    await saveChanges(wide, [change])
    await followReach(wide, [change])
  })
  return {
    lead: (await shown(ctx, leadId)) ?? {
      ...dealt!,
      holder: 'pool',
      dealerId: null,
      dealerName: null,
      consultantId: null,
      consultantName: null,
      waiting: 'recall',
    },
  }
}
