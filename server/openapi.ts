import { createApp } from './app.ts'
import type { Analytics } from './kernel/analytics.ts'
import { systemClock } from './kernel/clock.ts'
import { readConfig } from './kernel/config.ts'

/** The OpenAPI 3.1 document of every route; needs no engine. */
export async function openapiDocument(): Promise<object> {
  const absent = () => Promise.reject(new Error('no engine'))
  const analytics: Analytics = {
    rows: absent,
    command: absent,
    insert: absent,
    load: absent,
    version: absent,
    close: async () => {},
  }
  const config = { ...readConfig({}), logLevel: 'silent' as const }
  const app = await createApp({
    config,
    analytics,
    clock: systemClock,
    transact: absent,
    databaseUrl: 'postgres://127.0.0.1:1/none',
  })
  await app.ready()
  const document = app.swagger()
  await app.close()
  return document
}
