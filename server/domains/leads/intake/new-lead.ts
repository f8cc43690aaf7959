import type { Policy } from '../../../../contract/policy.ts'
import { day } from '../../../kernel/clock.ts'
import type { Lead } from '../lead.ts'
import { type Change, changeOf, tell } from '../rules/change.ts'
import { gradeFor, hotter, type Reason, type Signals, scoreOf } from '../rules/grading.ts'
import type { Read } from './read.ts'

const signalsOf = (read: Read, touches: number): Signals => ({
  horizon: read.horizon,
  hasMobile: read.hasMobile,
  hasEmail: Boolean(read.person.email),
  namesSeries: read.seriesId !== null,
  namesVariant: read.variantId !== null,
  hasBudget: read.budgetFen !== null,
  tradeIn: read.tradeIn === true,
  wantsDealer: read.wantedDealerId !== null,
  source: read.source,
  touches,
})

/** Who holds a new lead first: the contact centre where the policy wants it qualified, else the pool, until dispatch. */
export function firstHolder(read: Read, policy: Policy): 'contact-centre' | 'pool' {
  if (read.arrival.own || read.arrival.qualified || read.needsReview || read.history?.dealerId) return 'pool'
  return policy.qualification.sources.includes(read.source) ? 'contact-centre' : 'pool'
}

/** A lead as it begins: captured, graded, in its first hands. */
export function newLead(
  read: Read,
  ids: { leadId: string; customerId: string },
  policy: Policy,
  now: Date,
): Change {
  const holder = firstHolder(read, policy)
  const { score, reasons } = scoreOf(signalsOf(read, 1))
  const lead: Lead = {
    ...blank,
    id: ids.leadId,
    customerId: ids.customerId,
    brandId: read.brandId,
    holder,
    grade: gradeFor(read.horizon),
    score,
    reasons,
    seriesId: read.seriesId,
    variantId: read.variantId,
    horizon: read.horizon,
    budgetFen: read.budgetFen,
    tradeIn: read.tradeIn,
    source: read.source,
    medium: read.medium,
    campaignId: read.campaignId,
    landingPage: read.landingPage,
    divisionCode: read.divisionCode,
    wantedDealerId: read.wantedDealerId,
    message: read.message,
    capturedAt: read.at,
    lastTouchAt: read.at,
    nextStep: holder === 'contact-centre' ? 'qualify' : 'dispatch',
    nextStepAt: new Date(Math.max(read.at.getTime(), now.getTime()) + day),
    waiting: holder === 'contact-centre' ? 'unqualified' : read.needsReview ? 'needs-review' : null,
    importId: read.arrival.importId ?? null,
    createdAt: now,
    updatedAt: now,
  }
  const change = changeOf(lead, null, null, true)
  change.custody.push({ at: read.at, holder, dealerId: null, consultantId: null, reason: 'captured' })
  change.stages.push({ at: read.at, before: null, after: 'new' })
  tell(change, 'leads.captured', read.at, {
    source: read.source,
    medium: read.medium,
    campaignId: read.campaignId,
    grade: lead.grade,
  })
  return change
}

/**
 * Another enquiry of the same person for the same brand: kept as a touch, counted once. It may make the lead hotter
 * and fill in what was not known; it never takes anything away.
 */
export function joinTouch(change: Change, read: Read): void {
  const { lead } = change
  lead.touches += 1
  if (read.at > lead.lastTouchAt) lead.lastTouchAt = read.at
  const before = lead.grade
  lead.grade = hotter(lead.grade, gradeFor(read.horizon))
  if (read.horizon && hotter(gradeFor(read.horizon), before) !== before) lead.horizon = read.horizon
  const again = scoreOf({ ...signalsOf(read, lead.touches), hasMobile: read.hasMobile })
  if (again.score > lead.score) Object.assign(lead, again)
  else addRepeat(lead)
  lead.seriesId ??= read.seriesId
  lead.variantId ??= lead.seriesId === read.seriesId ? read.variantId : null
  lead.budgetFen ??= read.budgetFen
  lead.tradeIn ??= read.tradeIn
  lead.divisionCode ??= read.divisionCode
  lead.wantedDealerId ??= read.wantedDealerId
  lead.message ??= read.message
  tell(change, 'leads.joined', read.at, {
    source: read.source,
    medium: read.medium,
    touches: lead.touches,
    ...(lead.grade !== before && { grade: lead.grade }),
  })
}

/** Asking again is worth four points, three times at most. */
function addRepeat(lead: Lead): void {
  const points = Math.min(lead.touches - 1, 3) * 4
  const others = lead.reasons.filter((reason) => reason.en !== 'Asked again')
  const reasons: Reason[] = [...others, { zh: '多次询价', en: 'Asked again', points }]
  Object.assign(lead, {
    reasons,
    score: Math.min(
      100,
      reasons.reduce((sum, reason) => sum + reason.points, 0),
    ),
  })
}

const blank = {
  dealerId: null,
  consultantId: null,
  stage: 'new' as const,
  touches: 1,
  dispatchedAt: null,
  dueAt: null,
  pausedAt: null,
  firstFeedbackAt: null,
  breachedAt: null,
  breaches: 0,
  nextMark: null,
  nextMarkAt: null,
  protectedUntil: null,
  visitedAt: null,
  testDrivenAt: null,
  orderedAt: null,
  deliveredAt: null,
  lostAt: null,
  lostReason: null,
  winBackOn: null,
  revenueFen: null,
  vehicleId: null,
  closedAt: null,
  version: 1,
  marks: [],
}
