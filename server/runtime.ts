import type pg from 'pg'
import { jobs, wireEvents } from './app.ts'
import { type Analytics, openAnalytics } from './kernel/analytics.ts'
import { type Clock, systemClock } from './kernel/clock.ts'
import type { Config } from './kernel/config.ts'
import type { Services } from './kernel/ctx.ts'
import { openPool } from './kernel/db/database.ts'
import { type Transact, transactor } from './kernel/db/transaction.ts'
import { type JobRunner, jobRunner } from './kernel/jobs/jobs.ts'
import { openMail } from './kernel/mail.ts'
import { readMasterSecret, secretsFrom } from './kernel/secrets.ts'

/** Everything a process works with, over engines that already run. */
export type Runtime = {
  config: Config
  databaseUrl: string
  pool: pg.Pool
  transact: Transact
  clock: Clock
  analytics: Analytics
  jobs: JobRunner
  close(): Promise<void>
}

export type RuntimeOptions = {
  config: Config
  databaseUrl: string
  clock?: Clock
  onError?: (error: Error) => void
}

export function openRuntime({
  config,
  databaseUrl,
  clock = systemClock,
  onError = () => {},
}: RuntimeOptions): Runtime {
  const pool = openPool(databaseUrl, config.databasePool)
  const analytics = openAnalytics(config.dataDir, config.clickhouseUrl, config.clickhouseCluster)
  const secrets = secretsFrom(readMasterSecret(config.secret, config.dataDir))
  const mail = openMail(config)
  const services: Services = { secrets, analytics, mail, wake: (queue, id) => runner.wake(queue, id) }
  const transact = transactor(pool, wireEvents(), services, onError)
  const runner = jobRunner(databaseUrl, jobs, { transact, clock, onError })
  return {
    config,
    databaseUrl,
    pool,
    transact,
    clock,
    analytics,
    jobs: runner,
    async close() {
      await runner.stop()
      mail.close()
      await pool.end()
      await analytics.close()
    },
  }
}
