import {
  type disputeDecisions,
  type disputeReasons,
  type LeadItem,
  leadProblems,
} from '../../../../contract/leads.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { day } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { shown } from '../present.ts'
import { insertDispute, openDisputeOf, saveDecision } from '../queries/feedback.ts'
import { breachedDealers, lockLead } from '../queries/lead.ts'
import { saveChanges } from '../queries/save.ts'
import { calendarFor, policyOf, reference } from '../reference.ts'
import { tell } from '../rules/change.ts'
import { backToPool } from '../rules/holding.ts'
import { closeInvalid } from '../rules/progress.ts'
import { passMarks, pauseClock, resumeClock } from '../rules/watch.ts'
import { followReach, routeLeads } from './route.ts'

type Opening = { reason: (typeof disputeReasons)[number]; note: string }

/** A dealer says this lead is not as it should be: the clock stands still while head office decides. */
export async function openDispute(
  ctx: Ctx,
  leadId: string,
  { reason, note }: Opening,
): Promise<{ lead: LeadItem }> {
  const change = found(await lockLead(ctx, leadId), commonProblems.notFound)
  const { lead } = change
  if (lead.closedAt) throw new Refused(leadProblems.closed)
  if (!lead.dealerId) throw new Refused(leadProblems.notHeldByDealer)
  // A dispute may outlive its pause (a visit meanwhile, another dealer since): head office still has to decide it.
  const waiting = await asSystem(ctx, (wide) => openDisputeOf(wide, leadId))
  if (lead.pausedAt || waiting) throw new Refused(leadProblems.disputeOpen)
  if (!lead.firstFeedbackAt && lead.dueAt && lead.dueAt <= ctx.now)
    throw new Refused(leadProblems.clockRunOut)
  passMarks(change, ctx.now)
  pauseClock(change, ctx.now)
  tell(change, 'leads.disputed', ctx.now, { reason })
  await insertDispute(ctx, {
    id: newId(ctx.now),
    leadId,
    brandId: lead.brandId,
    dealerId: lead.dealerId,
    reason,
    note,
    openedAt: ctx.now,
    openedBy: ctx.actor.id,
  })
  await asSystem(ctx, (wide) => saveChanges(wide, [change]))
  return { lead: (await shown(ctx, leadId))! }
}

type Decision = { decision: (typeof disputeDecisions)[number]; note?: string }

/**
 * Rejected: the clock goes on with the time it had left. Recalled: the next best dealer gets it. Closed: it ends here.
 * A lead that has ended meanwhile, or is with another dealer, stays as it is: the decision is only written down.
 */
export async function decideDispute(
  ctx: Ctx,
  leadId: string,
  { decision, note }: Decision,
): Promise<{ lead: LeadItem | null }> {
  const change = found(await lockLead(ctx, leadId), commonProblems.notFound)
  const dispute = found(await openDisputeOf(ctx, leadId), commonProblems.notFound)
  const { lead } = change
  const known = await reference(ctx)
  tell(change, 'leads.dispute-decided', ctx.now, { decision, reason: dispute.reason })
  await asSystem(ctx, async (wide) => {
    await saveDecision(wide, dispute.id, decision, note ?? null)
    if (decision === 'rejected')
      resumeClock(
        change,
        ctx.now,
        calendarFor(known, lead.brandId, dispute.dealerId),
        policyOf(known, lead.brandId).policy.pool,
      )
    else if (decision === 'closed') {
      if (!lead.closedAt) closeInvalid(change, ctx.now, dispute.reason)
    } else if (!lead.closedAt && lead.dealerId === dispute.dealerId) {
      const except = [...((await breachedDealers(wide, [leadId])).get(leadId) ?? []), dispute.dealerId]
      backToPool(change, ctx.now, {
        waiting: 'dispute',
        ending: 'dispute',
        reason: 'dispute',
        nextStepAt: new Date(ctx.now.getTime() + day),
      })
      await routeLeads(wide, known, [change], { except: new Map([[leadId, except]]) })
    }
    await saveChanges(wide, [change])
    await followReach(wide, [change])
  })
  return { lead: await shown(ctx, leadId) }
}
