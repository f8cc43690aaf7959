import type { Words } from '../../../../../contract/endpoint.ts'
import { askQuestion, type Question } from '../../door.ts'
import type { Accuracy, ForecastMethod } from '../../models/forecast/backtest.ts'
import type { Forecast } from '../../models/forecast/forecast.ts'
import { monthlySales } from '../../questions/monthly-sales/question.ts'
import { analysis } from '../analysis.ts'
import { column, percent, ranged } from '../cells.ts'
import { lastWithout, withoutWord } from '../without.ts'
import { fewestMonths, forecastMonths, horizon, lastWholeMonth, monthAfter, wholeMonths } from './months.ts'

const methodWords: Record<ForecastMethod, Words> = {
  naive: { zh: '与去年同月或上月相同', en: 'As last year or last month' },
  smoothing: { zh: '指数平滑', en: 'Exponential smoothing' },
  additive: { zh: '加法季节平滑', en: 'Smoothing, additive season' },
  multiplicative: { zh: '乘法季节平滑', en: 'Smoothing, multiplicative season' },
}
const mostNames = 12

export const salesForecast = analysis<'what' | 'by'>({
  name: 'forecast',
  room: 'sales',
  title: { zh: '销量预测', en: 'Sales forecast' },
  definition: {
    zh: '按月的交车或订单，以及今后三个月的预测与 95% 区间。方法在过去的每个月上回测，误差最小者胜出，并与最朴素的预测并列',
    en: 'Deliveries or orders by month and the next three months with a 95 % interval. Every method is tested on the past month by month, the least wrong one is used, and its error stands beside the naive forecast’s',
  },
  formula: {
    zh: '误差 = 回测中绝对误差之和 ÷ 实际销量之和；区间来自同样步数的回测误差',
    en: 'error = sum of absolute errors in the back-test ÷ what was sold; intervals come from the errors so many months ahead',
  },
  register: ['A18-13', 'A21-17', 'A18-12'],
  filters: ['brand', 'region', 'dealer', 'series'],
  choices: [
    {
      key: 'what',
      title: { zh: '预测', en: 'Of' },
      options: [
        { value: 'deliveries', title: { zh: '交车', en: 'Deliveries' } },
        { value: 'orders', title: { zh: '订单', en: 'Orders' } },
      ],
    },
    {
      key: 'by',
      title: { zh: '按', en: 'By' },
      options: [
        { value: 'all', title: { zh: '合计', en: 'Together' } },
        { value: 'region', title: { zh: '大区', en: 'Region' } },
        { value: 'series', title: { zh: '车系', en: 'Series' } },
      ],
    },
  ],
  chart: { kind: 'line', x: 'month', y: ['sold', 'expected'] },
  questions: [monthlySales] as Question[],
  find: async (ctx, { window, chosen }) => {
    const dimension = chosen.by as 'all' | 'region' | 'series'
    const what = chosen.what === 'orders' ? 'orders' : 'deliveries'
    const sales = await askQuestion(ctx, monthlySales, window, { what, dimension })
    const last = lastWholeMonth(window.to)
    const first = sales.reduce<string | null>(
      (least, { month }) => (least && least < month ? least : month),
      null,
    )
    const all = wholeMonths(sales, last)
    const total = forecastMonths(all.values)
    if (!total) return { columns, rows: [], empty: tooShort(all.months.length) }
    const bySize = lastWithout(groupsOf(sales), ({ name }) => name === null)
    const groups = bySize.map(({ mark, name, sold }) => {
      const { months, values } = wholeMonths(sold, last, first)
      return {
        mark,
        name: name ?? '',
        months,
        values,
        said: forecastMonths(values),
      }
    })
    const shown = groups.slice(0, mostNames)
    return {
      columns: dimension === 'all' ? columns : [nameColumn(dimension), ...columns.slice(1)],
      rows: shown.flatMap(rowsOf),
      ...(dimension !== 'all' && { chart: { kind: 'line' as const, x: 'month', y: ['value'], by: 'name' } }),
      figures: figuresOf(total, all.months.at(-1)!),
      says: sentence(total),
      notes: [
        {
          zh: `第一个有销量的月份可能不完整，不用；${last.slice(0, 7)} 之后的月份还没有过完`,
          en: `The first month with sales may be cut off and is not used; months after ${last.slice(0, 7)} are not over`,
        },
        ...(groups.length > mostNames
          ? [{ zh: `只列出销量最大的 ${mostNames} 个`, en: `The ${mostNames} that sell most` }]
          : []),
      ],
    }
  },
})

const tooShort = (months: number): Words => ({
  zh: `只有 ${months} 个完整的月份，预测至少需要 ${fewestMonths} 个：请导入更早的订单与交车`,
  en: `Only ${months} whole months; a forecast needs ${fewestMonths}. Import earlier orders and deliveries`,
})

type Sale = { month: string; mark: string; name: string | null; sold: number }
function groupsOf(sales: readonly Sale[]) {
  const groups = new Map<string, { mark: string; name: string | null; sold: Sale[] }>()
  for (const sale of sales) {
    const group = groups.get(sale.mark)
    if (group) group.sold.push(sale)
    else groups.set(sale.mark, { mark: sale.mark, name: sale.name, sold: [sale] })
  }
  const size = ({ sold }: { sold: Sale[] }) => sold.reduce((sum, one) => sum + one.sold, 0)
  return [...groups.values()].sort((a, b) => size(b) - size(a) || a.mark.localeCompare(b.mark))
}

const errorOf = (said: Forecast, method: ForecastMethod): Accuracy | undefined =>
  said.accuracy.find((one) => one.method === method)
const finite = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value

type Group = { name: string; months: string[]; values: number[]; said: Forecast | null }
function rowsOf({ name, months, values, said }: Group) {
  const past = months.map((month, at) => ({
    name,
    month,
    value: values[at]!,
    sold: values[at]!,
    ...noForecast,
  }))
  if (!said) return past
  const ahead = said.ahead.map(({ estimate, low, high }, at) => ({
    name,
    month: monthAfter(months.at(-1)!, at + 1),
    value: estimate,
    sold: null,
    expected: estimate,
    expectedLow: low,
    expectedHigh: high,
    method: said.method,
    error: finite(errorOf(said, said.method)?.wape),
    naiveError: finite(errorOf(said, 'naive')?.wape),
  }))
  return [...past, ...ahead]
}
const noForecast = {
  expected: null,
  expectedLow: null,
  expectedHigh: null,
  method: null,
  error: null,
  naiveError: null,
}

function figuresOf(said: Forecast, last: string) {
  return [
    ...said.ahead.map(({ estimate, low, high }, at) => ({
      key: `month-${at + 1}`,
      title: { zh: monthAfter(last, at + 1).slice(0, 7), en: monthAfter(last, at + 1).slice(0, 7) },
      kind: 'count' as const,
      value: Math.round(estimate),
      low: Math.round(low),
      high: Math.round(high),
    })),
    {
      key: 'error',
      title: { zh: '回测误差', en: 'Back-tested error' },
      kind: 'share' as const,
      value: finite(errorOf(said, said.method)?.wape),
      note: methodWords[said.method],
    },
    {
      key: 'naive',
      title: { zh: '朴素预测误差', en: 'Error of the naive forecast' },
      kind: 'share' as const,
      value: finite(errorOf(said, 'naive')?.wape),
      note: methodWords.naive,
    },
  ]
}

function sentence(said: Forecast): Words {
  const sum = (side: 'estimate' | 'low' | 'high') =>
    Math.round(said.ahead.reduce((all, one) => all + one[side], 0))
  const [error, naive] = [errorOf(said, said.method)?.wape ?? 0, errorOf(said, 'naive')?.wape ?? 0]
  return {
    zh: `今后 ${horizon} 个月预计 ${sum('estimate')} 台；过去这样预测平均差 ${percent(error)}，最朴素的预测差 ${percent(naive)}`,
    en: `${sum('estimate')} expected over the next ${horizon} months; forecasts like this were off by ${percent(error)}, naive ones by ${percent(naive)}`,
  }
}

/** What sold without a region or a series stands in a group of its own. */
const nameColumn = (dimension: string) =>
  column('name', '名称', 'Name', 'text', { '': withoutWord(dimension) })
const columns = [
  column('name', '名称', 'Name', 'text'),
  column('month', '月份', 'Month', 'month'),
  column('value', '销量或预测', 'Sold or expected', 'number'),
  column('sold', '销量', 'Sold', 'count'),
  ...ranged('expected', '预测', 'Expected', 'number'),
  column('method', '方法', 'Method', 'text', methodWords),
  column('error', '回测误差', 'Back-tested error', 'share'),
  column('naiveError', '朴素误差', 'Naive error', 'share'),
]
