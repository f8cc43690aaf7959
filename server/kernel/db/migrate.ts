import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { packageRoot } from '../engines/postgres.ts'

const folder = join(packageRoot, 'server/migrations')

export const migrationFiles = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()

/**
 * Brings the database up to the newest migration, each file in its own transaction, forward only.
 * Safe to call from several processes at once (advisory lock).
 *
 * @param appUrl the server's own log-in, made here when it is missing; it owns nothing
 * @throws when a file that already ran was edited since
 */
export async function migrate(ownerUrl: string, appUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('ringroad.migrate'))`)
    await createServerRole(client, appUrl)
    await client.query(`create table if not exists public.migration (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from public.migration',
    )
    const applied = new Map(rows.map((row) => [row.name, row.checksum]))
    const fresh: string[] = []
    for (const name of migrationFiles()) {
      const text = readFileSync(join(folder, name), 'utf8')
      const checksum = createHash('sha256').update(text).digest('hex')
      const before = applied.get(name)
      if (before === checksum) continue
      if (before)
        throw new Error(`Migration ${name} was edited after it ran. Restore it and write a new one.`)
      await apply(client, name, text, checksum)
      fresh.push(name)
    }
    return fresh
  } finally {
    await client.end()
  }
}

async function apply(client: pg.Client, name: string, text: string, checksum: string) {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into public.migration (name, checksum) values ($1, $2)', [name, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
}

/** The log-in of `appUrl`, member of the scope roles and owner of nothing. Its name is fixed: policies name it. */
async function createServerRole(client: pg.Client, appUrl: string) {
  const { username, password } = new URL(appUrl)
  if (username !== 'ringroad_app')
    throw new Error('DATABASE_URL: the user must be ringroad_app; it is created with this password')
  const { rowCount } = await client.query(`select from pg_roles where rolname = 'ringroad_app'`)
  const secret = pg.escapeLiteral(decodeURIComponent(password))
  await client.query(
    `${rowCount ? 'alter' : 'create'} role ringroad_app login noinherit nobypassrls password ${secret}`,
  )
}
