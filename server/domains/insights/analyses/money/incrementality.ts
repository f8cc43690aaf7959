import type { AnalysisColumn, AnalysisRow } from '../../../../../contract/analyses.ts'
import type { Words } from '../../../../../contract/endpoint.ts'
import type { Ctx } from '../../../../kernel/ctx.ts'
import { askQuestion, type Question } from '../../door.ts'
import { readExperiments } from '../../experiments/queries.ts'
import { experimentArms } from '../../questions/experiment-arms/question.ts'
import { type Asked, analysis, type Found } from '../analysis.ts'
import { type Effect, effectOf, fewestMembers } from './arms.ts'
import { bounded, fenColumn, percent, three, yuan } from './wording.ts'

const newest = 50

/** What campaigns brought that would not have come anyway: those who got them against those left out by lot. */
export const incrementality = analysis<'line'>({
  name: 'incrementality',
  room: 'money',
  title: { zh: '增量：对照留出组', en: 'Incrementality against hold-outs' },
  definition: {
    zh: '每项留出实验：实验期内投放组与抽签留出组的购买之差，即没有活动就不会有的部分。按经销商抽签的，比的是各店相对之前同样长一段的变化',
    en: 'Per experiment: what the treated bought while it ran beyond what the group held out by lot bought, which is what would not have been without the campaign. Where dealers were drawn, each dealer’s change against as long a time before',
  },
  formula: {
    zh: '增量 =（投放组人均 − 留出组人均）× 投放组人数；购买率差用纽科姆区间，金额用韦尔奇区间，均为 95%',
    en: 'incremental = (per treated − per held out) × treated; 95 % intervals: Newcombe for the share of buyers, Welch for amounts',
  },
  register: ['A23-07', 'A20-07', 'A18-12'],
  filters: ['brand', 'campaign'],
  money: true,
  choices: [
    {
      key: 'line',
      title: { zh: '算哪些购买', en: 'Of which purchases' },
      options: [
        { value: 'all', title: { zh: '全部', en: 'All' } },
        { value: 'vehicle', title: { zh: '整车', en: 'Cars' } },
        { value: 'service', title: { zh: '售后', en: 'Workshop' } },
      ],
    },
  ],
  chart: { kind: 'range', name: 'experiment', value: 'extraFen' },
  questions: [experimentArms as Question],
  find,
})

async function find(ctx: Ctx, { window, chosen }: Asked<'line'>): Promise<Found> {
  const experiments = await readExperiments(ctx, {
    ...(window.campaign && { campaigns: window.campaign }),
    ...(window.brand && { brands: window.brand }),
    limit: newest,
  })
  const begun = experiments.filter(({ startsOn }) => startsOn <= window.to)
  if (begun.length === 0)
    return {
      columns: columns({}),
      rows: [],
      empty: {
        zh: '还没有开始的留出实验：先建一项实验，抽签留出一部分人，再投放',
        en: 'No experiment with a hold-out has begun: create one, hold some out by lot, then run the campaign',
      },
    }
  const arms = await askQuestion(
    ctx,
    experimentArms,
    { from: window.from, to: window.to, asOf: window.asOf },
    { experiments: begun.map(({ id }) => id), line: chosen.line === 'all' ? '' : (chosen.line as 'vehicle') },
  )
  const found = begun.map(({ id, name, unit, startsOn, endsOn }) => ({
    id,
    name,
    startsOn,
    endsOn,
    effect: effectOf(
      unit === 'dealers',
      arms.filter(({ experimentId }) => experimentId === id),
    ),
  }))
  const names = Object.fromEntries(found.map(({ id, name }) => [id, { zh: name, en: name }]))
  const few = found.filter(({ effect }) => effect.verdict === 'few')
  return {
    columns: columns(names),
    rows: found.map(({ id, startsOn, endsOn, effect }) => rowOf(id, { startsOn, endsOn }, effect)),
    says: saying(found[0]!),
    notes: few.map(({ name, effect: { treated, heldOut } }) => ({
      zh: `「${name}」投放组 ${treated}、留出组 ${heldOut}：每组至少要有 ${fewestMembers.customers} 位客户（或 ${fewestMembers.dealers} 家店）才能说`,
      en: `${name} has ${treated} treated and ${heldOut} held out: ${fewestMembers.customers} customers (or ${fewestMembers.dealers} dealers) in each are needed to say anything`,
    })),
  }
}

const rowOf = (
  experiment: string,
  days: { startsOn: string; endsOn: string },
  effect: Effect,
): AnalysisRow => ({
  experiment,
  ...days,
  treated: effect.treated,
  heldOut: effect.heldOut,
  rateTreated: effect.rates?.treated ?? null,
  rateHeldOut: effect.rates?.heldOut ?? null,
  ...three('lift', effect.lift),
  ...three('extraOrders', effect.extraOrders),
  ...three('extraFen', effect.extraFen),
  verdict: effect.verdict,
})

const verdicts: Record<Effect['verdict'], Words> = {
  gained: { zh: '有增量', en: 'gained' },
  lost: { zh: '反而少了', en: 'lost' },
  'not shown': { zh: '看不出', en: 'not shown' },
  few: { zh: '人太少', en: 'too few' },
}

const columns = (names: Record<string, Words>): AnalysisColumn[] => [
  { key: 'experiment', title: { zh: '实验', en: 'Experiment' }, kind: 'text', words: names },
  { key: 'startsOn', title: { zh: '开始', en: 'From' }, kind: 'day' },
  { key: 'endsOn', title: { zh: '结束', en: 'To' }, kind: 'day' },
  { key: 'treated', title: { zh: '投放组', en: 'Treated' }, kind: 'count' },
  { key: 'heldOut', title: { zh: '留出组', en: 'Held out' }, kind: 'count' },
  { key: 'rateTreated', title: { zh: '投放组购买率', en: 'Bought, treated' }, kind: 'share' },
  { key: 'rateHeldOut', title: { zh: '留出组购买率', en: 'Bought, held out' }, kind: 'share' },
  ...bounded({ key: 'lift', title: { zh: '购买率之差', en: 'Lift of the share who bought' }, kind: 'share' }),
  ...bounded({ key: 'extraOrders', title: { zh: '增量购买', en: 'Incremental purchases' }, kind: 'number' }),
  ...bounded(fenColumn('extraFen', '增量收入', 'Incremental revenue')),
  { key: 'verdict', title: { zh: '结论', en: 'Verdict' }, kind: 'text', words: verdicts },
]

function saying({ name, effect }: { name: string; effect: Effect }): Words | null {
  const { extraFen, lift, verdict } = effect
  if (!extraFen || verdict === 'few') return null
  const [zh, en] = [verdicts[verdict].zh, verdicts[verdict].en]
  const range = (language: 'zh' | 'en') =>
    `${yuan(extraFen.low, language)} – ${yuan(extraFen.high, language)}`
  return {
    zh: `「${name}」${zh}：增量收入 ${yuan(extraFen.estimate, 'zh')}（95% 区间 ${range('zh')}）${lift ? `，购买率差 ${percent(lift.estimate, 1)}` : ''}`,
    en: `${name}: ${en}. Incremental revenue ${yuan(extraFen.estimate, 'en')} (95 % interval ${range('en')})${lift ? `, share who bought ${percent(lift.estimate, 1)} apart` : ''}`,
  }
}
