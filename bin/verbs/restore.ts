import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { restore } from '../../server/kernel/backup/restore.ts'
import { readConfig } from '../../server/kernel/config.ts'
import { withEngines } from './session.ts'

const help = `npm run ringroad -- restore --from DIR [--data DIR]

Fills an empty installation (a new data folder, or an empty database of your own) from a backup. Everything is
compared with the manifest before it counts; a file that was altered restores nothing.`

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: { from: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) return console.log(help)
  if (!values.from) throw new Error(`--from DIR is missing.\n\n${help}`)
  const folder = resolve(values.from)
  const { dataDir } = readConfig({ ...process.env, ...(values.data && { RINGROAD_DATA: values.data }) })
  const secret = join(dataDir, 'secret')
  if (existsSync(join(folder, 'secret')) && !existsSync(secret)) {
    await mkdir(dataDir, { recursive: true })
    await copyFile(join(folder, 'secret'), secret)
  }
  await withEngines(values.data, async ({ ownerUrl }) => {
    const manifest = await restore(ownerUrl, folder, (table) => console.log(`  ${table}`))
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    console.log(
      `${manifest.tables.length} tables, ${rows.toLocaleString('en')} rows restored, as of ${manifest.takenAt}`,
    )
  })
}
