import type { JobWithMetadata } from 'pg-boss'
import type { Clock } from '../clock.ts'
import { type Ctx, systemActor, systemScope } from '../ctx.ts'
import type { Transact } from '../db/transaction.ts'
import { newId } from '../ids.ts'
import type { JobDefinition } from './definition.ts'
import { makeQueue, openQueue } from './queue.ts'
import { runJob } from './run.ts'
import { recoverJobs } from './sweep.ts'

export { migrateJobs } from './queue.ts'

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
      scope: JSON.stringify({
        scope: ctx.scope,
        actor: { ...ctx.actor, permissions: [...ctx.actor.permissions] },
      }),
      nodeId: ctx.actor.nodeId,
      createdBy: ctx.actor.id,
      createdAt: ctx.now,
    })
    .execute()
  ctx.afterCommit(() => ctx.services.wake(definition.queue, id))
  return id
}

export type JobRunner = {
  /** Delivers a queued row to a worker; harmless when it is already delivered. */
  wake(queue: string, id: string): Promise<void>
  /** Works, until `stop`. */
  start(): Promise<void>
  stop(): Promise<void>
}
const workOptions = { pollingIntervalSeconds: 0.5, batchSize: 1, includeMetadata: true } as const

type Parts = { transact: Transact; clock: Clock; onError: (error: Error) => void }

/**
 * pg-boss runs the jobs; kernel.job is what users see of them. A killed worker's job is back after its
 * heartbeat runs out (10.7 s measured with heartbeatSeconds 10, 2026-11-22).
 */
export function jobRunner(databaseUrl: string, definitions: JobDefinition[], parts: Parts): JobRunner {
  const boss = openQueue(databaseUrl, parts.onError)
  const byQueue = new Map(definitions.map((definition) => [definition.queue, definition]))
  let opened: Promise<unknown> | undefined
  let stopping = false
  const open = async () => {
    await boss.start()
    for (const definition of definitions) await makeQueue(boss, definition)
  }
  const ready = () => {
    opened ??= open().catch((error) => {
      opened = undefined
      throw error
    })
    return opened
  }
  const wake = async (queue: string, id: string) => {
    if (stopping) return
    await ready()
    await boss.send(
      queue,
      { id },
      { singletonKey: id, retryLimit: byQueue.get(queue)?.retries ?? 3, retryDelay: 5, retryBackoff: true },
    )
  }
  const work = (definition: JobDefinition) =>
    boss.work(definition.queue, workOptions, async ([job]: JobWithMetadata<{ id?: string }>[]) => {
      if (!job) return
      const id = job.data?.id ?? (await recordScheduled(parts, definition))
      await runJob(id, definition, {
        ...parts,
        stopping: () => stopping,
        lastTry: job.retryCount >= job.retryLimit,
      })
    })
  return {
    wake,
    async start() {
      await ready()
      for (const definition of definitions) {
        await work(definition)
        if (definition.cron) await boss.schedule(definition.queue, definition.cron, {}, { retryLimit: 0 })
      }
      await recoverJobs(parts, wake)
    },
    async stop() {
      stopping = true
      if (opened) await opened.catch(() => {})
      if (opened) await boss.stop({ graceful: true, timeout: 20_000 })
    },
  }
}

/** A scheduled run has no asker: its row belongs to the system. Quiet sweeps that did nothing are removed again. */
async function recordScheduled({ transact, clock }: Parts, definition: JobDefinition): Promise<string> {
  const caller = {
    actor: systemActor('schedule'),
    scope: systemScope,
    now: clock.now(),
    requestId: `cron-${definition.queue}`,
  }
  return transact(caller, async (ctx) => {
    const id = newId()
    const scope = JSON.stringify({ scope: systemScope, actor: { ...caller.actor, permissions: [] } })
    await ctx.db
      .insertInto('kernel.job')
      .values({
        id,
        queue: definition.queue,
        title: JSON.stringify(definition.title({})),
        scope,
        createdAt: ctx.now,
      })
      .execute()
    return id
  })
}
