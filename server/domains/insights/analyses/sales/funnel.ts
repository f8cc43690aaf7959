import type { Question } from '../../door.ts'
import { type Attainment, planNotes, readAttainment } from '../../plans/attaining.ts'
import { funnelQuestion, type funnelSteps } from '../../questions/funnel/question.ts'
import { planAttained } from '../../questions/plan-attained/question.ts'
import { analysis, askBoth } from '../analysis.ts'
import { column, percent, ranged, shareCells } from '../cells.ts'
import { leadsBehind } from './behind.ts'

type Step = (typeof funnelSteps)[number]
const stepWords = {
  leads: { zh: '线索', en: 'Leads' },
  dispatched: { zh: '已派发', en: 'Dispatched' },
  contacted: { zh: '已反馈', en: 'Contacted' },
  visits: { zh: '到店', en: 'Visits' },
  'test-drives': { zh: '试驾', en: 'Test drives' },
  orders: { zh: '订单', en: 'Orders' },
  deliveries: { zh: '交车', en: 'Deliveries' },
} satisfies Record<Step, unknown>

export const funnel = analysis({
  name: 'funnel',
  room: 'sales',
  title: funnelQuestion.title,
  definition: funnelQuestion.definition,
  formula: {
    zh: '转化率 = 这一步 ÷ 上一步；总转化 = 这一步 ÷ 线索；天数为该线索上一步到这一步',
    en: 'conversion = this step ÷ the one before; of all = this step ÷ leads; days from the step before that the lead took',
  },
  register: funnelQuestion.register,
  filters: ['period', 'compare', 'brand', 'region', 'dealer', 'series', 'medium', 'campaign'],
  chart: { kind: 'funnel', name: 'step', value: 'leads' },
  days: 90,
  questions: [funnelQuestion, planAttained] as Question[],
  find: async (ctx, asked) => {
    const { now, before } = await askBoth(ctx, funnelQuestion, asked, {})
    const all = now.find((one) => one.step === 'leads')?.leads ?? 0
    if (all === 0) return { columns, rows: [] }
    const plans = asked.toPlan ? await readAttainment(ctx, asked.window, 'all') : null
    const was = new Map((before ?? []).map((one) => [one.step, one.leads]))
    const rows = now.map((one, at) => ({
      step: one.step,
      leads: one.leads,
      ...shareCells('conversion', {
        of: now[at - 1]?.leads ?? 0,
        did: Math.min(one.leads, now[at - 1]?.leads ?? 0),
      }),
      ofAll: one.leads / all,
      medianDays: one.medianDays,
      slowDays: one.slowDays,
      ...(before && { before: was.get(one.step) ?? 0 }),
      ...(plans && !plans.why && plannedOf(plans, one.step)),
    }))
    const narrow = rows
      .slice(1)
      .filter((row) => row.conversion !== null)
      .reduce<(typeof rows)[0] | null>(
        (least, row) => (least && least.conversion! <= row.conversion! ? least : row),
        null,
      )
    return {
      columns: [
        ...columns,
        ...(before ? [column('before', '对比期', 'Before', 'count')] : []),
        ...(plans && !plans.why ? planned : []),
      ],
      rows,
      says: narrow && {
        zh: `最窄的一步是${stepWords[narrow.step].zh}：上一步中只有 ${percent(narrow.conversion!)} 走到`,
        en: `The narrowest step is ${stepWords[narrow.step].en.toLowerCase()}: ${percent(narrow.conversion!)} of the step before`,
      },
      notes: [
        ...(plans ? planNotes(plans) : []),
        {
          zh: '有人不经上一步（到店前没有反馈、没有试驾就下订），所以一步可能比上一步多，转化率最高记 100%',
          en: 'Some skip a step (a visit before any feedback, an order without a test drive), so a step can exceed the one before; conversion then reads 100 %',
        },
      ],
    }
  },
  behind: (ctx, { window }, { step = 'leads' }, page) =>
    leadsBehind(
      ctx,
      window,
      step === 'contacted'
        ? { by: 'contacted', mark: 'yes' }
        : { by: null, mark: '', metric: step as Exclude<Step, 'contacted'> },
      page,
    ),
})

const planned = [
  column('plan', '计划', 'Plan', 'count'),
  column('done', '本期完成', 'Done in the period', 'count'),
  column('attained', '完成率', 'Attained', 'share'),
]
/** What a plan is of happened in the period; the steps are of the leads that arrived in it. */
function plannedOf({ by }: Attainment, step: Step) {
  const cell = step === 'dispatched' || step === 'contacted' ? undefined : by.get('')?.[step]
  return { plan: cell?.plan ?? null, done: cell?.done ?? null, attained: cell?.attained ?? null }
}

const columns = [
  column('step', '环节', 'Step', 'text', stepWords),
  column('leads', '线索', 'Leads', 'count'),
  ...ranged('conversion', '转化率', 'Conversion', 'share'),
  column('ofAll', '占全部线索', 'Of all leads', 'share'),
  column('medianDays', '中位天数', 'Median days', 'days'),
  column('slowDays', '最慢一成超过', 'Slowest tenth', 'days'),
]
