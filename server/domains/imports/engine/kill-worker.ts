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

const [, , databaseUrl, id, what] = process.argv as unknown as [
  string,
  string,
  string,
  string,
  'run' | 'undo',
]
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
