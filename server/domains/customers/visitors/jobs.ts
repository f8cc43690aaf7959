import { day } from '../../../kernel/clock.ts'
import { defineJob } from '../../../kernel/jobs/definition.ts'
import { forgetBefore } from './queries.ts'

/** Thirteen months: a season can be compared with the last one, and nobody's browsing is kept for longer. */
const keptMs = 395 * day
const batch = 20_000

export const forgetVisitsJob = defineJob<unknown>({
  queue: 'customers.visits-forget',
  title: () => ({ zh: '清理到期的网页访问', en: 'Forget outlived web visits' }),
  cron: '23 19 * * *',
  async run(job) {
    let gone = 0
    for (let last = -1; last !== 0 && !(await job.shouldStop()); gone += last)
      last = await job.transact((ctx) => forgetBefore(ctx, new Date(ctx.now.getTime() - keptMs), batch))
    return gone > 0 ? { removed: gone } : undefined
  },
})
