import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { hashing, type Manifest } from './backup.ts'
import { inOrder, migrationOf, tablesToBackUp } from './tables.ts'

export const readManifest = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest

/**
 * Writes a backup into an empty, migrated database, all or nothing: row counts and checksums are compared
 * before the commit.
 *
 * @throws when the database is not empty, the migration differs, or a file was altered
 */
export async function restore(
  ownerUrl: string,
  folder: string,
  tell: (table: string) => void = () => {},
): Promise<Manifest> {
  const manifest = await readManifest(folder)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('begin')
    await refuseUnlessFit(client, manifest)
    const order = new Map(inOrder(await tablesToBackUp(client)).map((table, index) => [table.name, index]))
    const tables = manifest.tables.toSorted((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0))
    for (const table of tables) {
      tell(table.name)
      await client.query(`alter table ${table.name} disable trigger user`)
      // Rows that a migration gives (kinds of ties) come back as they were backed up.
      await client.query(`delete from ${table.name}`)
      const hash = createHash('sha256')
      const target = client.query(copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin`))
      await pipeline(
        createReadStream(join(folder, `${table.name}.copy.gz`)),
        createGunzip(),
        hashing(hash),
        target,
      )
      if (hash.digest('hex') !== table.sha256 || target.rowCount !== table.rows)
        throw new Error(`${table.name}.copy.gz is not what the manifest says; nothing was restored`)
      await client.query(`alter table ${table.name} enable trigger user`)
    }
    for (const [name, last] of Object.entries(manifest.sequences))
      await client.query('select setval($1::regclass, $2)', [name, last])
    await client.query('commit')
    return manifest
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}

async function refuseUnlessFit(client: pg.ClientBase, manifest: Manifest) {
  const migration = await migrationOf(client)
  if (migration !== manifest.migration)
    throw new Error(
      `The backup is of migration ${manifest.migration}, this database of ${migration}. Restore with Ringroad ${manifest.ringroad}, then upgrade.`,
    )
  const { rows } = await client.query<{ filled: boolean }>(
    'select exists (select from dealers.node) as filled',
  )
  if (rows[0]?.filled)
    throw new Error('This database is not empty. Restore into a new one: nothing here is overwritten.')
}
