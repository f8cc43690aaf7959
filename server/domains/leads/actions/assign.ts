import { type LeadItem, leadProblems } from '../../../../contract/leads.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { type Ctx, dealerOf } from '../../../kernel/ctx.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { colleagues } from '../../admin/index.ts'
import { shown } from '../present.ts'
import { lockLead } from '../queries/lead.ts'
import { saveChanges } from '../queries/save.ts'
import { assignTo } from '../rules/holding.ts'

/** Whoever may feed back may hold leads. */
const mayHold = 'leads.feedback'

export async function assignLead(
  ctx: Ctx,
  leadId: string,
  consultantId: string | null,
): Promise<{ lead: LeadItem }> {
  const change = found(await lockLead(ctx, leadId), commonProblems.notFound)
  const { lead } = change
  if (lead.closedAt) throw new Refused(leadProblems.closed)
  if (!lead.dealerId) throw new Refused(leadProblems.notHeldByDealer)
  if (consultantId) {
    const staff = await colleagues(ctx, { dealerIds: [lead.dealerId], permission: mayHold })
    if (!staff.some((one) => one.id === consultantId)) throw new Refused(leadProblems.notConsultant)
  }
  if (lead.consultantId !== consultantId) {
    assignTo(change, consultantId, ctx.now)
    await asSystem(ctx, (wide) => saveChanges(wide, [change]))
  }
  return { lead: (await shown(ctx, leadId))! }
}

export async function listConsultants(ctx: Ctx, dealerId?: string) {
  const wanted = dealerOf(ctx) ?? dealerId
  const staff = wanted ? await colleagues(ctx, { dealerIds: [wanted], permission: mayHold, limit: 200 }) : []
  return { items: staff.map(({ id, name }) => ({ id, name })) }
}
