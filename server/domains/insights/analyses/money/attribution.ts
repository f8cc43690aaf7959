import type { AnalysisCell, AnalysisColumn, AnalysisFigure } from '../../../../../contract/analyses.ts'
import type { Words } from '../../../../../contract/endpoint.ts'
import type { Ctx } from '../../../../kernel/ctx.ts'
import { askQuestion, type Question } from '../../door.ts'
import { loopBy } from '../../questions/loop-by/question.ts'
import {
  type attributionOf,
  type TouchPath,
  touchPaths,
  unknownMark,
} from '../../questions/touch-paths/question.ts'
import { ratio } from '../../rules.ts'
import { type Asked, analysis, type Found } from '../analysis.ts'
import { attributionRows } from './attribution-rows.ts'
import { allRules, type CreditRule, creditedBy, creditRules, markWords, pathsOf } from './crediting.ts'
import { campaignNames, fenColumn, named, percent, yuan } from './wording.ts'

type Choice = 'rule' | 'show' | 'of' | 'lookback'
const ruleWords: Record<CreditRule, Words> = {
  first: { zh: '首次触点', en: 'First touch' },
  last: { zh: '末次触点', en: 'Last touch' },
  linear: { zh: '平均', en: 'Linear' },
  position: { zh: '首末 40/20/40', en: 'Position 40/20/40' },
  decay: { zh: '时间衰减', en: 'Time decay' },
  markov: { zh: '马尔可夫移除效应', en: 'Markov removal effect' },
  shapley: { zh: '沙普利值', en: 'Shapley value' },
}

/** What the revenue of the period is owed to, over the touches before each order. */
export const attribution = analysis<Choice>({
  name: 'attribution',
  room: 'money',
  title: { zh: '归因', en: 'Attribution' },
  definition: {
    zh: '本期线索中已交车的收入，按所选规则记到下单前的触点上：同一客户、同一品牌、回溯期之内。没有触点记录的收入单列一行，不分摊',
    en: 'The revenue of the period’s delivered leads, credited by a rule to the touches before the order: of the same customer and brand, within the look-back. Revenue without a touch recorded is a row of its own and is never spread',
  },
  formula: {
    zh: '各行收入之和 = 本期交车线索的收入，分文不差',
    en: 'the rows’ revenue sums to the revenue of the period’s delivered leads, to the fen',
  },
  register: ['A1-21', 'A20-15'],
  filters: ['period', 'brand', 'region', 'dealer', 'series'],
  money: true,
  choices: [
    {
      key: 'rule',
      title: { zh: '规则', en: 'Rule' },
      options: creditRules.map((value) => ({ value, title: ruleWords[value] })),
      standard: 'markov',
    },
    {
      key: 'show',
      title: { zh: '显示', en: 'Show' },
      options: [
        { value: 'one', title: { zh: '一种规则', en: 'One rule' } },
        { value: 'all', title: { zh: '各规则对照', en: 'All rules compared' } },
      ],
    },
    {
      key: 'of',
      title: { zh: '记给', en: 'Credit' },
      options: [
        { value: 'medium', title: { zh: '媒体', en: 'Media' } },
        { value: 'campaign', title: { zh: '活动', en: 'Campaigns' } },
      ],
    },
    {
      key: 'lookback',
      title: { zh: '回溯', en: 'Look-back' },
      options: ['30', '90', '180'].map((value) => ({
        value,
        title: { zh: `${value} 天`, en: `${value} days` },
      })),
      standard: '90',
    },
  ],
  chart: { kind: 'bar', x: 'channel', y: ['revenueFen', 'spendFen'], lying: true },
  questions: [touchPaths as Question, loopBy as Question],
  find,
  behind: attributionRows,
})

const manyPaths = 5_000_000

async function find(ctx: Ctx, { window, chosen }: Asked<Choice>): Promise<Found> {
  const of = chosen.of as (typeof attributionOf)[number]
  const rule = chosen.rule as CreditRule
  const lookback = Number(chosen.lookback)
  const rows = await askQuestion(ctx, touchPaths, window, {
    of,
    lookback,
    aged: chosen.show === 'all' || rule === 'decay',
    limit: manyPaths,
  })
  const loop = await askQuestion(ctx, loopBy, window, { dimension: of, limit: 500 })
  const names = of === 'campaign' ? await campaignNames(ctx, window, { loop, back: lookback }) : new Map()
  const channel: AnalysisColumn = {
    key: 'channel',
    title: of === 'campaign' ? { zh: '活动', en: 'Campaign' } : { zh: '媒体', en: 'Medium' },
    kind: 'text',
    words: { ...named(names), ...markWords(of) },
  }
  const figures = figuresOf(rows)
  if (figures[1]!.value === 0) return { columns: [channel], rows: [], notes: notes(rule, chosen.show) }
  const paths = pathsOf(rows)
  if (chosen.show === 'all')
    return {
      columns: [channel, ...creditRules.map((one) => fenColumn(one, ruleWords[one].zh, ruleWords[one].en))],
      rows: allRules(paths),
      chart: { kind: 'bar', x: 'channel', y: creditRules, lying: true },
      figures,
      notes: notes('decay', 'all'),
    }
  const spend = new Map(loop.map((row) => [row.id ?? unknownMark, row.spendFen]))
  const { rows: credits, bookedFen } = creditedBy(paths, rule)
  const cells = withSpend(credits, bookedFen, spend)
  return {
    columns: [channel, ...columnsOf(rule)],
    rows: cells,
    figures,
    says: saying(credits, { bookedFen, rule, nameOf: (code) => channel.words?.[code] }),
    notes: notes(rule, 'one'),
  }
}

const columnsOf = (rule: CreditRule): AnalysisColumn[] => [
  { key: 'orders', title: { zh: '记得的交车', en: 'Deliveries credited' }, kind: 'number' },
  fenColumn('revenueFen', '记得的收入', 'Revenue credited'),
  { key: 'share', title: { zh: '占比', en: 'Share' }, kind: 'share' },
  fenColumn('spendFen', '花费', 'Spend'),
  { key: 'return', title: { zh: '每元花费带来', en: 'Brought per yuan spent' }, kind: 'number' },
  ...(rule === 'markov'
    ? [
        {
          key: 'removalEffect',
          title: { zh: '没有它会失去的成交', en: 'Purchases lost without it' },
          kind: 'share' as const,
        },
      ]
    : []),
]

/** What was paid for and earned nothing stands there too. */
function withSpend(
  credits: ReturnType<typeof creditedBy>['rows'],
  bookedFen: number,
  spend: ReadonlyMap<string, number | null>,
): Record<string, AnalysisCell>[] {
  const credited = new Set(credits.map(({ channel }) => channel))
  const unpaid = [...spend]
    .filter(([channel, fen]) => fen && !credited.has(channel))
    .map(([channel]) => ({ channel, orders: 0, revenueFen: 0, removalEffect: null }))
  return [...credits, ...unpaid].map(({ channel, orders, revenueFen, removalEffect }) => {
    const spendFen = spend.get(channel) ?? null
    return {
      channel,
      orders: Math.round(orders * 100) / 100,
      revenueFen,
      share: ratio(revenueFen, bookedFen),
      spendFen,
      return: ratio(revenueFen, spendFen),
      ...(removalEffect !== null && { removalEffect }),
    }
  })
}

function figuresOf(rows: readonly TouchPath[]): AnalysisFigure[] {
  const sum = (of: (row: TouchPath) => number, from = rows) => from.reduce((total, row) => total + of(row), 0)
  const untouched = rows.filter(({ touches }) => touches.length === 0)
  const delivered = sum((row) => row.delivered)
  const touches = sum((row) => row.delivered * row.touches.length)
  return [
    {
      key: 'booked',
      title: { zh: '收入', en: 'Revenue booked' },
      kind: 'fen',
      value: sum((r) => r.revenueFen),
    },
    { key: 'delivered', title: { zh: '交车', en: 'Deliveries' }, kind: 'count', value: delivered },
    {
      key: 'touches',
      title: { zh: '每单触点', en: 'Touches per delivery' },
      kind: 'number',
      value: ratio(touches, delivered),
    },
    {
      key: 'untouched',
      title: { zh: '没有触点记录的收入', en: 'Revenue without a touch' },
      kind: 'fen',
      value: sum((r) => r.revenueFen, untouched),
    },
  ]
}

function saying(
  rows: ReturnType<typeof creditedBy>['rows'],
  {
    bookedFen,
    rule,
    nameOf,
  }: { bookedFen: number; rule: CreditRule; nameOf(code: string): Words | undefined },
): Words {
  const [best] = rows
  const name = (language: 'zh' | 'en') => nameOf(best!.channel)?.[language] ?? best!.channel
  const share = percent(bookedFen > 0 ? best!.revenueFen / bookedFen : 0)
  return {
    zh: `按${ruleWords[rule].zh}，收入 ${yuan(bookedFen, 'zh')} 中最多的记给「${name('zh')}」：${yuan(best!.revenueFen, 'zh')}，占 ${share}`,
    en: `By ${ruleWords[rule].en.toLowerCase()}, of ${yuan(bookedFen, 'en')} booked most goes to ${name('en')}: ${yuan(best!.revenueFen, 'en')}, ${share}`,
  }
}

const notes = (rule: CreditRule, show: string | undefined): Words[] => [
  {
    zh: '花费是本期媒体账单；触点可能早于本期',
    en: 'Spend is what media billed in the period; touches may be earlier',
  },
  ...(rule === 'decay'
    ? [{ zh: '时间衰减：每早 7 天减半', en: 'Time decay: a touch 7 days older counts half' }]
    : []),
  ...(rule === 'markov' || show === 'all'
    ? [
        {
          zh: '马尔可夫：已战败的线索是没有成交的路径；未了结的线索还不算',
          en: 'Markov: lost leads are the paths that bought nothing; leads still open are not counted yet',
        },
      ]
    : []),
]
