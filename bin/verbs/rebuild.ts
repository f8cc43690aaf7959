import { parseArgs } from 'node:util'
import { rebuildFacts } from '../../server/domains/insights/facts/refresh.ts'
import { operator, withRuntime } from './session.ts'

const help = `npm run ringroad -- rebuild [--data DIR]

Loads every fact of ClickHouse anew from PostgreSQL, beside the tables that are there, and swaps at the end: boards and
analyses go on answering, and afterwards give the same numbers. For a ClickHouse that was lost, restored from somewhere
or is in doubt. An embedded installation must not be running; one with its own CLICKHOUSE_URL may be.`

export async function run(args: string[]) {
  const { values } = parseArgs({ args, options: { data: { type: 'string' }, help: { type: 'boolean' } } })
  if (values.help) return console.log(help)
  await withRuntime(values.data, async (runtime) => {
    const { changed } = await runtime.transact(operator(runtime), rebuildFacts)
    console.log(`${changed.toLocaleString('en')} rows of facts`)
  })
}
