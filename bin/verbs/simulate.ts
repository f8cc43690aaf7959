import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { writeTwin } from '../../twin/index.ts'
import { progressBar } from '../progress.ts'

const help = `npm run ringroad -- simulate --seed 7 --dealers 396 --customers 30000 --months 24 --out DIR [--until 2026-11-22] [--noise ordinary|heavy]

Writes what a carmaker's systems would send, and the truth behind it. Same arguments, same bytes. See twin/README.md.`

export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '7' },
      dealers: { type: 'string', default: '396' },
      customers: { type: 'string', default: '30000' },
      months: { type: 'string', default: '24' },
      until: { type: 'string', default: '2026-11-22' },
      noise: { type: 'string', default: 'ordinary' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return console.log(help)
  if (!values.out) throw new Error(`--out DIR is missing.\n\n${help}`)
  if (values.noise !== 'ordinary' && values.noise !== 'heavy') throw new Error('--noise is ordinary or heavy')
  const bar = progressBar()
  const out = resolve(values.out)
  await writeTwin({
    seed: whole('seed', values.seed, 0, 2 ** 31),
    dealers: whole('dealers', values.dealers, 1, 5_000),
    customers: whole('customers', values.customers, 1, 100_000_000),
    months: whole('months', values.months, 1, 120),
    until: values.until,
    noise: values.noise,
    out,
    onProgress: ({ stage, done }) => bar.show(stage, done, 1),
  })
  bar.end()
  console.log(`Written to ${out}`)
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new Error(`--${name} is a whole number from ${least} to ${most}`)
  return value
}
