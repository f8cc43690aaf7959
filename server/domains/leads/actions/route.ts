import { promisingOf } from '../../../../contract/policy.ts'
import { day } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import { pairKey, whichMay } from '../../consent/index.ts'
import { extendReach, withdrawReach } from '../../customers/index.ts'
import type { Turn } from '../lead.ts'
import { withoutLead } from '../queries/dealing.ts'
import { sellersTo } from '../queries/lead.ts'
import { calendarFor, candidatesFor, countLoad, policyOf, type Reference } from '../reference.ts'
import type { Change, CustodyReason } from '../rules/change.ts'
import { planMarks } from '../rules/clock.ts'
import { sendToDealer } from '../rules/holding.ts'
import { noOutlook, type Outlook, whyPromising } from '../rules/promising.ts'
import { type Ranking, rank } from '../rules/routing.ts'
import { type Outlooks, outlooksOf } from './outlook.ts'

/** Candidates kept with a dispatch: enough to explain it. */
const mostKept = 8
const nobody: ReadonlySet<string> = new Set()

export type Routing = {
  /** Dealers that had their turn and let it run out, by lead. */
  except?: ReadonlyMap<string, readonly string[]>
  /** Customers nobody in the network can know yet, so that nothing is asked about them. */
  strangers?: ReadonlySet<string>
  bulkId?: string
  /** What is expected of these leads, where the caller has it at hand. */
  outlooks?: Outlooks
}

/**
 * Finds the best dealer for each of these leads and hands it over; who cannot be handed over waits in the pool and
 * says why. Two statements whatever the number. System scope.
 */
export async function routeLeads(
  ctx: Ctx,
  known: Reference,
  changes: Change[],
  options: Routing = {},
): Promise<void> {
  if (changes.length === 0) return
  const familiar = changes
    .filter((change) => !options.strangers?.has(change.lead.customerId))
    .map((change) => change.lead.customerId)
  const sellers = familiar.length > 0 ? await sellersTo(ctx, familiar) : new Map<string, Set<string>>()
  const outlooks = options.outlooks ?? (await outlooksOf(ctx, wantingBestHands(known, changes)))
  const rankings = changes.map((change) => {
    const ranking = rankFor(known, change, {
      knows: sellers.get(change.lead.customerId) ?? nobody,
      exceptDealerIds: options.except?.get(change.lead.id) ?? [],
      outlook: outlooks.get(change.lead.id),
    })
    const target = ranking.outcome === 'sent' ? ranking.ranked[0]!.dealerId : null
    // Counted before the next one is ranked: a batch spreads like single leads do.
    if (target) countLoad(known, target)
    return { change, ranking, target }
  })
  const pairs = rankings.flatMap(({ change, target }) =>
    target ? [{ customerId: change.lead.customerId, recipientId: target }] : [],
  )
  const allowed = await whichMay(ctx, pairs, 'sales', 'dealer')
  for (const { change, ranking, target } of rankings) {
    const consented =
      target !== null && allowed.has(pairKey({ customerId: change.lead.customerId, recipientId: target }))
    settle(ctx, known, change, ranking, consented ? target : null, options.bulkId)
  }
}

export function rankFor(
  known: Reference,
  { lead }: Pick<Change, 'lead'>,
  { knows, exceptDealerIds, outlook = noOutlook }: Judging,
): Ranking {
  const { routing } = policyOf(known, lead.brandId).policy
  return rank(candidatesFor(known, lead, knows), routing, {
    brandId: lead.brandId,
    wantedDealerId: lead.wantedDealerId,
    exceptDealerIds,
    promising: whyPromising(outlook, promisingOf(routing)),
  })
}
type Judging = { knows: ReadonlySet<string>; exceptDealerIds: readonly string[]; outlook?: Outlook }

/** Leads of brands that look for best hands: nobody else's outlook is worth a statement here. */
export const wantingBestHands = <C extends Pick<Change, 'lead'>>(known: Reference, changes: C[]): C[] =>
  changes.filter(({ lead }) => promisingOf(policyOf(known, lead.brandId).policy.routing).inTimeFactor > 1)

function settle(
  ctx: Ctx,
  known: Reference,
  change: Change,
  ranking: Ranking,
  dealerId: string | null,
  bulkId?: string,
): void {
  const outcome = ranking.outcome === 'sent' && dealerId === null ? 'no-consent' : ranking.outcome
  const { number } = policyOf(known, change.lead.brandId)
  const candidates = ranking.ranked.slice(0, mostKept)
  change.dispatches.push({
    at: ctx.now,
    dealerId,
    outcome,
    policyNumber: number,
    candidates,
    ...(bulkId && { bulkId }),
  })
  if (dealerId) {
    handOver(ctx, known, change, dealerId, { origin: 'sent', reason: 'dispatched' })
    return
  }
  const { lead } = change
  lead.waiting = outcome as 'no-consent' | 'no-dealer' | 'tie'
  if (change.isNew || !lead.nextStepAt || lead.nextStepAt < ctx.now)
    lead.nextStepAt = new Date(ctx.now.getTime() + day)
}

type HandOver = {
  origin: Turn['origin']
  reason: CustodyReason
  consultantId?: string | null
  protect?: boolean
}

/** The dealer holds it from now on, the clock runs, and the dealer may see the person. */
export function handOver(ctx: Ctx, known: Reference, change: Change, dealerId: string, how: HandOver): void {
  const { brandId } = change.lead
  const { policy } = policyOf(known, brandId)
  const marks = planMarks(ctx.now, policy.clock, calendarFor(known, brandId, dealerId))
  const protectedUntil = how.protect ? new Date(ctx.now.getTime() + policy.pool.protectDays * day) : null
  const { origin, reason, consultantId } = how
  sendToDealer(change, {
    turnId: newId(ctx.now),
    at: ctx.now,
    dealerId,
    consultantId: consultantId ?? null,
    origin,
    reason,
    marks,
    protectedUntil,
  })
}

/**
 * Whoever holds a lead deals with its person: its dealer comes to see them. A dealer that never reached them stops
 * seeing them when the lead leaves.
 */
export async function followReach(ctx: Ctx, changes: Change[]): Promise<void> {
  const pairs = (ended: boolean) =>
    changes.flatMap(({ turns, lead }) =>
      [...turns]
        .filter(
          (turn) =>
            (turn.endedAt !== null && turn.contactedAt === null && turn.ending !== 'closed') === ended,
        )
        .map((turn) => ({ nodeId: turn.dealerId, customerId: lead.customerId })),
    )
  await extendReach(ctx, pairs(false))
  await withdrawReach(ctx, await withoutLead(ctx, pairs(true)))
}
