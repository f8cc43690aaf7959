import { type Clock, second } from '../clock.ts'
import { type Actor, type Scope, systemActor, systemScope } from '../ctx.ts'
import type { Caller, Transact } from '../db/transaction.ts'
import { Refused } from '../errors.ts'
import type { JobDefinition, JobRun } from './definition.ts'

type Parts = { transact: Transact; clock: Clock; stopping: () => boolean; lastTry: boolean }
type Stored = { scope: Scope; actor: Omit<Actor, 'permissions'> & { permissions: string[] } }
type Row = { id: string; input: unknown; scope: Scope; actor: Actor }

const beatMs = 10 * second

const systemCaller = (id: string, { clock }: Pick<Parts, 'clock'>): Caller => ({
  actor: systemActor('jobs'),
  scope: systemScope,
  now: clock.now(),
  requestId: `job-${id}`,
})

/** Runs one job row to its end. A row that is finished or cancelled is left alone: delivery is at least once. */
export async function runJob(id: string, definition: JobDefinition, parts: Parts): Promise<void> {
  const row = await take(id, parts)
  if (!row) return
  const finish = (values: Record<string, unknown>) =>
    save(id, parts, { finishedAt: parts.clock.now(), ...values })
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

/** Marks it running, unless somebody cancelled it while it waited. */
async function take(id: string, parts: Parts): Promise<Row | null> {
  const row = await parts.transact(systemCaller(id, parts), async (ctx) => {
    await ctx.db
      .updateTable('kernel.job')
      .set({ state: 'cancelled', finishedAt: ctx.now })
      .where('id', '=', id)
      .where('cancelAsked', '=', true)
      .where('state', 'in', ['queued', 'running'])
      .execute()
    return ctx.db
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
  })
  if (!row) return null
  const { scope, actor } = row.scope as unknown as Stored
  return { id, input: row.input, scope, actor: { ...actor, permissions: new Set(actor.permissions) } }
}

function running({ id, scope, actor }: Row, parts: Parts): JobRun {
  const caller = (): Caller => ({ actor, scope, now: parts.clock.now(), requestId: `job-${id}` })
  return {
    jobId: id,
    actor,
    scope,
    transact: (work) => parts.transact(caller(), work),
    progress: (done, total) =>
      save(id, parts, { done, beatAt: parts.clock.now(), ...(total !== undefined && { total }) }),
    shouldStop: async () => {
      if (parts.stopping()) return true
      const row = await parts.transact(systemCaller(id, parts), (ctx) =>
        ctx.db.selectFrom('kernel.job').select('cancelAsked').where('id', '=', id).executeTakeFirst(),
      )
      return row?.cancelAsked ?? true
    },
  }
}

const save = (id: string, parts: Parts, values: Record<string, unknown>): Promise<void> =>
  parts.transact(systemCaller(id, parts), async (ctx) => {
    await ctx.db.updateTable('kernel.job').set(values).where('id', '=', id).execute()
  })

const forget = (id: string, parts: Parts): Promise<void> =>
  parts.transact(systemCaller(id, parts), async (ctx) => {
    await ctx.db.deleteFrom('kernel.job').where('id', '=', id).execute()
  })
