import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { seeded } from '../../server/domains/insights/models/numbers/random.ts'
import { fitBgNbd } from '../../server/domains/insights/models/purchases/bg-nbd.ts'
import { fitGammaGamma } from '../../server/domains/insights/models/purchases/gamma-gamma.ts'
import type { Histories } from '../../server/domains/insights/models/purchases/histories.ts'
import { fitParetoNbd } from '../../server/domains/insights/models/purchases/pareto-nbd.ts'
import {
  bgNbdPurchases,
  discountedPurchases,
  expectedPurchases,
  lifetimeValue,
} from '../../server/domains/insights/models/purchases/scoring.ts'
import { bgNbdHistories, gammaGammaMeans } from '../../server/domains/insights/models/purchases/simulate.ts'

// Fit and score customers, and with --python the library lifetimes on the same file in the same run:
// node bench/insights/purchases.ts --customers=1000000 --grid=day|none [--pareto] [--python=venv/bin/python]

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    /** Purchases on whole days, as a file of transactions gives them, or at any moment. */
    grid: { type: 'string', default: 'day' },
    seed: { type: 'string', default: '7' },
    pareto: { type: 'boolean', default: false },
    python: { type: 'string' },
  },
})

const size = Number(values.customers)
const step = values.grid === 'day' ? 1 / 7 : 0
const random = seeded(Number(values.seed))
/** First purchases over two years, in weeks before today. */
const ages = Float64Array.from({ length: size }, () => {
  const weeks = 4 + 100 * random()
  return step > 0 ? Math.round(weeks / step) * step : weeks
})
const histories: Histories = bgNbdHistories(random, { r: 0.5, alpha: 8, a: 0.8, b: 2.5 }, ages, step)
const spend = {
  purchases: histories.repeats,
  mean: gammaGammaMeans(random, { p: 4, q: 3.5, v: 600 }, histories.repeats),
}

const seconds: Record<string, number> = {}
const processor: Record<string, number> = {}
function timed<Result>(what: string, work: () => Result): Result {
  const began = performance.now()
  const spent = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(spent)
  seconds[what] = Math.round(performance.now() - began) / 1000
  processor[what] = Math.round((user + system) / 1000) / 1000
  return result
}

const month = { periods: 12, periodLength: 4.345, discountRate: 0.01 }
const bgNbd = timed('bgNbdFit', () => fitBgNbd(histories))
const model = bgNbdPurchases(bgNbd.parameters)
timed('expected', () => expectedPurchases(model, histories, 52))
const discounted = timed('discounted', () => discountedPurchases(model, histories, month))
const gammaGamma = timed('gammaGammaFit', () => fitGammaGamma(spend))
const worth = timed('lifetimeValue', () => lifetimeValue(discounted, gammaGamma.parameters, spend))
const pareto = values.pareto ? timed('paretoNbdFit', () => fitParetoNbd(histories)) : undefined
const average = worth.reduce((sum, one) => sum + one, 0) / size
const figures = {
  customers: size,
  grid: values.grid,
  bgNbd: bgNbd.parameters,
  gammaGamma: gammaGamma.parameters,
  ...(pareto && { paretoNbd: pareto.parameters }),
  settled: bgNbd.settled && gammaGamma.settled && (pareto?.settled ?? true),
  averageValue: average,
  seconds,
  processor,
  loadAverage: loadavg(),
  peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
}
console.log(JSON.stringify({ ours: figures }, null, 1))

if (values.python) {
  const folder = mkdtempSync(join(tmpdir(), 'ringroad-purchases-'))
  const columns = [histories.repeats, histories.recency, histories.age, spend.mean]
  const files = columns.map((column, at) => {
    const file = join(folder, `column-${at}.f64`)
    writeFileSync(file, column)
    return file
  })
  const script = new URL('lifetimes.py', import.meta.url).pathname
  try {
    execFileSync(values.python, [script, ...files], { stdio: 'inherit' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
