import type { Clock } from '../clock.ts'
import type { Actor, Scope } from '../ctx.ts'
import type { Caller, Transact } from '../db/transaction.ts'
import type { JobDefinition, JobRun } from './definition.ts'
import { systemActor, systemScope } from '../ctx.ts'

type Parts = { transact: Transact; clock: Clock; stopping: () => boolean }
type Stored = { scope: Scope; actor: Omit<Actor, 'permissions'> & { permissions: string[] } }

/** Runs one job row to its end. A row that is finished or cancelled is left alone: delivery is at least once. */
export async function runJob(id: string, definition: JobDefinition, parts: Parts): Promise<void> {
  const system = (): Caller => ({ actor: systemActor('jobs'), scope: systemScope, now: parts.clock.now(), requestId: `job-${id}` })
  const row = await parts.transact(system(), ctx =>
    ctx.db
      .updateTable('kernel.job')
      .set(eb => ({ state: 'running', startedAt: ctx.now, beatAt: ctx.now, error: null, attempts: eb('attempts', '+', 1) }))
      .where('id', '=', id)
      .where('state', 'in', ['queued', 'running', 'failed'])
      .where('cancelAsked', '=', false)
      .returning(['input', 'scope'])
      .executeTakeFirst(),
  )
  if (!row) return
  const { scope, actor } = row.scope as unknown as Stored
  const caller = (): Caller => ({ actor: { ...actor, permissions: new Set(actor.permissions) }, scope, now: parts.clock.now(), requestId: `job-${id}` })
  const finish = (values: Record<string, unknown>) =>
    parts.transact(system(), ctx => ctx.db.updateTable('kernel.job').set({ ...values, finishedAt: ctx.now }).where('id', '=', id).execute())
  try {
    const run = running(id, parts, system, caller)
    const result = await definition.run(run, row.input)
    if (parts.stopping()) return void (await finish({ state: 'queued', finishedAt: null }))
    const cancelled = await run.shouldStop()
    if (!cancelled && definition.cron && !result) return void (await forget(id, parts, system))
    await finish({ state: cancelled ? 'cancelled' : 'done', result: result ? JSON.stringify(result) : null })
  } catch (error) {
    await finish({ state: 'failed', error: (error as Error).message.slice(0, 2000) })
    throw error
  }
}

function running(id: string, parts: Parts, system: () => Caller, caller: () => Caller): JobRun {
  return {
    jobId: id,
    actor: caller().actor,
    scope: caller().scope,
    transact: work => parts.transact(caller(), work),
    progress: async (done, total) => {
      await parts.transact(system(), ctx =>
        ctx.db
          .updateTable('kernel.job')
          .set({ done, beatAt: ctx.now, ...(total !== undefined && { total }) })
          .where('id', '=', id)
          .execute(),
      )
    },
    shouldStop: async () => {
      if (parts.stopping()) return true
      const row = await parts.transact(system(), ctx => ctx.db.selectFrom('kernel.job').select('cancelAsked').where('id', '=', id).executeTakeFirst())
      return row?.cancelAsked ?? true
    },
  }
}

const forget = (id: string, parts: Parts, system: () => Caller) =>
  parts.transact(system(), ctx => ctx.db.deleteFrom('kernel.job').where('id', '=', id).execute())
