import type { Insertable, Selectable } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { LeadsDispute, LeadsFeedback } from '../../../kernel/db/tables.ts'

export const insertFeedback = (ctx: Ctx, row: Insertable<LeadsFeedback>) =>
  ctx.db.insertInto('leads.feedback').values(row).execute()

export const lockFeedback = (
  ctx: Ctx,
  id: string,
  leadId: string,
): Promise<Selectable<LeadsFeedback> | undefined> =>
  ctx.db
    .selectFrom('leads.feedback')
    .selectAll()
    .where('id', '=', id)
    .where('leadId', '=', leadId)
    .forUpdate()
    .executeTakeFirst()

export const markUndone = (ctx: Ctx, id: string) =>
  ctx.db.updateTable('leads.feedback').set({ undoneAt: ctx.now }).where('id', '=', id).execute()

/** The funnel forgets the step of a feedback that was taken back. */
export const dropStages = (ctx: Ctx, leadId: string, at: Date) =>
  ctx.db
    .deleteFrom('leads.stageChange')
    .where('leadId', '=', leadId)
    .where('at', '=', at)
    .where('before', 'is not', null)
    .execute()

export const insertDispute = (ctx: Ctx, row: Insertable<LeadsDispute>) =>
  ctx.db.insertInto('leads.dispute').values(row).execute()

export const openDisputeOf = (ctx: Ctx, leadId: string): Promise<Selectable<LeadsDispute> | undefined> =>
  ctx.db
    .selectFrom('leads.dispute')
    .selectAll()
    .where('leadId', '=', leadId)
    .where('decidedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()

export const saveDecision = (ctx: Ctx, id: string, decision: string, note: string | null) =>
  ctx.db
    .updateTable('leads.dispute')
    .set({ decision, decisionNote: note, decidedAt: ctx.now, decidedBy: ctx.actor.id })
    .where('id', '=', id)
    .execute()
