import { sql } from 'kysely'
import { type Clock, second } from '../clock.ts'
import { type Actor, type Ctx, type Scope, systemActor, systemScope } from '../ctx.ts'
import type { Caller, Transact } from '../db/transaction.ts'
import { Refused } from '../errors.ts'
import { tellNews } from '../events.ts'
import type { JobDefinition, JobRun } from './definition.ts'

type Parts = { transact: Transact; clock: Clock; stopping: () => boolean; lastTry: boolean }
type Stored = { scope: Scope; actor: Omit<Actor, 'permissions'> & { permissions: string[] } }
type Row = { id: string; queue: string; input: unknown; scope: Scope; actor: Actor }

const beatMs = 10 * second
/** Eyes need no more, and every notification serialises commits. */
const tellEveryMs = second

const systemCaller = (id: string, { clock }: Pick<Parts, 'clock'>): Caller => ({
  actor: systemActor('jobs'),
  scope: systemScope,
  now: clock.now(),
  requestId: `job-${id}`,
})

/** Runs one job row to its end. A row that is finished or cancelled is left alone: delivery is at least once. */
export async function runJob(id: string, definition: JobDefinition, parts: Parts): Promise<void> {
  const row = await take(id, definition, parts)
  if (!row) return
  const finish = (values: Record<string, unknown>) =>
    save(id, parts, { finishedAt: parts.clock.now(), ...values }, (ctx) => tellEnd(ctx, row))
  // A long step makes no progress; the beat says the process still lives, so that the sweep does not start it twice.
  const beat = setInterval(() => void save(id, parts, { beatAt: parts.clock.now() }).catch(() => {}), beatMs)
  try {
    const run = running(row, parts)
    const result = await definition.run(run, row.input)
    if (parts.stopping()) return await finish({ state: 'queued', finishedAt: null })
    const cancelled = await run.shouldStop()
    if (!cancelled && definition.cron && !result) return await forget(id, parts)
    await finish({ state: cancelled ? 'cancelled' : 'done', result: result ? JSON.stringify(result) : null })
  } catch (error) {
    const message = (error as Error).message.slice(0, 2000)
    // A refusal is the same tomorrow: trying again would only say it later.
    const over = parts.lastTry || error instanceof Refused
    await finish({ state: over ? 'failed' : 'queued', error: message, ...(!over && { finishedAt: null }) })
    if (!over) throw error
  } finally {
    clearInterval(beat)
  }
}

/** Something it must not run beside runs. Two that are taken at once wait for each other here. */
async function mustWait(ctx: Ctx, id: string, queues: readonly string[]): Promise<boolean> {
  for (const queue of [...queues].sort())
    await sql`select pg_advisory_xact_lock(hashtext('kernel.job'), hashtext(${queue}))`.execute(ctx.db)
  const busy = await ctx.db
    .selectFrom('kernel.job')
    .select('id')
    .where('queue', 'in', [...queues])
    .where('state', '=', 'running')
    .where('id', '<>', id)
    .limit(1)
    .executeTakeFirst()
  return busy !== undefined
}

/** Marks it running, unless somebody cancelled it while it waited. */
async function take(id: string, { queue, notBeside }: JobDefinition, parts: Parts): Promise<Row | null> {
  return parts.transact(systemCaller(id, parts), async (ctx) => {
    await ctx.db
      .updateTable('kernel.job')
      .set({ state: 'cancelled', finishedAt: ctx.now })
      .where('id', '=', id)
      .where('cancelAsked', '=', true)
      .where('state', 'in', ['queued', 'running'])
      .execute()
    if (notBeside && (await mustWait(ctx, id, notBeside))) return null
    const taken = await ctx.db
      .updateTable('kernel.job')
      .set((eb) => ({
        state: 'running',
        startedAt: ctx.now,
        beatAt: ctx.now,
        error: null,
        attempts: eb('attempts', '+', 1),
      }))
      .where('id', '=', id)
      .where('state', 'in', ['queued', 'running'])
      .returning(['input', 'scope'])
      .executeTakeFirst()
    if (!taken) return null
    const { scope, actor } = taken.scope as Stored
    const asker = { ...actor, permissions: new Set(actor.permissions) }
    const row = { id, queue, input: taken.input, scope, actor: asker }
    await tellProgress(ctx, row)
    return row
  })
}

/** Told to who asked and to who watches all jobs. */
const tell = async (ctx: Ctx, { actor }: Row, type: string, subject: string) => {
  await tellNews(ctx, { type, subject, dealers: [], brands: [], actor: actor.id, permission: 'admin.jobs' })
}
const tellProgress = (ctx: Ctx, row: Row) => tell(ctx, row, 'jobs.progressed', `jobs/${row.id}`)
/** The subject names the domain, whose screens ask again; what the product does by itself concerns nobody's screen. */
const tellEnd = (ctx: Ctx, row: Row) => {
  const domain = row.actor.kind === 'system' ? 'jobs' : row.queue.split('.')[0]
  return tell(ctx, row, 'jobs.ended', `${domain}/${row.id}`)
}

function running(row: Row, parts: Parts): JobRun {
  const { id, scope, actor } = row
  let toldAt = parts.clock.now().getTime()
  const caller = (): Caller => ({ actor, scope, now: parts.clock.now(), requestId: `job-${id}` })
  return {
    jobId: id,
    actor,
    scope,
    transact: (work) => parts.transact(caller(), work),
    progress: async (done, total) => {
      const now = parts.clock.now()
      const due = now.getTime() - toldAt >= tellEveryMs
      if (due) toldAt = now.getTime()
      const values = { done, beatAt: now, ...(total !== undefined && { total }) }
      await save(id, parts, values, due ? (ctx) => tellProgress(ctx, row) : undefined)
    },
    shouldStop: async () => {
      if (parts.stopping()) return true
      const row = await parts.transact(systemCaller(id, parts), (ctx) =>
        ctx.db.selectFrom('kernel.job').select('cancelAsked').where('id', '=', id).executeTakeFirst(),
      )
      return row?.cancelAsked ?? true
    },
  }
}

const save = (
  id: string,
  parts: Parts,
  values: Record<string, unknown>,
  also?: (ctx: Ctx) => Promise<void>,
): Promise<void> =>
  parts.transact(systemCaller(id, parts), async (ctx) => {
    await ctx.db.updateTable('kernel.job').set(values).where('id', '=', id).execute()
    await also?.(ctx)
  })

const forget = (id: string, parts: Parts): Promise<void> =>
  parts.transact(systemCaller(id, parts), async (ctx) => {
    await ctx.db.deleteFrom('kernel.job').where('id', '=', id).execute()
  })
