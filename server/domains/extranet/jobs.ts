import { defineJob, type JobDefinition } from '../../kernel/jobs/definition.ts'
import { remindDealers } from './actions.ts'

export const remindDailyCounts = defineJob<Record<string, never>>({
  queue: 'extranet.remind',
  title: () => ({ zh: '提醒未填日报的经销商', en: 'Remind dealers of missing daily counts' }),
  cron: '10 * * * *',
  run: async (job) => {
    const reminded = await job.transact(remindDealers)
    if (reminded > 0) return { reminded }
  },
})

export const extranetJobs: JobDefinition[] = [remindDailyCounts as JobDefinition]
