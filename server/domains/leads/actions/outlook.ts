import { promisingOf } from '../../../../contract/policy.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { type Arriving, type Foresight, foresight } from '../foresight.ts'
import type { Lead } from '../lead.ts'
import { outlookRows } from '../queries/outlook.ts'
import { policyOf, type Reference } from '../reference.ts'
import type { Change } from '../rules/change.ts'
import { noOutlook, type Outlook, withOutlook } from '../rules/promising.ts'

export type Outlooks = ReadonlyMap<string, Outlook>
const nobody: ReadonlySet<string> = new Set()

/** What stands of these leads already: the chance of the last night or of their arrival, and the customer's class. */
export async function outlooksOf(
  ctx: Ctx,
  changes: readonly { lead: Pick<Lead, 'id' | 'customerId'> }[],
): Promise<Outlooks> {
  if (changes.length === 0) return new Map()
  const rows = await outlookRows(
    ctx,
    changes.map(({ lead }) => lead.id),
    changes.map(({ lead }) => lead.customerId),
  )
  return new Map(rows.map(({ leadId, ...outlook }) => [leadId, outlook]))
}

/** A brand that gives nothing for promise pays nothing for it; of a new lead only its customer may be known. */
function mayStand(known: Reference, { lead }: Change, fresh: boolean): boolean {
  const rules = promisingOf(policyOf(known, lead.brandId).policy.routing)
  if (fresh && rules.valueClasses.length === 0) return false
  return rules.highPoints > 0 || rules.middlePoints > 0 || rules.inTimeFactor > 1
}

/** Leads whose person has just said something: what is foretold of them, before they are routed. */
export type Foretold = { outlooks: Outlooks; keep(): Promise<void> }

/**
 * Foretells `fresh` leads from what they say now, reads of the others what stands, and gives all of them the points of
 * their outlook. Once they are routed and written, `keep` writes the chance down with the dealer each was sent to.
 */
export async function foretell(
  ctx: Ctx,
  known: Reference,
  changes: readonly Change[],
  { fresh, strangers = nobody }: { fresh: ReadonlySet<Change>; strangers?: ReadonlySet<string> },
): Promise<Foretold> {
  const open = changes.filter(({ lead }) => !lead.closedAt && !lead.orderedAt)
  const asked = open.filter((change) => fresh.has(change))
  const arriving = () => asked.map((change) => arrivingOf(known, change))
  const first = arriving()
  const unsaved = new Set(asked.filter(({ isNew }) => isNew).map(({ lead }) => lead.id))
  const seen: Foresight | null =
    first.length > 0 ? await ctx.ports.ask(ctx, foresight, { leads: first, strangers, unsaved }) : null
  const bands = seen?.bands(first)
  const standing = await outlooksOf(
    ctx,
    open.filter(
      (change) => mayStand(known, change, fresh.has(change)) && !strangers.has(change.lead.customerId),
    ),
  )
  const outlooks = new Map<string, Outlook>()
  for (const { lead } of open) {
    const { band, valueClass } = standing.get(lead.id) ?? noOutlook
    const outlook = { band: bands?.get(lead.id) ?? band, valueClass }
    if (outlook.band === null && outlook.valueClass === null) continue
    outlooks.set(lead.id, outlook)
    Object.assign(
      lead,
      withOutlook(lead.reasons, outlook, promisingOf(policyOf(known, lead.brandId).policy.routing)),
    )
  }
  return { outlooks, keep: async () => seen?.keep(arriving()) }
}

/** As the nightly facts name things: by the network's names, with the dealer of its first turn. */
function arrivingOf(known: Reference, { lead, turns }: Change): Arriving {
  const first = [...turns].sort((a, b) => a.at.getTime() - b.at.getTime())[0]
  const dealer = first && known.network.byId.get(first.dealerId)
  return {
    leadId: lead.id,
    customerId: lead.customerId,
    capturedAt: lead.capturedAt,
    source: lead.source,
    medium: lead.medium ?? '',
    series: known.catalogue.series.find(({ id }) => id === lead.seriesId)?.name ?? '',
    brand: known.network.nodes.get(lead.brandId)?.name ?? '',
    divisionCode: lead.divisionCode,
    horizon: lead.horizon,
    tradeIn: lead.tradeIn,
    budgetFen: lead.budgetFen,
    wantsDealer: lead.wantedDealerId !== null,
    dealer: dealer?.name ?? '',
    zone: (lead.dealerId && known.network.byId.get(lead.dealerId)?.zone) || 'Asia/Shanghai',
    sentAt: first?.at ?? null,
  }
}
