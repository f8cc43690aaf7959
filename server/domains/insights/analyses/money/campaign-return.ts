import { z } from 'zod'
import { type AnalysisFigure, analysisProblems } from '../../../../../contract/analyses.ts'
import { seesMoney } from '../../../../kernel/ctx.ts'
import { cursorOf, readCursor } from '../../../../kernel/db/keyset.ts'
import { Refused } from '../../../../kernel/errors.ts'
import { askQuestion, type Question } from '../../door.ts'
import { leadRows } from '../../questions/lead-rows/question.ts'
import { loopBy } from '../../questions/loop-by/question.ts'
import { costEach, ratio } from '../../rules.ts'
import { type Analysis, analysis, askBoth } from '../analysis.ts'
import { lastWithout } from '../without.ts'
import { fenColumn, named, yuan } from './wording.ts'

type Row = Awaited<ReturnType<typeof askBoth<typeof loopBy.params, typeof loopBy.row>>>['now'][number]
const noCampaign = 'none'

/** Campaign by campaign: what was spent, and what the leads of the period that came by it made of it. */
export const campaignReturn = analysis({
  name: 'campaign-return',
  room: 'money',
  title: { zh: '活动回报', en: 'Campaign return' },
  definition: {
    zh: '每个活动在本期的媒体花费，与本期到达、带有该活动的线索：下订、交车与收入。口径同环路看板',
    en: 'Per campaign, what media billed in the period and the leads of the period that carry it: orders, deliveries, revenue. The loop board’s definitions',
  },
  formula: {
    zh: '回报 = 收入 ÷ 花费；净回报 =（收入 − 花费）÷ 花费；每订单花费 = 花费 ÷ 下订',
    en: 'return = revenue ÷ spend; ROI = (revenue − spend) ÷ spend; cost per order = spend ÷ orders',
  },
  register: ['A1-21', 'A18-12', 'A23-07'],
  filters: ['period', 'compare', 'brand', 'region', 'dealer', 'series', 'medium', 'campaign'],
  chart: { kind: 'bar', x: 'campaign', y: ['spendFen', 'revenueFen'], lying: true },
  questions: [loopBy as Question],
  find: async (ctx, asked) => {
    const { now, before } = await askBoth(ctx, loopBy, asked, { dimension: 'campaign', limit: 500 })
    const names = new Map(now.flatMap(({ id, name }) => (id ? [[id, name ?? id]] : [])))
    const rows = lastWithout(now, ({ id }) => id === null).map(rowOf)
    const best = rows
      .filter(({ campaign, spendFen }) => campaign !== noCampaign && spendFen)
      .sort((a, b) => (b.return ?? 0) - (a.return ?? 0))[0]
    return {
      columns: columns(named(names)),
      rows,
      figures: figuresOf(now, before),
      says: best
        ? {
            zh: `「${names.get(best.campaign)}」每元花费带来 ${best.return!.toFixed(1)} 元收入，为最高；花费 ${yuan(best.spendFen!, 'zh')}，下订 ${best.orders}`,
            en: `${names.get(best.campaign)} brought most per yuan spent: ${best.return!.toFixed(1)}, of ${yuan(best.spendFen!, 'en')} spent, with ${best.orders} orders`,
          }
        : null,
      notes: seesMoney(ctx.scope)
        ? []
        : [{ zh: '花费只有总部和品牌可以看', en: 'Spend is seen by head office and the brand only' }],
    }
  },
  behind: leadsOf,
})

const rowOf = ({ id, spendFen, contacts, leads, orders, deliveries, revenueFen }: Row) => ({
  campaign: id ?? noCampaign,
  spendFen,
  contacts,
  leads,
  orders,
  deliveries,
  revenueFen,
  return: ratio(revenueFen, spendFen),
  roi: spendFen === null ? null : ratio(revenueFen - spendFen, spendFen),
  costPerLeadFen: costEach(spendFen, leads),
  costPerOrderFen: costEach(spendFen, orders),
})

const columns = (names: ReturnType<typeof named>) => [
  {
    key: 'campaign',
    title: { zh: '活动', en: 'Campaign' },
    kind: 'text' as const,
    words: { ...names, [noCampaign]: { zh: '无活动', en: 'No campaign' } },
  },
  fenColumn('spendFen', '花费', 'Spend'),
  { key: 'contacts', title: { zh: '触达', en: 'Contacts' }, kind: 'count' as const },
  { key: 'leads', title: { zh: '线索', en: 'Leads' }, kind: 'count' as const },
  { key: 'orders', title: { zh: '下订', en: 'Orders' }, kind: 'count' as const },
  { key: 'deliveries', title: { zh: '交车', en: 'Deliveries' }, kind: 'count' as const },
  fenColumn('revenueFen', '收入', 'Revenue'),
  { key: 'return', title: { zh: '每元花费带来', en: 'Brought per yuan spent' }, kind: 'number' as const },
  { key: 'roi', title: { zh: '净回报', en: 'ROI' }, kind: 'share' as const },
  fenColumn('costPerLeadFen', '每线索花费', 'Cost per lead'),
  fenColumn('costPerOrderFen', '每订单花费', 'Cost per order'),
]

function figuresOf(now: readonly Row[], before: readonly Row[] | null): AnalysisFigure[] {
  const total = (rows: readonly Row[], of: (row: Row) => number | null) =>
    rows.some((row) => of(row) !== null) ? rows.reduce((sum, row) => sum + (of(row) ?? 0), 0) : null
  const [spend, revenue, orders] = [
    (row: Row) => row.spendFen,
    (row: Row) => row.revenueFen,
    (row: Row) => row.orders,
  ]
  const both = (of: (rows: readonly Row[]) => number | null) => ({
    value: of(now),
    before: before && of(before),
  })
  return [
    { key: 'spend', title: { zh: '花费', en: 'Spend' }, kind: 'fen', ...both((rows) => total(rows, spend)) },
    {
      key: 'revenue',
      title: { zh: '收入', en: 'Revenue' },
      kind: 'fen',
      ...both((rows) => total(rows, revenue)),
    },
    {
      key: 'return',
      title: { zh: '每元花费带来', en: 'Brought per yuan spent' },
      kind: 'number',
      ...both((rows) => ratio(total(rows, revenue), total(rows, spend))),
    },
    {
      key: 'costPerOrder',
      title: { zh: '每订单花费', en: 'Cost per order' },
      kind: 'fen',
      ...both((rows) => costEach(total(rows, spend), total(rows, orders))),
    },
  ]
}

/** The leads of one campaign, latest arrival first. */
async function leadsOf(
  ...[ctx, { window }, row, { after, limit }]: Parameters<NonNullable<Analysis['behind']>>
) {
  const [after_at, after_id] = after ? readCursor(after, 2).map(String) : ['', '']
  // Chips name campaigns; leads without one cannot be asked for by them.
  if (!z.uuid().safeParse(row.campaign).success) throw new Refused(analysisProblems.noRows)
  const params = { metric: 'leads' as const, after_at, after_id, limit: limit + 1 }
  const rows = await askQuestion(ctx, leadRows, { ...window, campaign: [row.campaign!] }, params)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    columns: [
      { key: 'on', title: { zh: '到达', en: 'Arrived' }, kind: 'day' as const },
      { key: 'dealer', title: { zh: '经销商', en: 'Dealer' }, kind: 'text' as const },
      { key: 'series', title: { zh: '车系', en: 'Series' }, kind: 'text' as const },
      fenColumn('revenueFen', '收入', 'Revenue'),
    ],
    items: shown.map(({ id, number, on, dealer, series, revenueFen }) => ({
      id,
      title: number,
      page: 'lead' as const,
      cells: { on, dealer, series, revenueFen },
    })),
    next: rows.length > limit && last ? cursorOf([last.capturedAt, last.id]) : null,
  }
}
