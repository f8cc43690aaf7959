import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import type { LinkedLine } from '../custody.ts'
import type { Lead } from '../lead.ts'

export const leadRow = async (ctx: Ctx, id: string) =>
  (await ctx.db.selectFrom('leads.lead').selectAll().where('id', '=', id).executeTakeFirst()) as
    | (Lead & { number: string })
    | undefined

export const stagesOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('leads.stageChange')
    .select(['at', 'before', 'after'])
    .where('leadId', '=', id)
    .orderBy('at')
    .orderBy('id')
    .limit(100)
    .execute()

export const touchesOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('leads.touch')
    .select(['id', 'at', 'source', 'medium', 'landingPage', 'message', 'joined'])
    .where('leadId', '=', id)
    .orderBy('at', 'desc')
    .limit(200)
    .execute()

export const feedbackOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('leads.feedback')
    .select([
      'id',
      'at',
      'contacted',
      'outcome',
      'nextStep',
      'nextStepAt',
      'lostReason',
      'note',
      'inTime',
      'actorId',
      'undoneAt',
    ])
    .where('leadId', '=', id)
    .orderBy('at', 'desc')
    .limit(100)
    .execute()

export const lastDispute = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('leads.dispute')
    .select(['id', 'reason', 'note', 'openedAt', 'decision', 'decisionNote'])
    .where('leadId', '=', id)
    .orderBy('openedAt', 'desc')
    .limit(1)
    .executeTakeFirst()

export const lastDispatch = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('leads.dispatch')
    .select(['at', 'dealerId', 'outcome', 'policyNumber', 'candidates'])
    .where('leadId', '=', id)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()

export async function doNotContact(ctx: Ctx, customerId: string): Promise<boolean> {
  const { rows } = await sql<{
    no: boolean
  }>`select do_not_contact or deceased as no from customers.face where id = ${customerId}`.execute(ctx.db)
  return rows[0]?.no ?? false
}

const lineColumns = [
  'leadId',
  'seq',
  'at',
  'holder',
  'dealerId',
  'consultantId',
  'reason',
  'actorId',
  'actorName',
  'previousHash',
  'hash',
] as const

export const chainOf = (ctx: Ctx, id: string): Promise<LinkedLine[]> =>
  ctx.db
    .selectFrom('leads.custody')
    .select(lineColumns)
    .where('leadId', '=', id)
    .orderBy('seq')
    .limit(1000)
    .execute()

/** The chains of the next leads after an id, whole leads at a time: for verifying everything. */
export async function chainsAfter(ctx: Ctx, afterId: string, most: number) {
  const leads = await ctx.db
    .selectFrom('leads.lead')
    .select(['id', 'holder', 'dealerId', 'consultantId', 'closedAt'])
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(most)
    .execute()
  if (leads.length === 0) return { leads, lines: [] as LinkedLine[] }
  const ids = leads.map((lead) => lead.id)
  const lines = await ctx.db
    .selectFrom('leads.custody')
    .select(lineColumns)
    .where('leadId', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('leadId')
    .orderBy('seq')
    .execute()
  return { leads, lines }
}
