import { sql } from 'kysely'
import type { Rhythm } from '../../../../contract/boards.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import type { When } from './rhythm.ts'

/** Subscriptions as they are kept. `ownSubscriptions` are the asker's; the rest is the job's. */
const columns = [
  'id',
  'ownerId',
  'board',
  'filters',
  'rhythm',
  'day',
  'hour',
  'createdAt',
  'queuedFor',
  'sentAt',
] as const

export const ownSubscriptions = (ctx: Ctx, most: number) =>
  ctx.db
    .selectFrom('insights.subscription')
    .select(columns)
    .where('ownerId', '=', ctx.actor.id)
    .orderBy('createdAt')
    .orderBy('id')
    .limit(most)
    .execute()
export type SubscriptionRow = Awaited<ReturnType<typeof ownSubscriptions>>[number]

/** Of a kept row; its check constraint says that the rhythm is one. */
export const whenOf = ({ rhythm, day, hour }: SubscriptionRow): When => ({
  rhythm: rhythm as Rhythm,
  day,
  hour,
})

/** Undefined when the asker subscribes to the board already. */
export const insertSubscription = (ctx: Ctx, values: When & { board: string; filters: string }) =>
  ctx.db
    .insertInto('insights.subscription')
    .values({ id: newId(ctx.now), ownerId: ctx.actor.id, ...values, createdAt: ctx.now })
    .onConflict((conflict) => conflict.columns(['ownerId', 'board']).doNothing())
    .returning(columns)
    .executeTakeFirst()

export const deleteSubscription = (ctx: Ctx, id: string) =>
  ctx.db
    .deleteFrom('insights.subscription')
    .where('id', '=', id)
    .where('ownerId', '=', ctx.actor.id)
    .returning('id')
    .executeTakeFirst()

/** The asker's own address; row security shows nobody else's to who may not see them. */
export async function ownEmail(ctx: Ctx): Promise<string | null> {
  const { rows } = await sql<{ email: string | null }>`
    select email from admin.account where id = ${ctx.actor.id}`.execute(ctx.db)
  return rows[0]?.email ?? null
}

/** A page of everybody's, by id: the job decides which are due. */
export const subscriptionsAfter = (ctx: Ctx, after: string, limit: number) =>
  ctx.db
    .selectFrom('insights.subscription')
    .select(columns)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()

/** True for the one run that takes it: of two at once the second waits for the row and finds it taken. */
export async function takeDue(ctx: Ctx, id: string, due: Date): Promise<boolean> {
  const taken = await ctx.db
    .updateTable('insights.subscription')
    .set({ queuedFor: due })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('queuedFor', 'is', null), eb('queuedFor', '<', due)]))
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

/** Marked before it is sent: a run that is killed while sending loses a mail rather than sending it twice. */
export const takeSending = (ctx: Ctx, id: string, due: Date) =>
  ctx.db
    .updateTable('insights.subscription')
    .set({ sentFor: due })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('sentFor', 'is', null), eb('sentFor', '<', due)]))
    .returning(['board', 'filters'])
    .executeTakeFirst()

export async function markSent(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.updateTable('insights.subscription').set({ sentAt: ctx.now }).where('id', '=', id).execute()
}

/** It lay in the queue for too long: the next hour queues it again, unless it was sent all the same. */
export async function queueAgain(ctx: Ctx, id: string, due: Date): Promise<void> {
  await ctx.db
    .updateTable('insights.subscription')
    .set({ queuedFor: null })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('sentFor', 'is', null), eb('sentFor', '<', due)]))
    .execute()
}

/** The mail server did not take it: the next hour tries again, as who the subscriber is by then. */
export async function giveBack(ctx: Ctx, id: string, due: Date): Promise<void> {
  await ctx.db
    .updateTable('insights.subscription')
    .set({ queuedFor: null, sentFor: null })
    .where('id', '=', id)
    .where('sentFor', '=', due)
    .execute()
}
