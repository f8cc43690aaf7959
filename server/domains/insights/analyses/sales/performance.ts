import type { Ctx } from '../../../../kernel/ctx.ts'
import { askQuestion, type Question, type Window } from '../../door.ts'
import { type Attainment, planNotes, readAttainment } from '../../plans/attaining.ts'
import { byConsultant } from '../../questions/by-consultant/question.ts'
import { loopBy } from '../../questions/loop-by/question.ts'
import { planAttained } from '../../questions/plan-attained/question.ts'
import { costEach, ratio } from '../../rules.ts'
import { currentRule } from '../../value/rule.ts'
import { type Asked, analysis, type Found } from '../analysis.ts'
import { column, percent, ranged, shareCells } from '../cells.ts'
import { accountNames } from '../named.ts'
import { lastWithout, withoutWord } from '../without.ts'
import { leadsBehind } from './behind.ts'
import { planCells, planColumns, planTotal } from './planned.ts'

const bys = {
  region: { zh: '大区', en: 'Region' },
  dealer: { zh: '经销商', en: 'Dealer' },
  consultant: { zh: '销售顾问', en: 'Consultant' },
  series: { zh: '车系', en: 'Series' },
}
type By = keyof typeof bys
/** So many are shown; sums and the period before are of all. */
const most = 200
const mostGroups = 500
const mostConsultants = 20_000

/** What a group of leads came to; the same for regions, dealers, series and consultants. */
export type Performed = {
  id: string | null
  name: string | null
  leads: number
  orders: number
  deliveries: number
  revenueFen: number
  spendFen: number | null
}

export const performance = analysis<'by'>({
  name: 'performance',
  room: 'sales',
  title: { zh: '销售业绩', en: 'Sales performance' },
  definition: {
    zh: '本期到达的线索，至今带来的订单、交车与收入，以及每订单花费和估算利润；按经销商、顾问、车系时花费由线索平均分担',
    en: 'What the leads of the period have brought by now: orders, deliveries, revenue, spend per order and an estimated profit. By dealer, consultant and series each lead carries an equal share of its campaign’s spend',
  },
  formula: {
    zh: '成交率 = 订单 ÷ 线索；每订单花费 = 花费 ÷ 订单；估算利润 = 收入 × 车辆毛利率 − 花费',
    en: 'conversion = orders ÷ leads; cost per order = spend ÷ orders; estimated profit = revenue × vehicle margin − spend',
  },
  register: ['A18-08', 'A23-04', 'A1-21'],
  filters: ['period', 'compare', 'brand', 'region', 'dealer', 'series', 'medium', 'campaign'],
  choices: [
    {
      key: 'by',
      title: { zh: '按', en: 'By' },
      options: Object.entries(bys).map(([value, title]) => ({ value, title })),
    },
  ],
  chart: { kind: 'bar', x: 'name', y: ['leads', 'orders', 'deliveries'], lying: true },
  days: 90,
  questions: [loopBy, byConsultant, planAttained] as Question[],
  find: async (ctx, { window, before, toPlan, chosen }) => {
    const by = chosen.by as By
    const now = await performed(ctx, by, window)
    const then = before && (await performed(ctx, by, before))
    const { rule } = await currentRule(ctx)
    const found = foundOf(by, now, then, rule.margins.vehicle)
    if (!toPlan) return found
    if (by === 'consultant') return { ...found, notes: [...(found.notes ?? []), notByConsultant] }
    return withPlan(found, await readAttainment(ctx, window, by))
  },
  behind: (ctx, { window, chosen }: Asked<'by'>, row, page) =>
    leadsBehind(ctx, window, { by: chosen.by as By, mark: row.id ?? '' }, page),
})

async function performed(ctx: Ctx, by: By, window: Window): Promise<Performed[]> {
  if (by !== 'consultant')
    return askQuestion(
      ctx,
      loopBy,
      { ...window, carry: by !== 'region' },
      { dimension: by, limit: mostGroups },
    )
  const rows = await askQuestion(ctx, byConsultant, window, { limit: mostConsultants })
  const names = await accountNames(
    ctx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...row, name: names.get(row.id) ?? row.dealer }))
}

const measures = ['leads', 'orders', 'deliveries', 'revenue'] as const
const notByConsultant = {
  zh: '计划不分到销售顾问：按大区、经销商或车系看完成率',
  en: 'Nobody plans by consultant: look by region, dealer or series for what was attained',
}

function withPlan(found: Found, plans: Attainment): Found {
  return {
    ...found,
    columns: [...found.columns, ...planColumns(plans, measures)],
    rows: found.rows.map((row) => ({ ...row, ...planCells(plans, measures, String(row.id)) })),
    figures: (found.figures ?? []).map((figure) => {
      const measure = measures.find((one) => one === figure.key)
      const total = measure && planTotal(plans, measure)
      return total ? { ...figure, plan: total.plan, attained: total.attained } : figure
    }),
    notes: [...(found.notes ?? []), ...planNotes(plans)],
  }
}

const isWithout = (row: Performed) => row.name === null

export function foundOf(
  by: By,
  now: readonly Performed[],
  then: readonly Performed[] | null,
  margin: number,
): Found {
  const earlier = new Map((then ?? []).map((row) => [row.id, row]))
  const rows = lastWithout(now, isWithout)
    .slice(0, most)
    .map((row) => ({
      id: row.id ?? '',
      name: row.name ?? '',
      leads: row.leads,
      orders: row.orders,
      ...shareCells('conversion', { of: row.leads, did: row.orders }),
      deliveries: row.deliveries,
      revenueFen: row.revenueFen,
      spendFen: row.spendFen,
      costPerOrderFen: costEach(row.spendFen, row.orders),
      profitFen: profitOf(row, margin),
      ...(then && {
        ordersBefore: earlier.get(row.id)?.orders ?? 0,
        conversionBefore: ratio(earlier.get(row.id)?.orders ?? 0, earlier.get(row.id)?.leads ?? 0),
      }),
    }))
  const best = bestOf(now)
  return {
    columns: [...columnsOf(by), ...(then ? beforeColumns : [])],
    rows,
    figures: figuresOf(now, then),
    says: best
      ? {
          zh: `${best.name ?? withoutWord(by).zh}的成交率最高：${best.leads} 条线索中 ${best.orders} 个订单（${percent(best.orders / best.leads)}）`,
          en: `${best.name ?? withoutWord(by).en} converts best: ${best.orders} orders of ${best.leads} leads (${percent(best.orders / best.leads)})`,
        }
      : null,
    notes: notesOf(now, margin),
  }
}

const fewestLeads = 20
/** The best of those who had leads enough to say so. */
const bestOf = (rows: readonly Performed[]): Performed | null =>
  rows
    .filter((row) => row.leads >= fewestLeads)
    .reduce<Performed | null>(
      (best, row) => (best && best.orders / best.leads >= row.orders / row.leads ? best : row),
      null,
    )

const profitOf = ({ revenueFen, spendFen }: Performed, margin: number): number | null =>
  spendFen === null ? null : Math.round(revenueFen * margin) - spendFen

function figuresOf(now: readonly Performed[], then: readonly Performed[] | null): Found['figures'] {
  const sum = (rows: readonly Performed[], of: (row: Performed) => number) =>
    rows.reduce((all, row) => all + of(row), 0)
  const figure = (
    key: string,
    zh: string,
    en: string,
    kind: 'count' | 'fen',
    of: (row: Performed) => number,
  ) => ({
    key,
    title: { zh, en },
    kind,
    value: sum(now, of),
    ...(then && { before: sum(then, of) }),
  })
  return [
    figure('leads', '线索', 'Leads', 'count', (row) => row.leads),
    figure('orders', '订单', 'Orders', 'count', (row) => row.orders),
    figure('deliveries', '交车', 'Deliveries', 'count', (row) => row.deliveries),
    figure('revenue', '收入', 'Revenue', 'fen', (row) => row.revenueFen),
  ]
}

const notesOf = (rows: readonly Performed[], margin: number) => [
  ...(rows.some((row) => row.spendFen === null)
    ? [
        {
          zh: '花费与利润只对总部和品牌显示',
          en: 'Spend and profit are shown to head office and brands only',
        },
      ]
    : [
        {
          zh: `利润按车辆毛利率 ${percent(margin)} 估算，不含返利与管理费用`,
          en: `Profit assumes a vehicle margin of ${percent(margin)}, without bonuses and overheads`,
        },
      ]),
  ...(rows.length > most
    ? [{ zh: `只列出线索最多的 ${most} 行`, en: `The ${most} rows with the most leads` }]
    : []),
]

const columnsOf = (by: By) => [
  column('id', '编号', 'Id', 'text'),
  column('name', bys[by].zh, bys[by].en, 'text', { '': withoutWord(by) }),
  column('leads', '线索', 'Leads', 'count'),
  column('orders', '订单', 'Orders', 'count'),
  ...ranged('conversion', '成交率', 'Conversion', 'share'),
  column('deliveries', '交车', 'Deliveries', 'count'),
  column('revenueFen', '收入', 'Revenue', 'fen'),
  column('spendFen', '花费', 'Spend', 'fen'),
  column('costPerOrderFen', '每订单花费', 'Cost per order', 'fen'),
  column('profitFen', '估算利润', 'Estimated profit', 'fen'),
]
const beforeColumns = [
  column('ordersBefore', '对比期订单', 'Orders before', 'count'),
  column('conversionBefore', '对比期成交率', 'Conversion before', 'share'),
]
