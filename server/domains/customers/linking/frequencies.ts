import type { JobRun } from '../../../kernel/jobs/definition.ts'
import { inside, type Run } from '../matching/run.ts'
import { type Frequency, forgetFrequencies, keepFrequencies } from './queries.ts'

const page = 20_000

/** `often` into PostgreSQL, so that a live arrival weighs a value as the runs do; page by page, however many there are. */
export async function shareFrequencies(job: JobRun, run: Run): Promise<void> {
  const started = performance.now()
  let shared = 0
  await job.transact(async (ctx) => {
    await forgetFrequencies(ctx)
    for (let [feature, value] = ['', '']; ; ) {
      const rows = await run.analytics.rows<Frequency>(
        inside(
          run,
          `select feature, value, share from often where (feature, value) > ({feature:String}, {value:String})
          order by feature, value limit ${page}`,
        ),
        { feature, value },
      )
      if (rows.length > 0) await keepFrequencies(ctx, rows)
      shared += rows.length
      if (rows.length < page) break
      ;({ feature, value } = rows.at(-1)!)
    }
  })
  await run.done?.('shared', performance.now() - started, shared)
}
