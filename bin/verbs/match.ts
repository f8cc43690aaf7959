import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  type Accuracy,
  clusterAccuracy,
  type Measured,
  type Model,
  matchFiles,
  type Parameters,
  pairAccuracy,
  type Run,
} from '../../server/domains/customers/index.ts'
import { openAnalytics } from '../../server/kernel/analytics.ts'
import { printAccuracy } from './match-accuracy.ts'

const help = `npm run ringroad -- match FILE [FILE2] [--id COLUMN] [--truth COLUMN] [--ignore COLUMN,...] [--at WEIGHT]
    [--model IN.json] [--save OUT.json] [--clusters OUT.csv] [--keep DATABASE_FOLDER]
npm run ringroad -- match --accuracy [--customers 20000]

Finds the records of one file that are the same person, or links two files of which each holds everybody once. Columns are
recognised by name and content; --save writes the model that was made (features, blocking, comparisons, parameters) and
--model uses one, edited or not. With --truth (a column that says who is who; --truth-pattern REGEX when only its
first group does) it prints how right it was. --at is the match
weight, log2 of the odds, from which records are put together (default 3, 8 to 1); where the columns can tell two who live
together from one person, the weight is the one against strangers and against those ("kin") together. --keep leaves every step's table in a
ClickHouse folder to look into.
--accuracy prints precision, recall and F1 on the files of data/people and on the network twin at two noise levels.`

export async function run(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      id: { type: 'string' },
      truth: { type: 'string' },
      'truth-pattern': { type: 'string' },
      accuracy: { type: 'boolean' },
      customers: { type: 'string', default: '20000' },
      ignore: { type: 'string' },
      at: { type: 'string', default: '3' },
      model: { type: 'string' },
      save: { type: 'string' },
      clusters: { type: 'string' },
      keep: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return console.log(help)
  if (!values.accuracy && (positionals.length < 1 || positionals.length > 2))
    throw new Error(`One file or two.\n\n${help}`)
  const at = Number(values.at)
  if (!Number.isFinite(at)) throw new Error('--at is a number, for instance 3')
  const folder = values.keep ? resolve(values.keep) : mkdtempSync(join(tmpdir(), 'ringroad-match-'))
  const analytics = openAnalytics(folder)
  try {
    if (values.accuracy) return await printAccuracy(analytics, at, Number(values.customers))
    const steps = { analytics, database: 'matching', done: sayStep }
    const given = values.model ? (JSON.parse(readFileSync(values.model, 'utf8')) as Model) : undefined
    const { model, parameters } = await matchFiles(
      steps,
      positionals.map((path) => resolve(path)),
      {
        ...(given && { model: given }),
        ...(values.truth && { truth: values.truth }),
        ...(values['truth-pattern'] && { pattern: values['truth-pattern'] }),
        ignore: [values.id, values.truth, ...(values.ignore?.split(',') ?? [])].flatMap((one) => one ?? []),
        at,
      },
    )
    sayModel(model, parameters)
    if (values.truth)
      sayAccuracy(await pairAccuracy(steps, model, [0, 3, 6]), await clusterAccuracy(steps, model), at)
    if (values.save) writeFileSync(values.save, `${JSON.stringify({ ...model, parameters }, null, 2)}\n`)
    if (values.clusters) writeFileSync(values.clusters, await clustersOf(steps, values.id))
  } finally {
    await analytics.close()
    if (!values.keep) rmSync(folder, { recursive: true, force: true })
  }
}

const sayStep = (step: string, milliseconds: number, rows: number) =>
  console.log(
    `  ${step.padEnd(12)}${(milliseconds / 1000).toFixed(2).padStart(8)} s${rows.toLocaleString('en').padStart(14)}`,
  )

const onceIn = (chance: number) => `once in ${Math.round(1 / chance).toLocaleString('en')}`

function sayModel(model: Model, { prior, m, u, kin }: Parameters) {
  console.log(`\nBlocking: ${model.blocking.map(({ on }) => on.join(' + ') || 'everybody').join(' | ')}`)
  console.log(`Two records taken at random are one person ${onceIn(prior)}`)
  if (kin) console.log(`Two who live together, taken for such by what they share, ${onceIn(kin.prior)}`)
  console.log()
  for (const { name, levels } of model.comparisons) {
    console.log(name)
    for (const [at, level] of [...levels.map((one) => one.name), 'different'].entries()) {
      const [mine, yours, theirs] = [m[name]![at]!, u[name]![at]!, kin?.u[name]?.[at]]
      console.log(
        `  ${level.padEnd(16)} m ${mine.toFixed(5)}   u ${yours.toExponential(2)}   ${Math.log2(mine / yours)
          .toFixed(1)
          .padStart(6)} bits${theirs === undefined ? '' : `   kin ${theirs.toFixed(5)}`}`,
      )
    }
  }
}

const share = (one: number) => one.toFixed(4)
const row = (what: string, { precision, recall, f1, right, wrong, missed }: Measured) =>
  `${what.padEnd(26)}${share(precision)}     ${share(recall)}  ${share(f1)}  ${[right, wrong, missed].map((one) => one.toLocaleString('en').padStart(10)).join('')}`

function sayAccuracy({ truePairs, lookedAt, best, at }: Accuracy, clusters: Measured, weight: number) {
  console.log(
    truePairs === 0
      ? '\nNo true pairs: everybody stands there once'
      : `\n${truePairs.toLocaleString('en')} true pairs, of which blocking let ${share(lookedAt / truePairs)} through`,
  )
  console.log(`${''.padEnd(26)}precision  recall  F1           right     wrong    missed`)
  console.log(row(`pairs, best (${best.weight.toFixed(1)})`, best))
  for (const one of at) console.log(row(`pairs at ${one.weight}`, one))
  console.log(row(`clusters at ${weight}`, clusters))
}

async function clustersOf({ analytics, database }: Run, id = ''): Promise<string> {
  const name = id === '' ? 'toString(r.rid)' : `r.\`${id.replaceAll('`', '')}\``
  const rows = await analytics.rows<{ record: string; cluster: string }>(
    `select ${name} as record, toString(if(l.rid = 0 and l.label = 0, r.rid, l.label)) as cluster from ${database}.raw as r left join ${database}.labels as l on r.rid = l.rid order by r.rid`,
  )
  return `record,cluster\n${rows.map(({ record, cluster }) => `${/[",\n]/.test(record) ? JSON.stringify(record) : record},${cluster}\n`).join('')}`
}
