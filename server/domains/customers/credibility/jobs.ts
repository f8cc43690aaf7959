import { defineJob, type JobDefinition } from '../../../kernel/jobs/definition.ts'
import type { Doors } from './doors.ts'
import { judgeNext } from './judging.ts'
import { countWaiting, sumUp } from './queries.ts'

/**
 * After every import and at night in China, after the matching: judges what came and what something has happened to,
 * in batches that each stand by themselves; taken up again it goes on where it was.
 */
export const credibilityJob = (doors: Doors): JobDefinition =>
  defineJob<unknown>({
    queue: 'customers.credibility',
    title: () => ({ zh: '评定信息可信度', en: 'Judge how credible records are' }),
    cron: '17 19 * * *',
    async run(job) {
      const total = await job.transact(countWaiting)
      let done = 0
      for (const late of [true, false])
        while (!(await job.shouldStop())) {
          const judged = await job.transact((ctx) => judgeNext(ctx, doors, { late }))
          if (judged === 0) break
          done += judged
          await job.progress(done, Math.max(done, total))
        }
      if (await job.shouldStop()) return
      await job.transact(sumUp)
      return { records: done }
    },
  })
