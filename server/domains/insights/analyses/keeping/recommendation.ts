import type { Ctx } from '../../../../kernel/ctx.ts'
import { cursorOf, readCursor } from '../../../../kernel/db/keyset.ts'
import { askQuestion, type Question, type Window } from '../../door.ts'
import { proportion } from '../../models/effects/difference.ts'
import { referralRows } from '../../questions/referral-rows/question.ts'
import { referrals } from '../../questions/referrals/question.ts'
import { ratio } from '../../rules.ts'
import { currentRule } from '../../value/rule.ts'
import { analysis, type Found } from '../analysis.ts'
import { percent } from './windows.ts'

const of = {
  leads: { zh: '线索', en: 'Leads' },
  deliveries: { zh: '交车', en: 'Deliveries' },
} as const
type Of = keyof typeof of
/** Of the network’s 1,500 dealers a screen shows the largest. */
const most = 200

export const recommendation = analysis({
  name: 'recommendation',
  room: 'keeping',
  title: { zh: '推荐率', en: 'Recommendation rate' },
  definition: referrals.definition,
  formula: {
    zh: '来源为转介绍 ÷ 全部；95% Wilson 区间',
    en: 'source is a referral ÷ all; 95 % Wilson interval',
  },
  register: ['A14-09', 'A24-06'],
  filters: ['period', 'brand', 'region', 'dealer', 'series'],
  choices: [
    {
      key: 'of',
      title: { zh: '占', en: 'Share of' },
      options: Object.entries(of).map(([value, title]) => ({ value, title })),
    },
  ],
  chart: { kind: 'range', name: 'name', value: 'share' },
  questions: [referrals as Question, referralRows as Question],
  find: async (ctx, { window, chosen }): Promise<Found> => {
    const rows = await askQuestion(ctx, referrals, window, { of: chosen.of as Of })
    const all = rows.reduce((sum, row) => sum + row.cases, 0)
    const came = rows.reduce((sum, row) => sum + row.referred, 0)
    const { estimate, low, high } = proportion({ of: all, did: came })
    const words = of[chosen.of as Of]
    const { rule } = await currentRule(ctx)
    const perBuyer = await prospectsPerBuyer(ctx, window)
    const { prospects, told } = rule.benchmarks
    return {
      columns: columns(words),
      rows: rows.slice(0, most).map(({ dealer, name, cases, referred }) => {
        const { estimate: share, low: from, high: to } = proportion({ of: cases, did: referred })
        return { dealer, name, share, low: from, high: to, referred, cases }
      }),
      figures:
        all === 0
          ? []
          : [
              {
                key: 'share',
                title: { zh: '推荐率', en: 'Recommendation rate' },
                kind: 'share',
                value: estimate,
                low,
                high,
              },
              {
                key: 'perBuyer',
                title: { zh: '每位购车客户带来的推荐线索', en: 'Recommended leads per buyer' },
                kind: 'number',
                value: perBuyer,
              },
            ],
      says:
        all === 0
          ? null
          : {
              zh: `${all} 条${words.zh}中 ${came} 条来自推荐（${percent(estimate)}，区间 ${percent(low)} 至 ${percent(high)}）`,
              en: `${came} of ${all} ${words.en.toLowerCase()} came by recommendation (${percent(estimate)}, ${percent(low)} to ${percent(high)})`,
            },
      notes: [
        {
          zh: `基准出自价值规则，可修改：满意的客户带来 ${prospects.low} 至 ${prospects.high} 位潜在客户，不满意的会告诉 ${told} 人`,
          en: `The benchmark stands in the value rule and can be changed: whoever is satisfied brings ${prospects.low} to ${prospects.high} prospects, whoever is not tells ${told} people`,
        },
        {
          zh: '以线索登记的来源为准；未登记的推荐看不到，实际只会更高',
          en: 'As the leads’ source was entered; recommendations nobody entered are not seen, so the truth is higher',
        },
        ...(rows.length > most
          ? [{ zh: `只列最大的 ${most} 家`, en: `Only the ${most} largest dealers are listed` }]
          : []),
      ],
    }
  },
  behind: async (ctx, { window, chosen }, row, page) => {
    const rows = await askQuestion(ctx, referralRows, window, {
      of: chosen.of as Of,
      one: row.dealer !== undefined,
      whose: row.dealer ?? '',
      after_id: page.after ? String(readCursor(page.after, 1)[0]) : '',
      limit: page.limit + 1,
    })
    const shown = rows.slice(0, page.limit)
    const last = shown.at(-1)
    return {
      columns: [
        { key: 'capturedOn', title: { zh: '线索日期', en: 'Captured on' }, kind: 'day' },
        { key: 'stage', title: { zh: '阶段', en: 'Stage' }, kind: 'text' },
        { key: 'deliveredOn', title: { zh: '交车日期', en: 'Delivered on' }, kind: 'day' },
      ],
      items: shown.map(({ id, number, capturedOn, stage, deliveredOn }) => ({
        id,
        title: number,
        page: 'lead' as const,
        cells: { capturedOn, stage, deliveredOn: deliveredOn || null },
      })),
      next: rows.length > page.limit && last ? cursorOf([last.id]) : null,
    }
  },
})

/** Leads that came by recommendation, for every car handed over in the same time. */
async function prospectsPerBuyer(ctx: Ctx, window: Window): Promise<number | null> {
  const sum = async (what: Of, of: 'cases' | 'referred') =>
    (await askQuestion(ctx, referrals, window, { of: what })).reduce((all, row) => all + row[of], 0)
  return ratio(await sum('leads', 'referred'), await sum('deliveries', 'cases'))
}

const columns = (words: { zh: string; en: string }): Found['columns'] => [
  { key: 'dealer', title: { zh: '经销商编号', en: 'Dealer id' }, kind: 'text' },
  {
    key: 'name',
    title: { zh: '经销商', en: 'Dealer' },
    kind: 'text',
    words: { '': { zh: '未分配', en: 'not dispatched' } },
  },
  {
    key: 'share',
    title: { zh: '推荐率', en: 'Recommendation rate' },
    kind: 'share',
    low: 'low',
    high: 'high',
  },
  { key: 'low', title: { zh: '下限', en: 'Low' }, kind: 'share' },
  { key: 'high', title: { zh: '上限', en: 'High' }, kind: 'share' },
  { key: 'referred', title: { zh: '推荐', en: 'Recommended' }, kind: 'count' },
  { key: 'cases', title: words, kind: 'count' },
]
