import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fitBgNbd } from '../../server/domains/insights/models/purchases/bg-nbd.ts'
import { expectedSpend, fitGammaGamma } from '../../server/domains/insights/models/purchases/gamma-gamma.ts'
import { bgNbdPurchases, expectedPurchases } from '../../server/domains/insights/models/purchases/scoring.ts'
import { abcBorders, abcClass } from '../../server/domains/insights/models/value/abc.ts'
import { rfmBorders, rfmScores } from '../../server/domains/insights/models/value/rfm.ts'
import { openAnalytics } from '../../server/kernel/analytics.ts'

// RFM, ABC and CLV from single purchases, as the valuation makes them: ClickHouse counts per customer, the pure models judge.
// With --python pandas and lifetimes do the same on the same purchases in the same run:
// node --max-old-space-size=6000 bench/insights/value.ts --customers=10000000 [--python=venv/bin/python]

const { values } = parseArgs({
  options: { customers: { type: 'string', default: '10000000' }, python: { type: 'string' } },
})
const customers = Number(values.customers)
const lastDay = 1_096
const windowDays = 365
const horizonWeeks = 52

/**
 * Buyers after BG/NBD with r 1, alpha 4 (weeks), a 1, b 9: about ten purchases each over one to three years. One hash a draw, so
 * that the same rows come back. The price has a customer's own level.
 */
const draw = (salt: string) => `(bitShiftRight(cityHash64(c, ${salt}), 11) + 0.5) / 9007199254740992`
const purchases = `
  with
    -log(${draw("'rate'")}) / 4 / 7 as rate,
    1 - pow(${draw("'gone'")}, 1 / 9) as leaves,
    toUInt32(${draw("'first'")} * 730) as born,
    exp(6.2 + 0.8 * sqrt(-2 * log(${draw("'level'")})) * cos(6.283185307 * ${draw("'turn'")})) as level,
    arrayCumSum(arrayMap(k -> -log(${draw('k')}) / rate, range(1, 200))) as gaps,
    arrayFirstIndex(k -> ${draw("k, 'stay'")} < leaves, range(1, 200)) as stops
  select c, toUInt16(born + floor(gap)) as day, toUInt32(level * 100 * (0.5 + (bitShiftRight(cityHash64(c, gap), 11) + 0.5) / 9007199254740992)) as fen
  from (select toUInt32(number) as c from numbers(${customers}))
  array join arrayConcat([0.], arraySlice(gaps, 1, if(stops = 0, 199, stops))) as gap
  where born + gap <= ${lastDay}`

/** What the valuation asks of the facts, per customer. */
const counted = `
  select c, toFloat64(${lastDay} - max(day)) as since, toFloat64(${lastDay} - min(day)) as age, toFloat64(uniqExact(day)) as days,
    toFloat64(countIf(day > ${lastDay - windowDays})) as inWindow, toFloat64(sum(fen)) as fen, toFloat64(count()) as bought
  from purchase group by c order by c`

const folder = mkdtempSync(join(tmpdir(), 'ringroad-value-'))
mkdirSync(join(folder, 'engine'))
const analytics = openAnalytics(join(folder, 'engine'))
const seconds: Record<string, number> = {}
async function timed<Result>(what: string, work: () => Result | Promise<Result>): Promise<Result> {
  const began = performance.now()
  const result = await work()
  seconds[what] = Math.round(performance.now() - began) / 1000
  return result
}
const columnFile = (table: string, name: string) => join(folder, `${table}-${name}.bin`)
/** One column as its bare numbers, through a file: no JSON, no objects. */
const put = (table: string, name: string, type: string, order = '') =>
  analytics.command(
    `insert into function file('${columnFile(table, name)}', 'RowBinary', '${name} ${type}') select ${name} from ${table} ${order}`,
  )
async function column(name: string): Promise<Float64Array> {
  await put('counted', name, 'Float64', 'order by c')
  const bytes = readFileSync(columnFile('counted', name))
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8)
}

try {
  await analytics.command(
    `create table purchase (c UInt32, day UInt16, fen UInt32) engine = MergeTree order by cityHash64(c, day, fen)`,
  )
  await analytics.command(`insert into purchase ${purchases}`)
  const [{ lines } = { lines: 0 }] = await analytics.rows<{ lines: number }>(
    'select count() as lines from purchase',
  )

  await timed('count per customer', () =>
    analytics.command(`create table counted engine = Memory as ${counted}`),
  )
  const [since, age, days, inWindow, fen, bought] = await timed(
    'read',
    async () =>
      [
        await column('since'),
        await column('age'),
        await column('days'),
        await column('inWindow'),
        await column('fen'),
        await column('bought'),
      ] as const,
  )
  const rfm = { daysSince: since, purchases: inWindow, valueFen: fen }
  const scores = await timed('RFM', () => rfmScores(rfm, rfmBorders(rfm, 5)))
  const classes = await timed('ABC', () => {
    const borders = abcBorders(fen)
    const counts = { A: 0, B: 0, C: 0 }
    for (const value of fen) counts[abcClass(value, borders)]++
    return counts
  })
  const histories = {
    repeats: days.map((one) => one - 1),
    recency: age.map((one, at) => (one - since[at]!) / 7),
    age: age.map((one) => one / 7),
  }
  const spend = { purchases: bought, mean: fen.map((one, at) => one / 100 / bought[at]!) }
  const fits = await timed('fit', () => [fitBgNbd(histories), fitGammaGamma(spend)] as const)
  const [bgNbd, gammaGamma] = fits
  const worth = await timed('CLV', () => {
    const expected = expectedPurchases(bgNbdPurchases(bgNbd.parameters), histories, horizonWeeks)
    return expected.map((one, at) => one * expectedSpend(gammaGamma.parameters, bought[at]!, spend.mean[at]!))
  })
  const best = scores.recency.reduce(
    (sum, one, at) => sum + (one === 5 && scores.frequency[at] === 5 && scores.monetary[at] === 5 ? 1 : 0),
    0,
  )
  const told = {
    customers: since.length,
    purchases: lines,
    classes,
    best,
    bgNbd: bgNbd.parameters,
    gammaGamma: gammaGamma.parameters,
    settled: bgNbd.settled && gammaGamma.settled,
    averageValue: worth.reduce((sum, one) => sum + one, 0) / worth.length,
    seconds: {
      ...seconds,
      all: Math.round(1000 * Object.values(seconds).reduce((sum, one) => sum + one, 0)) / 1000,
    },
    loadAverage: loadavg(),
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  }
  console.log(JSON.stringify({ ours: told }, null, 1))
  if (values.python) {
    for (const [name, type] of [
      ['c', 'UInt32'],
      ['day', 'UInt16'],
      ['fen', 'UInt32'],
    ] as const)
      await put('purchase', name, type, 'settings max_threads = 1')
    await analytics.command('drop table purchase')
    await analytics.command('drop table counted')
    const script = new URL('value.py', import.meta.url).pathname
    execFileSync(
      values.python,
      [script, ...['c', 'day', 'fen'].map((name) => columnFile('purchase', name)), String(lastDay)],
      { stdio: 'inherit' },
    )
  }
} finally {
  await analytics.close()
  rmSync(folder, { recursive: true, force: true })
}
