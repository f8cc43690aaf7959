// Runs or undoes one import in a process of its own, so that kill.test.ts can kill it.
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../../../kernel/config.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { openRuntime } from '../../../runtime.ts'
import { driverFor } from '../import-file.ts'
import { kinds } from '../kinds/index.ts'
import { runRows } from './run.ts'
import { undoRows } from './undo.ts'

type Arguments = [node: string, file: string, url: string, id: string, what: 'run' | 'undo', folder: string]
const [, , databaseUrl, id, what, folder] = process.argv as unknown as Arguments
kinds.customers.batchRows = 60
const runtime = openRuntime({
  config: {
    ...readConfig({}),
    dataDir: mkdtempSync(join(folder, 'worker-')),
    databasePool: 2,
    logLevel: 'silent',
  },
  databaseUrl,
})
const driver = driverFor(runtime, { actor: systemActor('test'), scope: systemScope }, () =>
  process.stdout.write('.'),
)
if (what === 'run') await runRows(driver, id)
else await undoRows(driver, id)
process.exit(0)
