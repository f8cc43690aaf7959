// npm run generate: data/schema.sql, server/kernel/db/tables.ts and data/openapi.json from what the code says.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeSchema } from '../server/kernel/db/describe.ts'
import { migrateAll } from '../server/kernel/engines/migrate-all.ts'
import { packageRoot, startPostgres } from '../server/kernel/engines/postgres.ts'

const folder = mkdtempSync(join(tmpdir(), 'ringroad-generate-'))
const postgres = await startPostgres(folder, false)
try {
  await migrateAll(postgres.ownerUrl, postgres.url)
  await writeSchema(postgres.ownerUrl)
  // What a jsonb column holds its domain says, once, where it reads it.
  const jsonb = 'ColumnType<unknown, string, string>'
  const mapping = JSON.stringify({
    int8: 'number',
    numeric: 'number',
    date: 'string',
    bytea: 'Buffer',
    jsonb,
  })
  execFileSync(
    process.execPath,
    [
      'node_modules/kysely-codegen/dist/cli/bin.js',
      '--dialect=postgres',
      '--camel-case',
      `--url=${postgres.ownerUrl}`,
      '--out-file=server/kernel/db/tables.ts',
      '--exclude-pattern=pgboss.*',
      '--default-schema=public',
      `--type-mapping=${mapping}`,
      '--log-level=error',
    ],
    { cwd: packageRoot, stdio: 'inherit' },
  )
  if (!process.argv.includes('--no-openapi')) {
    const { openapiDocument } = await import('../server/openapi.ts')
    writeFileSync(
      join(packageRoot, 'data/openapi.json'),
      `${JSON.stringify(await openapiDocument(), null, 1)}\n`,
    )
  }
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
