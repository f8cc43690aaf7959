import { PgBoss } from 'pg-boss'
import type pg from 'pg'
import type { Clock } from '../clock.ts'
import { type Ctx, systemActor, systemScope } from '../ctx.ts'
import type { Transact } from '../db/transaction.ts'
import { newId } from '../ids.ts'
import type { JobDefinition } from './definition.ts'
import { runJob } from './run.ts'

export type Enqueue = <I>(ctx: Ctx, definition: JobDefinition<I>, input: I) => Promise<string>

/** Writes the job's row in the caller's transaction; the queue hears of it after commit, or from the sweep. */
export const enqueue: Enqueue = async (ctx, definition, input) => {
  const id = newId()
  await ctx.db
    .insertInto('kernel.job')
    .values({
      id,
      queue: definition.queue,
      title: JSON.stringify(definition.title(input)),
      input: JSON.stringify(input),
      scope: JSON.stringify({ scope: ctx.scope, actor: { ...ctx.actor, permissions: [...ctx.actor.permissions] } }),
      nodeId: ctx.actor.nodeId,
      createdBy: ctx.actor.id,
      createdAt: ctx.now,
    })
    .execute()
  ctx.afterCommit(() => ctx.services.wake(definition.queue, id))
  return id
}

export type JobRunner = { wake(queue: string, id: string): Promise<void>; start(): Promise<void>; stop(): Promise<void> }

/**
 * pg-boss runs the jobs; kernel.job is what users see of them. A killed worker's job is back after its
 * heartbeat runs out (10.7 s measured with heartbeatSeconds 10, 2026-11-22).
 */
export function jobRunner(databaseUrl: string, definitions: JobDefinition[], parts: { transact: Transact; clock: Clock; onError: (error: Error) => void }): JobRunner {
  const boss = new PgBoss({ connectionString: databaseUrl, schema: 'pgboss', migrate: false, max: 4, application_name: 'ringroad-jobs' })
  boss.on('error', parts.onError)
  let started: Promise<unknown> | undefined
  let stopping = false
  const ready = () => (started ??= boss.start())
  const byQueue = new Map(definitions.map(definition => [definition.queue, definition]))
  return {
    async wake(queue, id) {
      await ready()
      await boss.send(queue, { id }, { singletonKey: id, retryLimit: byQueue.get(queue)?.retries ?? 3, retryDelay: 5, retryBackoff: true })
    },
    async start() {
      await ready()
      for (const definition of definitions) {
        await boss.createQueue(definition.queue, { policy: 'standard', heartbeatSeconds: 10, expireInSeconds: 86_000 })
        await boss.work<{ id?: string }>(definition.queue, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async ([job]) => {
          const id = job?.data?.id ?? (await recordScheduled(parts, definition))
          await runJob(id, definition, { ...parts, stopping: () => stopping })
        })
        if (definition.cron) await boss.schedule(definition.queue, definition.cron, {})
      }
    },
    async stop() {
      stopping = true
      if (started) await boss.stop({ graceful: true, timeout: 20_000 })
    },
  }
}

/** A scheduled run has no asker: its row belongs to the system. Quiet sweeps that did nothing are removed again. */
async function recordScheduled({ transact, clock }: { transact: Transact; clock: Clock }, definition: JobDefinition): Promise<string> {
  const caller = { actor: systemActor('schedule'), scope: systemScope, now: clock.now(), requestId: `cron-${definition.queue}` }
  return transact(caller, async ctx => {
    const id = newId()
    const scope = JSON.stringify({ scope: systemScope, actor: { ...caller.actor, permissions: [] } })
    await ctx.db
      .insertInto('kernel.job')
      .values({ id, queue: definition.queue, title: JSON.stringify(definition.title({})), scope, createdAt: ctx.now })
      .execute()
    return id
  })
}

/** Tables of the queue, made by the owner at migration; the server's role only works in them. */
export async function migrateJobs(owner: pg.Client, ownerUrl: string) {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: 'pgboss', max: 2, supervise: false, schedule: false })
  await boss.start()
  await boss.stop({ graceful: false })
  await owner.query(`
    grant usage, create on schema pgboss to ringroad_app;
    grant select, insert, update, delete on all tables in schema pgboss to ringroad_app;
    grant execute on all functions in schema pgboss to ringroad_app;
    alter default privileges in schema pgboss grant select, insert, update, delete on tables to ringroad_app;`)
}
