import type { Words } from '../../../../../contract/endpoint.ts'
import { askQuestion, type Question } from '../../door.ts'
import { compareShare, type MarketCell, type Powers, powersOf } from '../../models/benchmark/share.ts'
import { marketCells } from '../../questions/market-cells/question.ts'
import { analysis, type Found } from '../analysis.ts'
import { column, percent } from '../cells.ts'
import { divisionName, sixDigits } from './places.ts'

export type Counted = { province: string; segment: string; market: number; enquiries: number; sold: number }
type By = 'province' | 'segment'

export const marketShare = analysis<'by'>({
  name: 'market-share',
  room: 'market',
  title: { zh: '市场占有率', en: 'Market share' },
  definition: {
    zh: '市场占有率 = 商品力 × 销售力。商品力：市场上每售一台车，有多少人来咨询我们；销售力：咨询的人有多少买了。与对比期相比（没有对比期则与合计相比）的差异，分解为商品力、销售力与市场结构，三者相加正好等于差异',
    en: 'Market share = product power × sales power. Product power: how many ask for our cars per car the market buys; sales power: how many of those who ask buy. The difference from the period before (or, without one, from the whole) is split into product power, sales power and where the market moved; the three add up to it exactly',
  },
  formula: {
    zh: '交车 ÷ 上牌量 = (线索 ÷ 上牌量) × (交车 ÷ 线索)；差异按对数平均 Divisia 指数分解，不留余项',
    en: 'deliveries ÷ registrations = (leads ÷ registrations) × (deliveries ÷ leads); differences by the logarithmic mean Divisia index, nothing left over',
  },
  register: ['A15-01', 'A18-12'],
  filters: ['period', 'compare', 'brand', 'region', 'dealer', 'series'],
  choices: [
    {
      key: 'by',
      title: { zh: '按', en: 'By' },
      options: [
        { value: 'province', title: { zh: '省', en: 'Province' } },
        { value: 'segment', title: { zh: '级别', en: 'Segment' } },
      ],
    },
  ],
  chart: { kind: 'stack', x: 'name', y: ['product', 'sales', 'mix'], lying: true },
  questions: [marketCells] as Question[],
  find: async (ctx, { window, before, chosen }) => {
    const now = await askQuestion(ctx, marketCells, window, {})
    const then = before && (await askQuestion(ctx, marketCells, before, {}))
    const [first] = now
    if (!first) return { columns, rows: [], empty: noMarket }
    const compared = then && then.length > 0 ? then : null
    return {
      ...sharesOf(now, compared, chosen.by as By),
      notes: [
        {
          zh: `只用期间内有市场总量的 ${first.months} 个整月，最后一个是 ${first.lastMonth.slice(0, 7)}`,
          en: `Of the period only the ${first.months} whole months whose market is known, the last ${first.lastMonth.slice(0, 7)}`,
        },
        ...(then && !compared
          ? [
              {
                zh: '对比期没有市场总量，改与合计相比',
                en: 'No market is known for the period before: compared with the whole instead',
              },
            ]
          : []),
        {
          zh: '交车按交车月份、线索按到达月份计：当月咨询的人可能以后才买。一个省由几个大区分管时，市场算整个省',
          en: 'Deliveries count in the month of handover and leads in the month of arrival: who asks this month may buy later. Where regions share a province its whole market counts',
        },
      ],
    }
  },
})

const noMarket: Words = {
  zh: '期间内没有整月的市场总量：请导入“市场总量”文件（月份、省份、级别、上牌量）',
  en: 'No market total for a whole month of the period: import a file of market sizes (month, province, segment, registrations)',
}

export function sharesOf(now: readonly Counted[], then: readonly Counted[] | null, by: By): Found {
  const cells = (counted: readonly Counted[]): MarketCell[] =>
    counted.map(({ province, segment, ...sums }) => ({ ...sums, cell: `${province}|${segment}` }))
  const whole = powersOf(cells(now))
  const change = then && compareShare(cells(now), cells(then))
  const keys = [...new Set(now.map((one) => one[by]))]
  const rows = keys
    .map((key) => {
      const own = now.filter((one) => one[by] === key)
      const powers = powersOf(cells(own))
      const sums = totalOf(own)
      const earlier = then?.filter((one) => one[by] === key) ?? []
      const reference = then ? powersOf(cells(earlier)) : whole
      const parts = then
        ? compareShare(cells(own), cells(earlier)).contributions
        : againstWhole(sums, totalOf(now))
      return {
        name: by === 'province' ? divisionName(key) : key,
        division: by === 'province' ? sixDigits(key) : null,
        ...sums,
        share: powers.share,
        productPower: powers.productPower,
        salesPower: powers.salesPower,
        reference: reference.share,
        product: points(parts.product),
        sales: points(parts.sales),
        mix: points(parts.mix),
      }
    })
    .sort((a, b) => b.market - a.market || a.name.localeCompare(b.name))
  return {
    columns,
    rows,
    figures: figuresOf(whole, change?.reference ?? null),
    says: sentence(whole, change),
  }
}

const totalOf = (counted: readonly Counted[]) =>
  counted.reduce(
    (sum, { market, enquiries, sold }) => ({
      market: sum.market + market,
      enquiries: sum.enquiries + enquiries,
      sold: sum.sold + sold,
    }),
    { market: 0, enquiries: 0, sold: 0 },
  )

/** One group against all of them: no market moved, so product and sales power are the whole difference. */
const againstWhole = (own: Omit<MarketCell, 'cell'>, all: Omit<MarketCell, 'cell'>) =>
  compareShare([{ cell: '', ...own }], [{ cell: '', ...all }]).contributions

const points = (share: number) => share * 100

function figuresOf(now: Powers, before: Powers | null): Found['figures'] {
  const figure = (key: keyof Powers, zh: string, en: string, kind: 'share' | 'number') => ({
    key,
    title: { zh, en },
    kind,
    value: now[key],
    ...(before && { before: before[key] }),
  })
  return [
    figure('share', '市场占有率', 'Market share', 'share'),
    figure('productPower', '商品力', 'Product power', 'number'),
    figure('salesPower', '销售力', 'Sales power', 'share'),
  ]
}

function sentence(now: Powers, change: ReturnType<typeof compareShare> | null): Words {
  const power = now.productPower.toFixed(3)
  if (!change)
    return {
      zh: `市场占有率 ${percent(now.share)} = 商品力 ${power} × 销售力 ${percent(now.salesPower)}`,
      en: `Market share ${percent(now.share)} = product power ${power} × sales power ${percent(now.salesPower)}`,
    }
  const { product, sales, mix } = change.contributions
  const said = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(points(share)).toFixed(2)}`
  const moved = said(now.share - change.reference.share)
  return {
    zh: `市场占有率 ${percent(now.share)}，变化 ${moved} 点：商品力 ${said(product)}，销售力 ${said(sales)}，市场结构 ${said(mix)}`,
    en: `Market share ${percent(now.share)}, ${moved} points: product power ${said(product)}, sales power ${said(sales)}, the market’s mix ${said(mix)}`,
  }
}

const columns = [
  column('name', '名称', 'Name', 'text'),
  column('division', '区划代码', 'Division', 'text'),
  column('market', '上牌量', 'Registrations', 'count'),
  column('enquiries', '线索', 'Leads', 'count'),
  column('sold', '交车', 'Deliveries', 'count'),
  column('share', '占有率', 'Share', 'share'),
  column('productPower', '商品力', 'Product power', 'number'),
  column('salesPower', '销售力', 'Sales power', 'share'),
  column('reference', '对比的占有率', 'Share compared with', 'share'),
  column('product', '商品力的贡献', 'By product power', 'points'),
  column('sales', '销售力的贡献', 'By sales power', 'points'),
  column('mix', '市场结构的贡献', 'By the market’s mix', 'points'),
]
