import type { Words } from '../../../contract/endpoint.ts'
import type { Explained, LoopQuery, MetricKey } from '../../../contract/insights.ts'
import { commonProblems } from '../../../contract/problem.ts'
import type { Ctx } from '../../kernel/ctx.ts'
import { Refused } from '../../kernel/errors.ts'
import { formatFen } from '../../kernel/money.ts'
import { readSteps, valuesOf, windowOf } from './actions.ts'
import { sqlOf } from './door.ts'
import { readFreshness } from './facts/refresh.ts'
import { definedSince, isMetric, metrics } from './metrics.ts'
import { loopSteps } from './questions/loop-steps/question.ts'
import { costEach, ratio } from './rules.ts'

/** A number's own account of itself. Refusals: notFound for a metric that does not exist. */
export async function explainMetric(ctx: Ctx, key: string, query: LoopQuery): Promise<Explained> {
  if (!isMetric(key)) throw new Refused(commonProblems.notFound)
  const metric = metrics[key]
  const row = await readSteps(ctx, windowOf(ctx, query))
  const { open, overdue, breached, lost } = row
  const values: Record<MetricKey, number | null> = { ...valuesOf(row), open, overdue, breached, lost }
  return {
    metric: key,
    title: metric.title,
    unit: metric.unit,
    value: values[key],
    definition: metric.definition,
    formulas: formulasOf(key, values),
    freshness: await readFreshness(ctx),
    owner: metric.owner,
    since: definedSince,
    sql: sqlOf(loopSteps),
    registerIds: metric.register,
  }
}

const rate: Words = { zh: '占比', en: 'Rate' }
const each: Words = { zh: '每个花费', en: 'Cost each' }
const back: Words = { zh: '每元花费带来', en: 'Brought per yuan spent' }

/** The formulas with the numbers filled in; those that need money stay away where it is hidden. */
function formulasOf(key: MetricKey, values: Record<MetricKey, number | null>): Explained['formulas'] {
  const { over } = metrics[key]
  const shown: Explained['formulas'] = []
  if (over && values[over] !== null) {
    shown.push({
      name: key === 'revenue' ? back : rate,
      text: quotient(key, over),
      filled: filled(key, over, values),
      value: ratio(values[key], values[over]),
    })
  }
  const isCount = metrics[key].unit === 'count'
  if (isCount && values.spend !== null)
    shown.push({
      name: each,
      text: quotient('spend', key),
      filled: filled('spend', key, values),
      value: costEach(values.spend, values[key]),
    })
  return shown
}

const quotient = (part: MetricKey, whole: MetricKey): Words => ({
  zh: `${metrics[part].title.zh} ÷ ${metrics[whole].title.zh}`,
  en: `${metrics[part].title.en.toLowerCase()} ÷ ${metrics[whole].title.en.toLowerCase()}`,
})
const filled = (part: MetricKey, whole: MetricKey, values: Record<MetricKey, number | null>): string =>
  [part, whole].map((key) => figure(key, values[key])).join(' ÷ ')
const figure = (key: MetricKey, value: number | null): string =>
  value === null ? '—' : metrics[key].unit === 'fen' ? formatFen(value) : value.toLocaleString('en')
