import type { Clock } from '../clock.ts'
import { second } from '../clock.ts'
import { type Ctx, systemActor, systemScope } from '../ctx.ts'
import type { Transact } from '../db/transaction.ts'

const waitMs = 30 * second
const silentMs = 60 * second
const atOnce = 500

type Row = { id: string; queue: string }

/** Rows no worker knows of: asked for but never delivered (the process died after commit), or silent since a crash. */
export async function takeLostJobs(ctx: Ctx): Promise<Row[]> {
  await ctx.db
    .updateTable('kernel.job')
    .set({ state: 'queued' })
    .where('state', '=', 'running')
    .where('beatAt', '<', new Date(ctx.now.getTime() - silentMs))
    .execute()
  return ctx.db
    .selectFrom('kernel.job')
    .select(['id', 'queue'])
    .where('state', '=', 'queued')
    .where('createdAt', '<', new Date(ctx.now.getTime() - waitMs))
    .orderBy('createdAt')
    .limit(atOnce)
    .execute()
}

/** Sends them again; the queue keeps one delivery per row, so one that was only slow is not doubled. */
export async function recoverJobs(
  { transact, clock }: { transact: Transact; clock: Clock },
  wake: (queue: string, id: string) => Promise<void>,
): Promise<number> {
  const caller = { actor: systemActor('jobs'), scope: systemScope, now: clock.now(), requestId: 'jobs-sweep' }
  const lost = await transact(caller, takeLostJobs)
  for (const { id, queue } of lost) await wake(queue, id)
  return lost.length
}
