import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { exportColumns, exportInto } from '../../server/domains/customers/actions/export.ts'
import { exportLeads } from '../../server/domains/leads/actions/export.ts'
import { csvStream } from '../../server/kernel/tables/index.ts'
import { operator, withRuntime } from './session.ts'

const help = `npm run ringroad -- export customers|leads --out FILE --reason WHY [--plain] [--data DIR]

CSV that Excel opens, formula-safe. Telephones are masked unless --plain; the audit keeps who, how many and why.
At most 50,000 customers or 20,000 leads, the most recent first: the screens can filter.`

export async function run(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      reason: { type: 'string' },
      plain: { type: 'boolean' },
      data: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const what = positionals[0]
  if (values.help || !what) return console.log(help)
  if (!values.out || !values.reason) throw new Error(`--out FILE and --reason WHY are needed.\n\n${help}`)
  const { out, reason } = values
  await withRuntime(values.data, async (runtime) => {
    await runtime.transact(operator(runtime), async (ctx) => {
      if (what === 'leads')
        return pipeline(await exportLeads(ctx, { reason }), createWriteStream(out, { mode: 0o600 }))
      if (what !== 'customers') throw new Error(`There is no export of ${what}.\n\n${help}`)
      const file = csvStream(exportColumns('zh-CN'))
      const target = file.pipe(createWriteStream(out, { mode: 0o600 }))
      await exportInto(ctx, { reason, filters: {}, contact: values.plain ? 'plain' : 'masked' }, file)
      file.end()
      await once(target, 'finish')
    })
    console.log(`written to ${out}`)
  })
}
