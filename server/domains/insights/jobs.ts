import type { Ctx } from '../../kernel/ctx.ts'
import { Refused } from '../../kernel/errors.ts'
import { defineJob, type JobDefinition, type JobRun } from '../../kernel/jobs/definition.ts'
import { checkFacts, rebuildFacts, refreshFacts } from './facts/refresh.ts'
import { scoreJob, trainJob } from './propensity/jobs.ts'
import { valueJob } from './value/jobs.ts'

/** While ClickHouse is away there is nothing to do and nothing lost: the next run reads on from where the facts end. */
async function whenThere<T>(job: JobRun, work: (ctx: Ctx) => Promise<T>): Promise<T | null> {
  try {
    return await job.transact(work)
  } catch (error) {
    if (error instanceof Refused && error.refusal.status === 503) return null
    throw error
  }
}

/** Every minute; on demand by `POST /api/insights/refresh`. Runs as the system: facts know no scope, questions do. */
export const refreshFactsJob = defineJob<Record<string, never>>({
  queue: 'insights.refresh',
  title: () => ({ zh: '更新看板数据', en: 'Bring the facts up to date' }),
  cron: '* * * * *',
  run: async (job) => void (await whenThere(job, refreshFacts)),
})

export const checkFactsJob = defineJob<Record<string, never>>({
  queue: 'insights.check',
  title: () => ({ zh: '核对看板数据', en: 'Recount the facts' }),
  cron: '23 * * * *',
  run: async (job) => {
    const checked = await whenThere(job, checkFacts)
    if (checked && !checked.same) return { rebuilt: true }
  },
})

/** At night in China: what a fact copied from others (a dealer's region, a campaign's medium) may have changed. */
export const rebuildFactsJob = defineJob<Record<string, never>>({
  queue: 'insights.rebuild',
  title: () => ({ zh: '重建看板数据', en: 'Rebuild the facts' }),
  cron: '17 19 * * *',
  run: async (job) => (await whenThere(job, rebuildFacts)) ?? undefined,
})

export const insightJobs = [
  refreshFactsJob,
  checkFactsJob,
  rebuildFactsJob,
  valueJob,
  trainJob,
  scoreJob,
] as JobDefinition[]
