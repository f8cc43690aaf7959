import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import {
  clusterAccuracy,
  type Model,
  matchFiles,
  pairAccuracy,
} from '../../server/domains/customers/index.ts'
import { openAnalytics } from '../../server/kernel/analytics.ts'

// Ringroad's matching with the rules and comparisons Splink is given (rules.json), on the same file:
// node bench/matching/ours.ts people.csv tight|loose

type Level = { test: string; atLeast?: number; atMost?: number; of?: string; termFrequency?: boolean }
type Rules = {
  columns: string[]
  blocking: { tight: string[][]; more: string[][] }
  comparisons: { column: string; levels: Level[] }[]
}

/** `substr(surname,1,4)` is a feature of its own. */
function featureOf(expression: string, model: Model): string {
  const part = /^substr\((\w+),1,(\d+)\)$/.exec(expression)
  const local = /^before\((\w+),'@'\)$/.exec(expression)
  const name = part ? `${part[1]}_${part[2]}` : local ? `${local[1]}_local` : expression
  if (!model.features.some((one) => one.name === name))
    model.features.push(
      part
        ? { name, from: [part[1]!], how: 'prefix', length: Number(part[2]) }
        : { name, from: [local![1]!], how: 'local-part' },
    )
  return name
}

function modelOf(rules: Rules, loose: boolean): Model {
  const model: Model = {
    link: 'within',
    features: rules.columns.map((name) => ({ name, from: [name], how: 'text' })),
    blocking: [],
    comparisons: [],
  }
  for (const on of [...rules.blocking.tight, ...(loose ? rules.blocking.more : [])])
    model.blocking.push({ on: on.map((one) => featureOf(one, model)), mostPerKey: 1_000_000 })
  for (const { column, levels } of rules.comparisons)
    model.comparisons.push({
      name: column,
      needs: [column],
      ...(levels[0]!.termFrequency && { rare: column }),
      levels: levels.map(({ test, atLeast, atMost, of }, at) => {
        const name = featureOf(of ?? column, model)
        const when =
          test === 'exact'
            ? { same: name }
            : test === 'jaroWinkler'
              ? { alike: name, atLeast: atLeast! }
              : { near: name, atMost: atMost! }
        return { name: `${test}-${at}`, when }
      }),
    })
  return model
}

const [file, kind = 'tight'] = process.argv.slice(2)
const rules = JSON.parse(readFileSync(new URL('rules.json', import.meta.url), 'utf8')) as Rules
const folder = process.env.KEEP ?? mkdtempSync(join(tmpdir(), 'ringroad-match-'))
const analytics = openAnalytics(folder)
const seconds: Record<string, number> = {}
const processor: Record<string, number> = {}
const counts: Record<string, number> = {}
let spent = 0
const spentNow = () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6
const run = {
  analytics,
  database: 'matching',
  done: (step: string, milliseconds: number, rows: number) => {
    seconds[step] = Math.round(milliseconds / 10) / 100
    counts[step] = rows
    processor[step] = Math.round((spentNow() - spent) * 100) / 100
    spent = spentNow()
  },
}
const model = modelOf(rules, kind === 'loose')
const started = performance.now()
const { parameters } = await matchFiles(run, [resolve(file!)], {
  model,
  truth: 'cluster',
  ignore: [],
  at: Math.log2(0.95 / 0.05),
})
const totalSeconds = Math.round((performance.now() - started) / 10) / 100
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024)
const processorSeconds = Math.round((process.cpuUsage().user + process.cpuUsage().system) / 10_000) / 100
const nightly = performance.now()
await matchFiles({ ...run, done: () => {} }, [resolve(file!)], {
  model: { ...model, parameters },
  ignore: [],
  at: Math.log2(0.95 / 0.05),
})
const nightlySeconds = Math.round((performance.now() - nightly) / 10) / 100
const accuracy = await pairAccuracy(run, model, [])
const clusters = await clusterAccuracy(run, model)
console.log(
  JSON.stringify(
    {
      kind,
      loadAverage: loadavg(),
      seconds,
      processor,
      totalSeconds,
      processorSeconds,
      nightlySeconds,
      peakMiB,
      counts,
      best: accuracy.best,
      clusters,
    },
    null,
    1,
  ),
)
await analytics.close()
if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true })
