import pg from 'pg'
import { migrate } from '../db/migrate.ts'
import { migrateJobs } from '../jobs/jobs.ts'

/** The product's tables and the queue's. Returns the names of the migrations that ran now. */
export async function migrateAll(ownerUrl: string, appUrl: string): Promise<string[]> {
  const fresh = await migrate(ownerUrl, appUrl)
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await migrateJobs(owner, ownerUrl)
  } finally {
    await owner.end()
  }
  return fresh
}
