import { type ValueRule, valueClasses } from '../../../../../contract/value.ts'
import type { Ctx } from '../../../../kernel/ctx.ts'
import { askQuestion, type Question, type Window } from '../../door.ts'
import {
  lifetimeAsPrinted,
  lifetimeDiscountedFen,
  lifetimeReadings,
  type Period,
} from '../../models/value/lifetime-formula.ts'
import { lifetimeExpected } from '../../questions/lifetime-expected/question.ts'
import { type LifetimePeriod, lifetimePeriods } from '../../questions/lifetime-periods/question.ts'
import { currentRule } from '../../value/rule.ts'
import { analysis } from '../analysis.ts'
import { classWords, customersTitle, notValued, ofTheNight } from './words.ts'

/** The years an average customer has: Q what stays of what they pay, C what serving them for nothing costs. */
export function periodsOf(years: readonly LifetimePeriod[], { margins, freeVisitFen }: ValueRule): Period[] {
  return [...years]
    .sort((a, b) => a.year - b.year)
    .map(({ owners, vehicleFen, serviceFen, accessoriesFen, freeVisits }) => ({
      profitFen:
        (vehicleFen * margins.vehicle + serviceFen * margins.service + accessoriesFen * margins.accessories) /
        owners,
      costFen: (freeVisits * freeVisitFen) / owners,
    }))
}

const z95 = 1.959963984540054
/** A mean over many customers with its interval; the upper end of a chance is 1. */
function meanOf(value: number | null, spread: number | null, of: number, most = Number.POSITIVE_INFINITY) {
  if (value === null) return { value: null, low: null, high: null }
  const half = of > 1 && spread !== null ? (z95 * spread) / Math.sqrt(of) : null
  if (half === null) return { value, low: null, high: null }
  return { value, low: Math.max(0, value - half), high: Math.min(most, value + half) }
}
const round = (value: number | null) => (value === null ? null : Math.round(value))

/** A row per class: the formula in both readings, and what the models expect beside it. */
async function rowsOf(ctx: Ctx, window: Window, { rate, years: span }: { rate: number; years: number }) {
  const years = await askQuestion(ctx, lifetimePeriods, window, { years: span })
  const { rule } = await currentRule(ctx)
  const expected = await askQuestion(ctx, lifetimeExpected, window, {})
  return [...valueClasses, ''].flatMap((valueClass) => {
    const one = expected.find((row) => row.valueClass === valueClass)
    if (!one) return []
    const periods = periodsOf(
      years.filter((row) => row.valueClass === valueClass),
      rule,
    )
    const alive = meanOf(one.alive, one.aliveSpread, one.customers, 1)
    const visits = meanOf(one.visits, one.visitsSpread, one.customers)
    const fen = meanOf(one.expectedFen, one.expectedSpread, one.customers)
    return [
      {
        valueClass,
        customers: one.customers,
        years: periods.length,
        discountedFen: periods.length > 0 ? lifetimeDiscountedFen(periods, rate) : null,
        printed: periods.length > 0 ? lifetimeAsPrinted(periods, rate) : null,
        alive: alive.value,
        aliveLow: alive.low,
        aliveHigh: alive.high,
        visits: visits.value,
        visitsLow: visits.low,
        visitsHigh: visits.high,
        expectedFen: round(fen.value),
        expectedLowFen: round(fen.low),
        expectedHighFen: round(fen.high),
      },
    ]
  })
}

const rates = [3, 5, 8].map((rate) => ({ value: String(rate), title: { zh: `${rate}%`, en: `${rate} %` } }))
const spans = [3, 5, 10].map((n) => ({ value: String(n), title: { zh: `${n} 年`, en: `${n} years` } }))

export const lifetimeValue = analysis({
  name: 'lifetime-value',
  room: 'value',
  title: { zh: '客户终身价值（CLV）', en: 'Customer lifetime value' },
  definition: {
    zh: '同一公式的两种读法与概率模型并列。Q：该年带来的净利润（收入 × 毛利率）；C：服务成本，这里是免费到店的成本（原文未定义 C）；i：贴现率；T：关系的年数，每年只计已过完该年的客户的人均',
    en: 'Both readings of the printed formula beside the probabilistic value. Q is the net profit of a year (revenue × margin), C the cost to serve, here unpaid visits (the text never defines C), i the discount rate, T the years of the relation; each year is the mean of the customers whose year is over',
  },
  formula: {
    zh: `贴现读法（默认）：${lifetimeReadings.discounted}；照印读法：${lifetimeReadings.printed}；概率：BG/NBD × Gamma-Gamma`,
    en: `discounted (default): ${lifetimeReadings.discounted}; as printed: ${lifetimeReadings.printed}; probabilistic: BG/NBD × Gamma-Gamma`,
  },
  register: ['A9-06', 'A9-07', 'A24-02'],
  filters: ['brand', 'region', 'dealer', 'series'],
  choices: [
    { key: 'rate', title: { zh: '贴现率 i', en: 'Discount rate i' }, options: rates, standard: '5' },
    { key: 'years', title: { zh: '年数 T', en: 'Years T' }, options: spans, standard: '5' },
  ],
  chart: { kind: 'bar', x: 'valueClass', y: ['discountedFen', 'expectedFen'] },
  questions: [lifetimePeriods as Question, lifetimeExpected as Question],
  money: true,
  find: async (ctx, { window, chosen }) => {
    const rows = await rowsOf(ctx, window, { rate: Number(chosen.rate) / 100, years: Number(chosen.years) })
    const foretold = rows.some((row) => row.expectedFen !== null)
    const best = rows.reduce<(typeof rows)[number] | null>(
      (most, row) => ((row.discountedFen ?? 0) > (most?.discountedFen ?? 0) ? row : most),
      null,
    )
    const name = best && classWords[best.valueClass as keyof typeof classWords]
    const yuan = Math.round((best?.discountedFen ?? 0) / 100).toLocaleString('en')
    return {
      columns,
      rows,
      says: name && {
        zh: `${name.zh}人均终身价值最高：¥${yuan}（贴现读法，i ${chosen.rate}%，至多 ${chosen.years} 年）`,
        en: `${name.en} customers have the highest lifetime value: ¥${yuan} each (discounted, i ${chosen.rate} %, up to ${chosen.years} years)`,
      },
      notes: [
        ofTheNight,
        {
          zh: '照印读法把金额也乘方，得数不是金额，随单位（万元）变化，偶数年的亏损反成收益；只并列展示，不排序、不相加',
          en: 'As printed the power goes over the money too: the figure is no amount, hangs on the unit (10,000 yuan), and a loss in an even year counts as a gain; it is shown beside, never ranked or added',
        },
        {
          zh: '概率值为未来 12 个月；区间是各类客户均值的 95% 区间，把模型参数视为已知',
          en: 'The probabilistic value is of the next 12 months; intervals are 95 % of the mean over the class, the model’s parameters taken as known',
        },
        ...(foretold || rows.length === 0
          ? []
          : [
              {
                zh: '再次购买的客户不足 200 位，概率值暂缺',
                en: 'Fewer than 200 customers came again: no probabilistic value yet',
              },
            ]),
      ],
      empty: rows.length === 0 ? notValued : null,
    }
  },
})

const columns = [
  {
    key: 'valueClass',
    title: { zh: '价值类型', en: 'Value class' },
    kind: 'text' as const,
    words: classWords,
  },
  { key: 'customers', title: customersTitle, kind: 'count' as const },
  { key: 'years', title: { zh: '已过完的年数 T', en: 'Whole years T' }, kind: 'count' as const },
  { key: 'discountedFen', title: { zh: 'CLV（贴现读法）', en: 'CLV, discounted' }, kind: 'fen' as const },
  {
    key: 'printed',
    title: { zh: 'CLV（照印读法，非金额）', en: 'CLV as printed, no amount' },
    kind: 'number' as const,
  },
  {
    key: 'alive',
    title: { zh: '仍是客户的可能', en: 'Chance to be alive' },
    kind: 'share' as const,
    low: 'aliveLow',
    high: 'aliveHigh',
  },
  { key: 'aliveLow', title: { zh: '下限', en: 'Low' }, kind: 'share' as const },
  { key: 'aliveHigh', title: { zh: '上限', en: 'High' }, kind: 'share' as const },
  {
    key: 'visits',
    title: { zh: '预期购买次数（12 个月）', en: 'Purchases expected, 12 months' },
    kind: 'number' as const,
    low: 'visitsLow',
    high: 'visitsHigh',
  },
  { key: 'visitsLow', title: { zh: '下限', en: 'Low' }, kind: 'number' as const },
  { key: 'visitsHigh', title: { zh: '上限', en: 'High' }, kind: 'number' as const },
  {
    key: 'expectedFen',
    title: { zh: '概率价值（12 个月）', en: 'Probabilistic value, 12 months' },
    kind: 'fen' as const,
    low: 'expectedLowFen',
    high: 'expectedHighFen',
  },
  { key: 'expectedLowFen', title: { zh: '下限', en: 'Low' }, kind: 'fen' as const },
  { key: 'expectedHighFen', title: { zh: '上限', en: 'High' }, kind: 'fen' as const },
]
