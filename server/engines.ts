import type { Config } from './kernel/config.ts'
import { lockFolder } from './kernel/engines/lock.ts'
import { migrateAll } from './kernel/engines/migrate-all.ts'
import { startPostgres } from './kernel/engines/postgres.ts'

export type Engines = {
  databaseUrl: string
  ownerUrl: string
  embedded: boolean
  migrated: string[]
  stop(): Promise<void>
}

/** Reaches the given PostgreSQL, or starts the embedded one under the data folder; migrates either. */
export async function openEngines(config: Config): Promise<Engines> {
  if (config.databaseUrl && config.databaseOwnerUrl) {
    const migrated = await migrateAll(config.databaseOwnerUrl, config.databaseUrl)
    return {
      databaseUrl: config.databaseUrl,
      ownerUrl: config.databaseOwnerUrl,
      embedded: false,
      migrated,
      stop: async () => {},
    }
  }
  const unlock = lockFolder(config.dataDir)
  try {
    const postgres = await startPostgres(config.dataDir)
    const stop = async () => {
      await postgres.stop()
      unlock()
    }
    try {
      const migrated = await migrateAll(postgres.ownerUrl, postgres.url)
      return { databaseUrl: postgres.url, ownerUrl: postgres.ownerUrl, embedded: true, migrated, stop }
    } catch (error) {
      await stop()
      throw error
    }
  } catch (error) {
    unlock()
    throw error
  }
}
