import { Refused } from '../../../kernel/errors.ts'
import type { JobRun } from '../../../kernel/jobs/definition.ts'
import { unmergePeople } from '../merging/unmerge.ts'
import { tellMatching } from './news.ts'
import { mergesOfRun, standingOfRun } from './queries.ts'

const atOnce = 50
const reason = 'undo of a matching run'

/**
 * Takes back what a run linked, newest first. A customer merged onward by somebody since stays so and is counted: that
 * merge is theirs to take back first. The pairs are told apart by it, so that the next run does not link them again.
 */
export async function unmatch(job: JobRun, runId: string): Promise<{ undone: number; kept: number }> {
  const total = await job.transact((ctx) => standingOfRun(ctx, runId))
  let undone = 0
  const kept = new Set<string>()
  let undoneBefore = 0
  while (!(await job.shouldStop())) {
    const ids = (await job.transact((ctx) => mergesOfRun(ctx, runId, atOnce + kept.size))).filter(
      (id) => !kept.has(id),
    )
    if (ids.length === 0) {
      // Merges of one batch bear the same instant, so the later of two may come second: then the first goes now.
      if (kept.size === 0 || undone === undoneBefore) break
      undoneBefore = undone
      kept.clear()
      continue
    }
    for (const id of ids) {
      try {
        await job.transact((ctx) => unmergePeople(ctx, id, reason))
        undone++
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        kept.add(id)
      }
    }
    await job.progress(undone, total)
  }
  await job.transact((ctx) => tellMatching(ctx, 'ended'))
  return { undone, kept: kept.size }
}
