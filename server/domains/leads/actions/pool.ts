import { type LeadItem, leadProblems } from '../../../../contract/leads.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { pageOf, readCursor } from '../../../kernel/db/keyset.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { centreOf, nameOf } from '../../../kernel/divisions.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { distanceKm } from '../../../kernel/geo.ts'
import { pairKey, whichMay } from '../../consent/index.ts'
import { carsOf, shown } from '../present.ts'
import { breachedDealers, lockLead } from '../queries/lead.ts'
import { claimsSince, type PoolRow, poolEntries, takeFromPool } from '../queries/pool.ts'
import { saveChanges } from '../queries/save.ts'
import { policyOf, type Reference, reference } from '../reference.ts'
import { mayClaim } from '../rules/pool.ts'
import { dayIn, startOfDay } from '../rules/working-time.ts'
import { followReach, handOver } from './route.ts'

const today = (now: Date) => startOfDay(dayIn(now, 'Asia/Shanghai'), 'Asia/Shanghai')

/** Waiting leads of the reader's brands, without who they are, with how far away. */
export async function listPool(
  ctx: Ctx,
  { brandId, after, limit }: { brandId?: string; after?: string; limit: number },
) {
  const cursor = after ? (readCursor(after, 2) as [string, string]) : null
  const rows = await poolEntries(ctx, { ...(brandId && { brandId }), after: cursor, limit })
  const known = await reference(ctx)
  const dealer = known.network.byId.get(dealerOf(ctx) ?? '')
  const page = pageOf(
    rows,
    limit,
    (row) => [row.capturedAt.toISOString(), row.id],
    (row) => poolItem(known, row, dealer),
  )
  const policy = policyOf(known, brandId ?? ctx.scope.brands[0] ?? '').policy.pool
  const claimedToday = dealer ? await claimsSince(ctx, dealer.id, today(ctx.now)) : 0
  return { ...page, claimedToday, claimsPerDay: policy.claimsPerDay }
}

function poolItem(
  known: Reference,
  { seriesId, variantId, divisionCode, ...row }: PoolRow,
  dealer?: { latitude: number; longitude: number },
) {
  const cars = carsOf(known.catalogue)
  const place = divisionCode && dealer ? centreOf(divisionCode) : null
  return {
    ...row,
    brandName: known.network.nodes.get(row.brandId)?.name ?? '',
    seriesName: seriesId ? (cars.get(seriesId)?.name ?? null) : null,
    variantName: variantId ? (cars.get(variantId)?.name ?? null) : null,
    divisionName: divisionCode ? nameOf(divisionCode) : null,
    km: place && dealer ? Math.round(distanceKm(place, dealer) * 10) / 10 : null,
    capturedAt: row.capturedAt.toISOString(),
  }
}

/** First come, first served, up to the day's limit; the person must have consented to this dealer. */
export async function claimLead(ctx: Ctx, leadId: string): Promise<{ lead: LeadItem }> {
  const dealerId = dealerOf(ctx)
  if (!dealerId) throw new Refused(commonProblems.forbidden, { permission: 'dealer' })
  const known = await reference(ctx)
  await asSystem(ctx, async (wide) => {
    const free = await takeFromPool(wide, leadId, ctx.scope.brands)
    if (free === 'taken') throw new Refused(leadProblems.claimedAlready)
    found(free === 'free' || null, commonProblems.notFound)
    const change = found(await lockLead(wide, leadId), commonProblems.notFound)
    const { lead } = change
    const dealer = found(known.network.byId.get(dealerId), commonProblems.notFound)
    const { policy, number } = policyOf(known, lead.brandId)
    if (!mayClaim(await claimsSince(wide, dealerId, today(ctx.now)), policy.pool))
      throw new Refused(leadProblems.claimLimit, { most: policy.pool.claimsPerDay })
    if (((await breachedDealers(wide, [leadId])).get(leadId) ?? []).includes(dealerId))
      throw new Refused(leadProblems.dealerUnfit, { dealer: dealer.name, reason: 'breached-before' })
    const pair = { customerId: lead.customerId, recipientId: dealerId }
    if (!(await whichMay(wide, [pair], 'sales', 'dealer')).has(pairKey(pair)))
      throw new Refused(leadProblems.consentMissing, { dealer: dealer.name })
    change.dispatches.push({
      at: ctx.now,
      dealerId,
      outcome: 'claimed',
      policyNumber: number,
      candidates: [],
    })
    const { permissions } = ctx.actor
    const consultantId =
      permissions.has('leads.feedback') && !permissions.has('leads.assign') ? ctx.actor.id : null
    handOver(wide, known, change, dealerId, {
      origin: 'claimed',
      reason: 'claimed',
      consultantId,
      protect: true,
    })
    await saveChanges(wide, [change])
    await followReach(wide, [change])
  })
  return { lead: (await shown(ctx, leadId))! }
}
