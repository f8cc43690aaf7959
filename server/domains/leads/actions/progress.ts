import { leadProblems } from '../../../../contract/lead-problems.ts'
import { mayMove, stageWords } from '../../../../contract/lead-words.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import type { HeldLead } from '../lead.ts'
import { lockLeads } from '../queries/lead.ts'
import { saveChanges } from '../queries/save.ts'
import { policyOf, type Reference, reference } from '../reference.ts'
import type { Change } from '../rules/change.ts'
import { followUpBy } from '../rules/follow-up.ts'
import { enterStage, isFurther, closeWon as winLead } from '../rules/progress.ts'
import { reschedule, stopClock } from '../rules/watch.ts'

/** One step of a sale, as the sales domain reports it. */
export type SaleStep = {
  leadId: string
  to: 'visit' | 'test-drive' | 'order' | 'delivery'
  at: Date
  variantId?: string | null
  nextStep?: string
  nextStepAt?: Date
  /** With `delivery`. */
  revenueFen?: number | null
  vehicleId?: string | null
}
/**
 * Moves leads on because something happened in the showroom; a step already passed only fills in its instant.
 * Reaching the showroom is contact, so it stops the clock. Set-based: one lead or an imported file.
 */
export async function advance(ctx: Ctx, steps: SaleStep[]): Promise<Map<string, HeldLead>> {
  const changes = new Map(
    (await lockLeads(ctx, [...new Set(steps.map((step) => step.leadId))])).map((change) => [
      change.lead.id,
      change,
    ]),
  )
  const known = await reference(ctx)
  for (const step of [...steps].sort((a, b) => a.at.getTime() - b.at.getTime()))
    takeStep(ctx, known, found(changes.get(step.leadId), commonProblems.notFound), step)
  await asSystem(ctx, (wide) => saveChanges(wide, [...changes.values()]))
  return new Map([...changes].map(([id, change]) => [id, heldOf(change)]))
}

export const closeWon = (
  ctx: Ctx,
  won: { leadId: string; at: Date; revenueFen: number; vehicleId: string | null; variantId?: string | null },
) => advance(ctx, [{ ...won, to: 'delivery' }])

function takeStep(ctx: Ctx, known: Reference, change: Change, step: SaleStep): void {
  const { lead } = change
  if (lead.closedAt) throw new Refused(leadProblems.closed)
  if (!lead.dealerId) throw new Refused(leadProblems.notHeldByDealer)
  if (step.variantId) lead.variantId = step.variantId
  if (step.to === 'delivery') {
    winLead(change, step.at, { revenueFen: step.revenueFen ?? null, vehicleId: step.vehicleId ?? null })
    return
  }
  if (!isFurther(lead.stage, step.to) && lead.stage !== step.to && !mayMove(lead.stage, step.to))
    throw new Refused(leadProblems.wrongStage, {
      from: stageWords[lead.stage].zh,
      to: stageWords[step.to].zh,
    })
  stopClock(change, step.at)
  enterStage(change, step.to, step.at)
  const { policy } = policyOf(known, lead.brandId)
  lead.nextStep =
    step.nextStep ??
    (step.to === 'order' ? 'deliver' : lead.nextStep === 'first-contact' ? 'call' : lead.nextStep)
  lead.nextStepAt = step.nextStepAt ?? followUpBy(ctx.now, lead.grade, policy.followUpDays)
  reschedule(change, policy.pool)
}

/** A cancelled order: the lead is back before it and goes on. */
export async function cancelOrder(ctx: Ctx, leadId: string, at: Date): Promise<HeldLead> {
  const change = found((await lockLeads(ctx, [leadId]))[0], commonProblems.notFound)
  const { lead } = change
  if (lead.stage !== 'order')
    throw new Refused(leadProblems.wrongStage, {
      from: stageWords[lead.stage].zh,
      to: stageWords['test-drive'].zh,
    })
  goBack(ctx, await reference(ctx), change, at)
  await asSystem(ctx, (wide) => saveChanges(wide, [change]))
  return heldOf(change)
}

/** The same for a file of them; leads that do not stand at their order stay where they are. */
export async function cancelOrders(ctx: Ctx, cancelled: { leadId: string; at: Date }[]): Promise<void> {
  const atOf = new Map(cancelled.map(({ leadId, at }) => [leadId, at]))
  const changes = (await lockLeads(ctx, [...atOf.keys()])).filter(({ lead }) => lead.stage === 'order')
  if (changes.length === 0) return
  const known = await reference(ctx)
  for (const change of changes) goBack(ctx, known, change, atOf.get(change.lead.id)!)
  await asSystem(ctx, (wide) => saveChanges(wide, changes))
}

function goBack(ctx: Ctx, known: Reference, change: Change, at: Date): void {
  const { lead } = change
  const { policy } = policyOf(known, lead.brandId)
  enterStage(change, 'test-drive', at)
  lead.orderedAt = null
  Object.assign(lead, { nextStep: 'call', nextStepAt: followUpBy(ctx.now, lead.grade, policy.followUpDays) })
  reschedule(change, policy.pool)
}

function heldOf({ lead }: Change): HeldLead {
  const { id, customerId, brandId, dealerId, consultantId, stage, variantId, seriesId, closedAt } = lead
  return { id, customerId, brandId, dealerId: dealerId!, consultantId, stage, variantId, seriesId, closedAt }
}
