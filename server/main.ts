import type { FastifyInstance } from 'fastify'
import { createApp } from './app.ts'
import { type Engines, openEngines } from './engines.ts'
import type { Config } from './kernel/config.ts'
import { openRuntime, type Runtime } from './runtime.ts'

export type Running = {
  runtime: Runtime
  app?: FastifyInstance
  engines: Engines
  address: string | null
  stop(): Promise<void>
}

/**
 * Settings -> engines -> app -> listen. `prepare` runs between the engines and the first request
 * (the demonstration network is loaded there).
 */
export async function start(
  config: Config,
  prepare: (runtime: Runtime) => Promise<void> = async () => {},
): Promise<Running> {
  const engines = await openEngines(config)
  const onError = (error: Error) => app?.log.error({ err: error }, 'in the background')
  const runtime = openRuntime({ config, databaseUrl: engines.databaseUrl, onError })
  let app: FastifyInstance | undefined
  const stop = async () => {
    await app?.close()
    await runtime.close()
    await engines.stop()
  }
  try {
    await prepare(runtime)
    if (config.role !== 'http') await runtime.jobs.start()
    if (config.role === 'jobs') return { runtime, engines, address: null, stop }
    app = await createApp({ ...runtime, config })
    const address = await app.listen({ host: config.host, port: config.port })
    return { runtime, app, engines, address, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
