import { type Engines, openEngines } from '../../server/engines.ts'
import { type Config, readConfig } from '../../server/kernel/config.ts'
import { systemActor, systemScope } from '../../server/kernel/ctx.ts'
import type { Caller } from '../../server/kernel/db/transaction.ts'
import { newId } from '../../server/kernel/ids.ts'
import { openRuntime, type Runtime } from '../../server/runtime.ts'

/** Opens the engines for one verb. An embedded installation must not be running: one process per data folder. */
export async function withEngines(
  data: string | undefined,
  work: (engines: Engines, config: Config) => Promise<void>,
): Promise<void> {
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env, ...(data && { RINGROAD_DATA: data }) })
  const engines = await openEngines(config)
  try {
    await work(engines, config)
  } finally {
    await engines.stop()
  }
}

export const withRuntime = (
  data: string | undefined,
  work: (runtime: Runtime, engines: Engines) => Promise<void>,
): Promise<void> =>
  withEngines(data, async (engines, config) => {
    const runtime = openRuntime({
      config,
      databaseUrl: engines.databaseUrl,
      onError: (error) => console.error(error.message),
    })
    try {
      await work(runtime, engines)
    } finally {
      await runtime.close()
    }
  })

/** A verb acts as the machine's operator; the audit says so. */
export const operator = (runtime: Runtime): Caller => ({
  actor: systemActor('command line'),
  scope: systemScope,
  now: runtime.clock.now(),
  requestId: `cli-${newId()}`,
})
