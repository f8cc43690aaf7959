import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrateAll } from '../../server/kernel/engines/migrate-all.ts'
import { startPostgres } from '../../server/kernel/engines/postgres.ts'
import { loadCast } from './cast.ts'

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string
    appUrl: string
  }
}

/** One real PostgreSQL for the whole run, migrated and peopled once; each test file clones it (about 60 ms). */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'ringroad-test-'))
  const postgres = await startPostgres(folder, false)
  await migrateAll(postgres.ownerUrl, postgres.url)
  await loadCast(postgres.ownerUrl)
  project.provide('ownerUrl', postgres.ownerUrl)
  project.provide('appUrl', postgres.url)
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
