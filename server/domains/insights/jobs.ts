import { defineJob, type JobDefinition } from '../../kernel/jobs/definition.ts'
import { checkFacts, refreshFacts } from './facts/refresh.ts'

/** Every minute; on demand by `POST /api/insights/refresh`. Runs as the system: facts know no scope, questions do. */
export const refreshFactsJob = defineJob<Record<string, never>>({
  queue: 'insights.refresh',
  title: () => ({ zh: '更新看板数据', en: 'Bring the facts up to date' }),
  cron: '* * * * *',
  run: async (job) => void (await job.transact(refreshFacts)),
})

export const checkFactsJob = defineJob<Record<string, never>>({
  queue: 'insights.check',
  title: () => ({ zh: '核对看板数据', en: 'Recount the facts' }),
  cron: '23 * * * *',
  run: async (job) => {
    const { same } = await job.transact(checkFacts)
    if (!same) return { rebuilt: true }
  },
})

export const insightJobs: JobDefinition[] = [refreshFactsJob as JobDefinition, checkFactsJob as JobDefinition]
