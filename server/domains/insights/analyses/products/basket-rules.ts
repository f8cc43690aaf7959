import type { Words } from '../../../../../contract/endpoint.ts'
import { askQuestion, type Question } from '../../door.ts'
import { basketItems } from '../../questions/basket-items/question.ts'
import { type basketKinds, baskets } from '../../questions/baskets/question.ts'
import { analysis } from '../analysis.ts'
import { column, percent, ranged, shareCells } from '../cells.ts'
import { fewestBaskets, type ProductRule, productRules } from './rules.ts'

export const itemKinds = {
  job: { zh: '项目', en: 'Job' },
  part: { zh: '配件', en: 'Part' },
  accessory: { zh: '精品', en: 'Accessory' },
}
export const supportChoice = {
  key: 'support' as const,
  title: { zh: '最小支持度', en: 'Minimum support' },
  options: [0.005, 0.01, 0.02, 0.05].map((share) => ({
    value: String(share),
    title: { zh: `${share * 100}%`, en: `${share * 100} %` },
  })),
  standard: '0.01',
}
export const tooFew = (baskets: number): Words => ({
  zh: `只有 ${baskets} 个购物篮，少于 ${fewestBaskets} 个不做关联：请导入维修工单（含项目明细）或放宽期间与筛选`,
  en: `Only ${baskets} baskets; rules need ${fewestBaskets}. Import repair orders with their items, or widen the period and filters`,
})
const sure = 0.3
const most = 200

export const basketRules = analysis<'basket' | 'kind' | 'support'>({
  name: 'basket-rules',
  room: 'products',
  title: { zh: '购物篮关联', en: 'What is bought together' },
  definition: {
    zh: '维修项目、配件与精品中，哪些一起出现：左侧全有的篮子里有多少也有右侧。置信度至少 30%，提升度大于 1；更长的规则只在比每条较短的更有把握时列出',
    en: 'Which jobs, parts and accessories go together: of the baskets with all on the left, how many have the right as well. Confidence at least 30 %, lift above 1; a longer rule is listed only where it is surer than every shorter one',
  },
  formula: {
    zh: '支持度 = 两侧都有 ÷ 全部篮子；置信度 = 两侧都有 ÷ 左侧；提升度 = 置信度 ÷ 右侧占比；杠杆率 = 支持度 − 左侧占比 × 右侧占比',
    en: 'support = both ÷ all baskets; confidence = both ÷ left; lift = confidence ÷ share of the right; leverage = support − share of left × share of right',
  },
  register: ['A23-06', 'A8-03', 'A20-06'],
  filters: ['period', 'brand', 'region', 'dealer', 'series'],
  choices: [
    {
      key: 'basket',
      title: { zh: '篮子', en: 'Basket' },
      options: [
        { value: 'order', title: { zh: '一张工单', en: 'A repair order' } },
        { value: 'customer', title: { zh: '一位客户', en: 'A customer' } },
      ],
    },
    {
      key: 'kind',
      title: { zh: '内容', en: 'Of what' },
      options: [
        { value: 'all', title: { zh: '全部', en: 'Everything' } },
        ...Object.entries(itemKinds).map(([value, title]) => ({ value, title })),
      ],
    },
    supportChoice,
  ],
  chart: { kind: 'table' },
  questions: [baskets, basketItems] as Question[],
  find: async (ctx, { window, chosen }) => {
    const kind = (chosen.kind === 'all' ? '' : chosen.kind) as (typeof basketKinds)[number]
    const groups = await askQuestion(ctx, baskets, window, {
      basket: chosen.basket === 'customer' ? 'customer' : 'order',
      kind,
      ever: false,
    })
    const found = productRules(groups, { support: Number(chosen.support), confidence: sure })
    if (found.baskets < fewestBaskets) return { columns, rows: [], empty: tooFew(found.baskets) }
    const items = await askQuestion(ctx, basketItems, window, {})
    const nameOf = new Map(items.map((item) => [item.item, item]))
    const rows = found.rules.slice(0, most).map((rule) => rowOf(rule, nameOf))
    const best = rows[0]
    return {
      columns,
      rows,
      figures: [
        { key: 'baskets', title: { zh: '购物篮', en: 'Baskets' }, kind: 'count', value: found.baskets },
        { key: 'rules', title: { zh: '规则', en: 'Rules' }, kind: 'count', value: found.rules.length },
      ],
      says: best
        ? {
            zh: `有“${best.given}”的篮子里 ${percent(best.confidence)} 也有“${best.also}”，是平时的 ${best.lift.toFixed(1)} 倍`,
            en: `${percent(best.confidence)} of the baskets with ${best.given} also hold ${best.also}: ${best.lift.toFixed(1)} times as often as usual`,
          }
        : null,
      notes: [
        ...(found.rules.length > most
          ? [{ zh: `只列出提升度最高的 ${most} 条`, en: `The ${most} rules with the highest lift` }]
          : []),
        ...(found.stopped
          ? [
              {
                zh: '组合太多，已提前停止：请提高最小支持度',
                en: 'Too many sets, stopped early: raise the minimum support',
              },
            ]
          : []),
      ],
      empty: best
        ? null
        : {
            zh: '没有达到门槛的规则：可降低最小支持度',
            en: 'No rule is this frequent: lower the minimum support',
          },
    }
  },
})

const columns = [
  column('given', '左侧', 'Who has', 'text'),
  column('also', '右侧', 'also has', 'text'),
  column('kind', '类别', 'Kind', 'text', itemKinds),
  column('baskets', '一起出现', 'Together', 'count'),
  column('support', '支持度', 'Support', 'share'),
  ...ranged('confidence', '置信度', 'Confidence', 'share'),
  column('lift', '提升度', 'Lift', 'number'),
  column('leverage', '杠杆率', 'Leverage', 'number'),
]

function rowOf(rule: ProductRule, items: ReadonlyMap<string, { name: string; kind: string }>) {
  const name = (item: string) => items.get(item)?.name ?? item
  return {
    given: rule.given.map(name).join(' + '),
    also: name(rule.also),
    kind: items.get(rule.also)?.kind ?? null,
    baskets: rule.count,
    support: rule.support,
    ...shareCells('confidence', { of: rule.of, did: rule.count }),
    confidence: rule.confidence,
    lift: rule.lift,
    leverage: rule.leverage,
  }
}
