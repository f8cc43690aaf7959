import { type Horizon, leadProblems } from '../../../../contract/leads.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { divisionByCode, findDivision } from '../../../kernel/divisions.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { recordConsents } from '../../consent/index.ts'
import { requireForStep } from '../../customers/index.ts'
import type { Lead } from '../lead.ts'
import { breachedDealers, lockLead } from '../queries/lead.ts'
import { saveChanges } from '../queries/save.ts'
import { policyOf, type Reference, reference } from '../reference.ts'
import { type Change, tell } from '../rules/change.ts'
import { followUpBy } from '../rules/follow-up.ts'
import { gradeFor, scoreOf } from '../rules/grading.ts'
import { backToPool } from '../rules/holding.ts'
import { closeInvalid } from '../rules/progress.ts'
import { foretell } from './outlook.ts'
import { followReach, routeLeads } from './route.ts'

export type Qualification = {
  outcome: 'dispatch' | 'nurture' | 'invalid'
  horizon?: Horizon
  variantId?: string
  seriesId?: string
  budgetFen?: number
  tradeIn?: boolean
  division?: string
  wantedDealerId?: string
  /** What the person said about being passed on to a dealer; unsaid leaves the ledger as it is. */
  dealerConsent?: boolean
  invalidReason?: string
  note?: string
}

/** What the contact centre found out. Dispatch still needs the separate consent; without it the lead says so and waits. */
export async function qualifyLead(ctx: Ctx, leadId: string, said: Qualification): Promise<Lead> {
  const change = found(await lockLead(ctx, leadId), commonProblems.notFound)
  const { lead } = change
  if (lead.closedAt) throw new Refused(leadProblems.closed)
  if (lead.dealerId) throw new Refused(leadProblems.notWaiting)
  const known = await reference(ctx)
  learn(known, change, said)
  if (said.outcome === 'dispatch')
    await requireForStep(
      ctx,
      lead.customerId,
      'dispatch',
      // Whoever is to be sent to a dealer of their choice need not live anywhere.
      lead.divisionCode || lead.wantedDealerId ? ['divisionCode'] : [],
    )
  await asSystem(ctx, async (wide) => {
    if (said.dealerConsent !== undefined)
      await recordConsents(wide, [
        {
          customerId: lead.customerId,
          purpose: 'sales',
          recipient: 'dealer',
          granted: said.dealerConsent,
          channel: 'phone',
          evidence: `contact-centre ${ctx.actor.name}`,
          happenedAt: ctx.now,
        },
      ])
    const foretold =
      said.outcome === 'invalid'
        ? null
        : await foretell(wide, known, [change], { fresh: new Set(neverSent(change) ? [change] : []) })
    if (said.outcome === 'invalid') closeInvalid(change, ctx.now, said.invalidReason ?? 'invalid')
    else {
      const nextStepAt = followUpBy(ctx.now, lead.grade, policyOf(known, lead.brandId).policy.followUpDays)
      const nurtured = said.outcome === 'nurture'
      backToPool(change, ctx.now, {
        waiting: 'nurture',
        ending: 'recall',
        reason: nurtured ? 'nurture' : 'qualified',
        nextStep: 'call',
        nextStepAt,
      })
      if (!nurtured)
        await routeLeads(wide, known, [change], {
          except: await breachedDealers(wide, [leadId]),
          ...(foretold && { outlooks: foretold.outlooks }),
        })
    }
    tell(change, 'leads.qualified', ctx.now, {
      outcome: said.outcome,
      grade: lead.grade,
      note: said.note ?? null,
    })
    await saveChanges(wide, [change])
    await followReach(wide, [change])
    await foretold?.keep()
  })
  return lead
}

/** Afterwards the model knows a lead by its first dealer, and the night says what has changed. */
const neverSent = ({ lead, turn }: Change): boolean =>
  turn === null && lead.dispatchedAt === null && lead.breaches === 0

/** A person has spoken with the person: what they say replaces what the form guessed, also downwards. */
function learn(known: Reference, { lead }: Change, said: Qualification): void {
  if (said.variantId || said.seriesId) {
    const series = known.catalogue.series.find(
      (one) => one.id === said.seriesId || one.variants.some((variant) => variant.id === said.variantId),
    )
    if (!series || series.brandId !== lead.brandId)
      throw new Refused(commonProblems.invalid, {}, [
        { field: 'variantId', zh: '不是本品牌的车型', en: 'Not a car of this brand' },
      ])
    Object.assign(lead, { seriesId: series.id, variantId: said.variantId ?? null })
  }
  if (said.wantedDealerId)
    lead.wantedDealerId = found(known.network.byId.get(said.wantedDealerId), commonProblems.notFound).id
  if (said.division)
    lead.divisionCode =
      divisionByCode(said.division)?.code ?? findDivision(said.division) ?? lead.divisionCode
  lead.budgetFen = said.budgetFen ?? lead.budgetFen
  lead.tradeIn = said.tradeIn ?? lead.tradeIn
  if (said.horizon) Object.assign(lead, { horizon: said.horizon, grade: gradeFor(said.horizon) })
  const { score, reasons } = scoreOf({
    horizon: lead.horizon,
    hasMobile: true,
    hasEmail: false,
    namesSeries: lead.seriesId !== null,
    namesVariant: lead.variantId !== null,
    hasBudget: lead.budgetFen !== null,
    tradeIn: lead.tradeIn === true,
    wantsDealer: lead.wantedDealerId !== null,
    source: lead.source,
    touches: lead.touches,
  })
  Object.assign(lead, { score, reasons })
}
