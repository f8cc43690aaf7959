import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { JobDefinition } from './definition.ts'

export const openQueue = (databaseUrl: string, onError: (error: Error) => void): PgBoss => {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: 'pgboss',
    migrate: false,
    createSchema: false,
    // The owner made the tables; this log-in may not rebuild their indexes.
    reindex: false,
    max: 4,
    application_name: 'ringroad-jobs',
    // Both default to 60 s: a killed worker's job would wait that much longer.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    cronMonitorIntervalSeconds: 5,
  })
  boss.on('error', onError)
  return boss
}

/** `exclusive`: one waiting or running delivery per job row, so the sweep may send again without asking first. */
export const makeQueue = (boss: PgBoss, { queue }: JobDefinition) =>
  boss.createQueue(queue, { policy: 'exclusive', heartbeatSeconds: 10, expireInSeconds: 86_000 })

/** Tables of the queue, made by the owner at migration; the server's role only works in them. */
export async function migrateJobs(owner: pg.Client, ownerUrl: string) {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: 'pgboss',
    max: 2,
    supervise: false,
    schedule: false,
  })
  await boss.start()
  await boss.stop({ graceful: false })
  await owner.query(`
    grant usage, create on schema pgboss to ringroad_app;
    grant select, insert, update, delete on all tables in schema pgboss to ringroad_app;
    grant execute on all functions in schema pgboss to ringroad_app;
    alter default privileges in schema pgboss grant select, insert, update, delete on tables to ringroad_app;`)
}
