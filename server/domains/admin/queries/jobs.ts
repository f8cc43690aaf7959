import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { keyset } from '../../../kernel/db/keyset.ts'

const shown = [
  'j.id',
  'j.queue',
  'j.title',
  'j.state',
  'j.done',
  'j.total',
  'j.result',
  'j.error',
  'j.attempts',
  'j.cancelAsked',
  'j.createdBy',
  'j.createdAt',
  'j.startedAt',
  'j.finishedAt',
] as const

const jobs = (ctx: Ctx) =>
  ctx.db
    .selectFrom('kernel.job as j')
    .leftJoin('admin.account as a', 'a.id', 'j.createdBy')
    .select([...shown, 'a.name as creatorName'])

export const listJobs = (
  ctx: Ctx,
  { createdBy, state, ...page }: { createdBy?: string; state?: string[]; after?: string; limit: number },
) =>
  keyset(
    jobs(ctx)
      .$if(createdBy !== undefined, (query) => query.where('j.createdBy', '=', createdBy!))
      .$if(state !== undefined && state.length > 0, (query) => query.where('j.state', 'in', state!)),
    ['j.created_at', 'j.id'],
    'desc',
    page,
  ).execute()

export const jobById = (ctx: Ctx, id: string) => jobs(ctx).where('j.id', '=', id).executeTakeFirst()
export type JobRow = NonNullable<Awaited<ReturnType<typeof jobById>>>

/** A waiting job is cancelled here and now; a running one is asked, and stops at its next step. */
export async function askCancel(ctx: Ctx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('kernel.job')
    .set({
      cancelAsked: true,
      state: sql`case state when 'queued' then 'cancelled' else state end`,
      finishedAt: sql`case state when 'queued' then ${ctx.now}::timestamptz end`,
    })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function queueAgain(ctx: Ctx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('kernel.job')
    .set({ state: 'queued', cancelAsked: false, error: null, finishedAt: null })
    .where('id', '=', id)
    .where('state', 'in', ['failed', 'cancelled'])
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Bookkeeping past its time. Limited: what is left waits for the next hour. */
export async function prune(
  ctx: Ctx,
  before: { idempotency: Date; sessions: Date; notifications: Date; jobs: Date },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with keys as (delete from kernel.idempotency where (actor_id, key) in (
        select actor_id, key from kernel.idempotency where at < ${before.idempotency} limit 50000) returning 1),
      sessions as (delete from admin.session where id in (
        select id from admin.session where expires_at < ${before.sessions} or revoked_at < ${before.sessions} limit 10000) returning 1),
      notices as (delete from kernel.notification where id in (
        select id from kernel.notification where read_at is not null and at < ${before.notifications} limit 10000) returning 1),
      jobs as (delete from kernel.job where id in (
        select id from kernel.job where finished_at < ${before.jobs} and state in ('done', 'failed', 'cancelled') limit 10000) returning 1)
    select (select count(*) from keys) + (select count(*) from sessions) + (select count(*) from notices) + (select count(*) from jobs) as n`.execute(
    ctx.db,
  )
  return rows[0]!.n
}
