import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { backUp } from '../../server/kernel/backup/backup.ts'
import { withEngines } from './session.ts'

const help = `npm run ringroad -- backup --out DIR [--data DIR]

Copies every table from one snapshot into DIR, compressed, with checksums and a manifest; people may go on
working (with your own PostgreSQL; an embedded installation must be stopped first). The folder holds the
secret that opens sealed ID numbers: guard it like the data itself. Analytical facts are not in it, they are
rebuilt from these tables.`

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: { out: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) return console.log(help)
  if (!values.out) throw new Error(`--out DIR is missing.\n\n${help}`)
  const folder = resolve(values.out)
  await withEngines(values.data, async ({ ownerUrl }, config) => {
    const manifest = await backUp(ownerUrl, folder, new Date(), join(config.dataDir, 'secret'), (table) =>
      console.log(`  ${table}`),
    )
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    console.log(
      `${manifest.tables.length} tables, ${rows.toLocaleString('en')} rows, migration ${manifest.migration}, in ${folder}`,
    )
  })
}
