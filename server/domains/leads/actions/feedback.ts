import {
  type FeedbackIn,
  type LeadItem,
  leadProblems,
  outcomeStage,
  stopsClock,
  undoSeconds,
} from '../../../../contract/leads.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { second } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Lead, Turn } from '../lead.ts'
import { shown } from '../present.ts'
import { dropStages, insertFeedback, lockFeedback, markUndone } from '../queries/feedback.ts'
import { lockLead } from '../queries/lead.ts'
import { saveChanges } from '../queries/save.ts'
import { policyOf, type Reference, reference } from '../reference.ts'
import { type Change, changeOf, tell } from '../rules/change.ts'
import { feedbackFaults } from '../rules/feedback.ts'
import { closeLost, enterStage, isFurther, reopen } from '../rules/progress.ts'
import { passMarks, reschedule, stopClock } from '../rules/watch.ts'

type Before = { lead: Lead; turn: Turn | null }

/** What the dealer found out. The first time somebody was reached stops the clock, for everybody to see. */
export async function giveFeedback(
  ctx: Ctx,
  leadId: string,
  feedback: FeedbackIn,
): Promise<{ id: string; undoUntil: string; lead: LeadItem }> {
  const change = found(await lockLead(ctx, leadId), commonProblems.notFound)
  const { lead } = change
  if (lead.closedAt) throw new Refused(leadProblems.closed)
  if (!lead.dealerId) throw new Refused(leadProblems.notHeldByDealer)
  if (lead.pausedAt) throw new Refused(leadProblems.disputeOpen)
  if (feedback.version !== undefined && feedback.version !== lead.version)
    throw new Refused(commonProblems.conflict)
  const known = await reference(ctx)
  const faults = feedbackFaults(feedback, lead, ctx.now, policyOf(known, lead.brandId).policy.followUpDays)
  if (faults.length > 0) throw new Refused(commonProblems.invalid, {}, faults)
  const before: Before = structuredClone({ lead, turn: change.turn })
  const id = newId(ctx.now)
  const inTime = apply(ctx, known, change, feedback)
  await insertFeedback(ctx, {
    id,
    leadId,
    brandId: lead.brandId,
    dealerId: lead.dealerId,
    at: ctx.now,
    contacted: feedback.contacted,
    outcome: feedback.outcome,
    nextStep: feedback.nextStep ?? null,
    nextStepAt: feedback.nextStepAt ?? null,
    variantId: feedback.variantId ?? null,
    lostReason: feedback.lostReason ?? null,
    note: feedback.note || null,
    inTime,
    actorId: ctx.actor.id,
    before: JSON.stringify(before),
  })
  tell(change, 'leads.fed-back', ctx.now, {
    contacted: feedback.contacted,
    outcome: feedback.outcome,
    inTime,
  })
  await asSystem(ctx, (wide) => saveChanges(wide, [change]))
  return {
    id,
    undoUntil: new Date(ctx.now.getTime() + undoSeconds * second).toISOString(),
    lead: (await shown(ctx, leadId))!,
  }
}

/** @returns whether the clock was met, when this feedback stopped it */
function apply(ctx: Ctx, known: Reference, change: Change, feedback: FeedbackIn): boolean | null {
  const { lead } = change
  const { policy } = policyOf(known, lead.brandId)
  const { now } = ctx
  if (feedback.variantId) setVariant(known, lead, feedback.variantId)
  passMarks(change, now)
  const inTime = stopsClock(feedback) ? stopClock(change, now) : null
  if (feedback.outcome === 'lost') {
    closeLost(change, now, { reason: feedback.lostReason!, winBackOn: feedback.winBackOn ?? null })
    return inTime
  }
  const stage = outcomeStage[feedback.outcome]
  if (feedback.contacted === 'reached' && isFurther(stage, lead.stage)) enterStage(change, stage, now)
  lead.nextStep = feedback.nextStep!
  lead.nextStepAt = new Date(feedback.nextStepAt!)
  reschedule(change, policy.pool)
  return inTime
}

function setVariant(known: Reference, lead: Lead, variantId: string): void {
  const series = known.catalogue.series.find((one) =>
    one.variants.some((variant) => variant.id === variantId),
  )
  if (!series || series.brandId !== lead.brandId)
    throw new Refused(commonProblems.invalid, {}, [
      { field: 'variantId', zh: '不是本品牌的车型', en: 'Not a variant of this brand' },
    ])
  Object.assign(lead, { variantId, seriesId: series.id })
}

/** Within ten seconds, by the same hand, and only while nothing else has happened. */
export async function undoFeedback(
  ctx: Ctx,
  leadId: string,
  feedbackId: string,
): Promise<{ lead: LeadItem }> {
  const change = found(await lockLead(ctx, leadId), commonProblems.notFound)
  const row = found(await lockFeedback(ctx, feedbackId, leadId), commonProblems.notFound)
  const late = ctx.now.getTime() - row.at.getTime() > undoSeconds * second
  if (late || row.undoneAt) throw new Refused(leadProblems.undoLate, { seconds: undoSeconds })
  const before = row.before as Before
  if (row.actorId !== ctx.actor.id || change.lead.version !== before.lead.version + 1)
    throw new Refused(leadProblems.undoChanged)
  const restored = changeOf({ ...before.lead, updatedAt: ctx.now }, before.turn, change.tail)
  if (before.turn) restored.turns.add(before.turn)
  if (change.lead.closedAt) reopen(restored, ctx.now)
  tell(restored, 'leads.feedback-undone', ctx.now)
  await markUndone(ctx, feedbackId)
  await asSystem(ctx, async (wide) => {
    await dropStages(wide, leadId, row.at)
    await saveChanges(wide, [restored])
  })
  return { lead: (await shown(ctx, leadId))! }
}
