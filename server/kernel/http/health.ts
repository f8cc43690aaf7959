import { sql } from 'kysely'
import { commonProblems } from '../../../contract/problem.ts'
import { readHealth, readReadiness } from '../../../contract/system.ts'
import type { Analytics } from '../analytics.ts'
import type { Config } from '../config.ts'
import { Refused } from '../errors.ts'
import { anyone } from '../permissions.ts'
import { version } from '../version.ts'
import { callerOf } from './register.ts'
import { type Raw, type Route, rawRoute } from './route.ts'

/** Health answers 200 as long as the process lives and says which engine is away; readiness needs PostgreSQL. */
export const healthRoutes = (role: Config['role'], analytics: Analytics): Route[] => [
  rawRoute(readHealth, anyone, async (_, raw) => {
    const [postgres, clickhouse] = await Promise.all([
      ask(() => postgresVersion(raw)),
      ask(() => analytics.version()),
    ])
    return { ok: postgres.ok && clickhouse.ok, version, role, engines: { postgres, clickhouse } }
  }),
  rawRoute(readReadiness, anyone, async (_, raw) => {
    const postgres = await ask(() => postgresVersion(raw))
    if (!postgres.ok) throw new Refused(commonProblems.unavailable, { engine: 'PostgreSQL' })
    return { ready: true }
  }),
]

async function ask(question: () => Promise<string>): Promise<{ ok: boolean; version: string | null }> {
  try {
    return { ok: true, version: await question() }
  } catch {
    return { ok: false, version: null }
  }
}

const postgresVersion = ({ transact, request, now }: Raw) =>
  transact(callerOf(null, request, now), async (ctx) => {
    const { rows } = await sql<{ v: string }>`select current_setting('server_version') as v`.execute(ctx.db)
    return rows[0]!.v
  })
