import { createHash, type Hash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { version } from '../version.ts'
import { migrationOf, tablesToBackUp } from './tables.ts'

export type Manifest = {
  ringroad: string
  migration: string
  takenAt: string
  tables: { name: string; columns: string[]; rows: number; sha256: string }[]
  sequences: Record<string, number>
}

/**
 * Copies every table from one repeatable-read snapshot into `folder`: people may go on working meanwhile.
 * `secretFile` goes along when the installation keeps its secret in the data folder: without it sealed ID
 * numbers cannot be read again, so guard a backup like the data itself.
 *
 * @throws when the folder already holds a backup
 */
export async function backUp(
  ownerUrl: string,
  folder: string,
  now: Date,
  secretFile?: string,
  tell: (table: string) => void = () => {},
): Promise<Manifest> {
  if (existsSync(join(folder, 'manifest.json')))
    throw new Error(`${folder} already holds a backup; choose another folder`)
  await mkdir(folder, { recursive: true })
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const manifest: Manifest = {
      ringroad: version,
      migration: await migrationOf(client),
      takenAt: now.toISOString(),
      tables: [],
      sequences: {},
    }
    for (const table of await tablesToBackUp(client)) {
      tell(table.name)
      const columns = table.columns.join(', ')
      const source = client.query(copyTo(`copy (select ${columns} from ${table.name}) to stdout`))
      const hash = createHash('sha256')
      await pipeline(
        source,
        hashing(hash),
        createGzip({ level: 3 }),
        createWriteStream(join(folder, `${table.name}.copy.gz`)),
      )
      manifest.tables.push({
        name: table.name,
        columns: table.columns,
        rows: source.rowCount ?? 0,
        sha256: hash.digest('hex'),
      })
    }
    manifest.sequences = await sequencesOf(client)
    await client.query('commit')
    if (secretFile && existsSync(secretFile)) await copyFile(secretFile, join(folder, 'secret'))
    // Last: a folder without a manifest is an unfinished backup.
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2))
    return manifest
  } finally {
    await client.end()
  }
}

export const hashing = (hash: Hash) =>
  new Transform({
    transform(chunk, _, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })

async function sequencesOf(client: pg.ClientBase): Promise<Record<string, number>> {
  const { rows } = await client.query<{ name: string; last: number }>(`
    select format('%I.%I', schemaname, sequencename) as name, last_value as last from pg_sequences
    where schemaname not in ('pgboss', 'public') and last_value is not null`)
  return Object.fromEntries(rows.map((row) => [row.name, row.last]))
}
