import type { previewDispatch as previewEndpoint } from '../../../../contract/dispatch.ts'
import type { Call, Reply } from '../../../../contract/endpoint.ts'
import { promisingOf } from '../../../../contract/policy.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { divisionByCode, findDivision, nameOf } from '../../../kernel/divisions.ts'
import { Refused } from '../../../kernel/errors.ts'
import { pairKey, whichMay, wouldMay } from '../../consent/index.ts'
import { sellersTo } from '../queries/lead.ts'
import { type OpenLead, openLeadOf } from '../queries/open.ts'
import { calendarFor, candidatesFor, policyOf, type Reference, reference } from '../reference.ts'
import { dueOf, planMarks } from '../rules/clock.ts'
import { noOutlook, whyPromising } from '../rules/promising.ts'
import { type Ranking, rank } from '../rules/routing.ts'
import { outlooksOf } from './outlook.ts'

type Typed = Call<typeof previewEndpoint>['body']
type Preview = Reply<typeof previewEndpoint>
const mostShown = 6

/** Where an enquiry would go if it were saved now, by the rules that will decide then. Writes and locks nothing. */
export async function previewDispatch(ctx: Ctx, typed: Typed): Promise<Preview> {
  const known = await reference(ctx)
  const brandId = brandOf(known, typed.seriesId)
  const { customerId, leadId } = typed
  const open = customerId ? await openLeadOf(ctx, customerId, brandId) : undefined
  const division = typed.division
    ? (divisionByCode(typed.division)?.code ?? findDivision(typed.division))
    : null
  const wanted = typed.wantedDealer
    ? (known.network.byId.get(typed.wantedDealer) ??
      known.network.byCode.get(typed.wantedDealer.toUpperCase()))
    : undefined
  const lead = {
    brandId,
    // What qualification asks replaces what the lead says; another enquiry only fills what it leaves open.
    ...(leadId && open?.id === leadId
      ? {
          divisionCode: division ?? open.divisionCode,
          wantedDealerId: wanted?.id ?? open.wantedDealerId ?? null,
        }
      : {
          divisionCode: open?.divisionCode ?? division,
          wantedDealerId: open?.wantedDealerId ?? wanted?.id ?? null,
        }),
  }
  // In the caller's own scope: what a preview may tell is what its reader may see.
  const knows = customerId ? (await sellersTo(ctx, [customerId])).get(customerId) : undefined
  const { routing, clock } = policyOf(known, brandId).policy
  const outlook = customerId ? await outlookOf(ctx, { id: open?.id ?? noLead, customerId }) : noOutlook
  const ranking = rank(candidatesFor(known, lead, knows ?? new Set()), routing, {
    ...lead,
    exceptDealerIds: [],
    promising: whyPromising(outlook, promisingOf(routing)),
  })
  const { outcome, dealerId } = await settle(ctx, typed, open, ranking)
  const marks = dealerId ? planMarks(ctx.now, clock, calendarFor(known, brandId, dealerId)) : []
  return {
    outcome,
    dealerId,
    dueAt: dueOf(marks)?.toISOString() ?? null,
    joins: outcome === 'joins' && open ? joined(known, open) : null,
    divisionName: lead.divisionCode ? nameOf(lead.divisionCode) : null,
    radiusKm: routing.radiusKm,
    weights: {
      distance: routing.distanceWeight,
      capacity: routing.capacityWeight,
      inTime: routing.inTimeWeight,
      loyalty: routing.loyaltyWeight,
    },
    items: ranking.ranked.slice(0, mostShown),
  }
}

const noLead = '00000000-0000-0000-0000-000000000000'
/** What stands of the customer and of their open lead; what is being typed is foretold when it is saved. */
const outlookOf = async (ctx: Ctx, lead: { id: string; customerId: string }) =>
  (await outlooksOf(ctx, [{ lead }])).get(lead.id) ?? noOutlook

function brandOf(known: Reference, seriesId: string): string {
  const series = known.catalogue.series.find((one) => one.id === seriesId)
  if (series) return series.brandId
  throw new Refused(commonProblems.invalid, {}, [
    { field: 'seriesId', zh: '没有这个车系', en: 'No such series' },
  ])
}

/** A lead in somebody's hands stays there; one that waits in the pool is sent on its way by the new enquiry. */
const staysWhereItIs = ({ holder, waiting }: OpenLead): boolean =>
  holder !== 'pool' || waiting === 'needs-review' || waiting === 'breach'

async function settle(
  ctx: Ctx,
  { customerId, leadId, dealerConsent }: Typed,
  open: OpenLead | undefined,
  ranking: Ranking,
): Promise<Pick<Preview, 'outcome' | 'dealerId'>> {
  if (open && open.id !== leadId && staysWhereItIs(open)) return { outcome: 'joins', dealerId: null }
  if (ranking.outcome !== 'sent') return { outcome: ranking.outcome, dealerId: null }
  const dealerId = ranking.ranked[0]!.dealerId
  const may = await mayTell(ctx, dealerId, customerId, dealerConsent)
  return may ? { outcome: 'sent', dealerId } : { outcome: 'no-consent', dealerId: null }
}

async function mayTell(ctx: Ctx, recipientId: string, customerId?: string, said?: boolean): Promise<boolean> {
  if (!customerId) return said === true
  const pair = { customerId, recipientId }
  if (said === undefined) return (await whichMay(ctx, [pair], 'sales', 'dealer')).has(pairKey(pair))
  return wouldMay(ctx, pair, 'sales', 'dealer', said)
}

const joined = (known: Reference, { id, number, dealerId }: OpenLead) => ({
  leadId: id,
  number,
  dealerName: dealerId ? (known.network.byId.get(dealerId)?.name ?? null) : null,
})
