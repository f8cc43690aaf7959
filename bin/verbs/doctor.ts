import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { checkFacts, refreshFacts } from '../../server/domains/insights/facts/refresh.ts'
import { verifyCustody } from '../../server/domains/leads/index.ts'
import type { Ctx } from '../../server/kernel/ctx.ts'
import { migrationFiles } from '../../server/kernel/db/migrate.ts'
import { version } from '../../server/kernel/version.ts'
import { operator, withRuntime } from './session.ts'

const help = `npm run ringroad -- doctor [--data DIR]

Looks at everything that must be so and says what is not: engines, migrations, row security, custody chains and
holders, next steps, search keys, facts. Ends with 1 when something is wrong. Facts that differ are rebuilt.`

type Finding = { what: string; fault?: string }
const none = (what: string, rows: unknown[], fault: string): Finding =>
  rows.length ? { what, fault: `${rows.length} ${fault}` } : { what }

const rowsOf = async (ctx: Ctx, text: string) => (await sql.raw(text).execute(ctx.db)).rows

const checks: ((ctx: Ctx) => Promise<Finding>)[] = [
  async (ctx) => {
    const [row] = (await rowsOf(ctx, `select current_setting('server_version') as v`)) as { v: string }[]
    return {
      what: `PostgreSQL ${row!.v}, ClickHouse ${await ctx.services.analytics.version()}, Ringroad ${version}, ${migrationFiles().length} migrations`,
    }
  },
  async (ctx) =>
    none(
      'row security is forced on every table',
      await rowsOf(
        ctx,
        `select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public') and not (c.relrowsecurity and c.relforcerowsecurity)`,
      ),
      'tables are open',
    ),
  async (ctx) => {
    const { checked, faults } = await verifyCustody(ctx)
    return {
      what: `${checked.toLocaleString('en')} custody chains verified`,
      ...(faults.length && { fault: `${faults.length} broken, the first: ${JSON.stringify(faults[0])}` }),
    }
  },
  async (ctx) =>
    none(
      'an open lead has a next step with a date',
      await rowsOf(
        ctx,
        `select id from leads.lead where closed_at is null and (next_step_at is null or next_step = '') limit 1000`,
      ),
      'leads have none',
    ),
  async (ctx) =>
    none(
      'a person has at most one open lead per brand',
      await rowsOf(
        ctx,
        'select customer_id from leads.lead where closed_at is null group by customer_id, brand_id having count(*) > 1 limit 1000',
      ),
      'people have more',
    ),
  async (ctx) =>
    none(
      'whoever may see a customer can find them',
      await rowsOf(
        ctx,
        `select r.customer_id from customers.reach r join customers.finder f using (customer_id) where not f.keys @> array['n:' || r.node_id] limit 1000`,
      ),
      'customers miss a search key',
    ),
  async (ctx) => {
    await refreshFacts(ctx)
    const { same } = await checkFacts(ctx)
    return { what: 'facts add up to the rows', ...(!same && { fault: 'they did not, and were rebuilt' }) }
  },
]

export async function run(args: string[]) {
  const { values } = parseArgs({ args, options: { data: { type: 'string' }, help: { type: 'boolean' } } })
  if (values.help) return console.log(help)
  await withRuntime(values.data, async (runtime) => {
    let faults = 0
    for (const check of checks) {
      const { what, fault } = await runtime.transact(operator(runtime), check)
      console.log(`${fault ? 'x' : '+'} ${what}${fault ? `: ${fault}` : ''}`)
      if (fault) faults++
    }
    process.exitCode = faults ? 1 : 0
  })
}
