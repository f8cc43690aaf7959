import type { JobDefinition } from '../../kernel/jobs/definition.ts'
import { defineJob } from '../../kernel/jobs/definition.ts'
import { dispatchBatch } from './actions/bulk.ts'
import { sweepClocks } from './actions/sweep.ts'

/** Leads per transaction: short enough that a click never waits long for a row. */
const sweepSize = 500
const bulkSize = 200

export const sweepJob = defineJob<Record<string, never>>({
  queue: 'leads-sweep',
  title: () => ({ zh: '线索时限巡检', en: 'Lead clocks' }),
  cron: '* * * * *',
  async run(job) {
    const sum = { taken: 0, breached: 0, sent: 0 }
    for (;;) {
      const done = await job.transact((ctx) => sweepClocks(ctx, sweepSize))
      for (const key of ['taken', 'breached', 'sent'] as const) sum[key] += done[key]
      if (done.taken < sweepSize || (await job.shouldStop())) break
      await job.progress(sum.taken)
    }
    return sum.taken > 0 ? sum : undefined
  },
})

export const bulkDispatch = defineJob<{ bulkId: string; leadIds: string[] }>({
  queue: 'leads-bulk-dispatch',
  title: ({ leadIds }) => ({
    zh: `批量派发 ${leadIds?.length ?? 0} 条线索`,
    en: `Dispatch ${leadIds?.length ?? 0} leads`,
  }),
  async run(job, { bulkId, leadIds }) {
    let sent = 0
    for (let from = 0; from < leadIds.length && !(await job.shouldStop()); from += bulkSize) {
      sent += await job.transact((ctx) => dispatchBatch(ctx, bulkId, leadIds.slice(from, from + bulkSize)))
      await job.progress(Math.min(leadIds.length, from + bulkSize), leadIds.length)
    }
    return { bulkId, leads: leadIds.length, sent }
  },
})

export const leadJobs = [sweepJob, bulkDispatch] as JobDefinition[]
