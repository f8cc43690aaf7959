import { asSystem } from '../../kernel/db/widen.ts'
import { defineJob, type JobDefinition } from '../../kernel/jobs/definition.ts'
import { type Recomposition, recomposeNext } from './actions/recompose-all.ts'
import { learnMisread } from './linking/misread.ts'
import { matchEverybody } from './linking/nightly.ts'
import { unmatch } from './linking/undo.ts'
import { countSeveralTimesSeen, progressOf } from './queries/survivorship.ts'
import { forgetVisitsJob } from './visitors/jobs.ts'

/** After a change of rules, or before it to count what it would change. Taken up again it goes on where it was. */
export const recomposeJob = defineJob<Recomposition>({
  queue: 'customers.recompose',
  title: ({ draft }) =>
    draft
      ? { zh: '试算金记录取值规则', en: 'Count what survivorship rules would change' }
      : { zh: '按规则重算金记录', en: 'Compose the golden records anew' },
  async run(job, input) {
    const total = await job.transact(countSeveralTimesSeen)
    while (!(await job.shouldStop())) {
      const progress = await job.transact((ctx) => recomposeNext(ctx, job.jobId, input))
      if (!progress) break
      await job.progress(progress.looked, total)
    }
    const { looked, customers, fields } = await job.transact((ctx) =>
      asSystem(ctx, (wide) => progressOf(wide, job.jobId)),
    )
    return { looked, customers, fields, dry: input.draft !== undefined }
  },
})

/** They write the same tables in ClickHouse: one at a time in the whole installation. */
const matching = ['customers.match', 'customers.unmatch']

/** At night in China, and on demand. Learns the parameters anew when asked, or when there are none. */
export const matchJob = defineJob<{ retrain?: boolean }>({
  queue: 'customers.match',
  title: () => ({ zh: '全网查重', en: 'Match everybody with everybody' }),
  cron: '37 18 * * *',
  notBeside: matching,
  run: async (job, { retrain }) => (await matchEverybody(job, { retrain: retrain ?? false })) ?? undefined,
})

export const unmatchJob = defineJob<{ runId: string }>({
  queue: 'customers.unmatch',
  title: () => ({ zh: '撤销一次全网查重', en: 'Take back a matching run' }),
  notBeside: matching,
  run: (job, { runId }) => unmatch(job, runId),
})

/** At night, after the records were judged (customers.credibility) and well before the next matching. */
export const misreadJob = defineJob<unknown>({
  queue: 'customers.misread',
  title: () => ({ zh: '补录有一位之差的证件号', en: 'Learn ID numbers with a slip' }),
  cron: '7 20 * * *',
  run: async (job) => ({ learned: await learnMisread(job) }),
})

export const customerJobs = [
  recomposeJob,
  matchJob,
  misreadJob,
  unmatchJob,
  forgetVisitsJob,
] as JobDefinition[]
