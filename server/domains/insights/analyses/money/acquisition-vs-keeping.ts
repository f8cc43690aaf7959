import { askQuestion, type Question } from '../../door.ts'
import { wonAndKept } from '../../questions/won-and-kept/question.ts'
import { costEach, ratio } from '../../rules.ts'
import { currentRule } from '../../value/rule.ts'
import { analysis, type Found } from '../analysis.ts'
import { fenColumn, yuan } from './wording.ts'

const sides = {
  won: { zh: '获得一位新客户', en: 'Winning one' },
  kept: { zh: '保住一位老客户', en: 'Keeping one' },
}

/** The sources say six times, or six to eight: a benchmark of the rule, beside what the house itself spends. */
export const acquisitionVsKeeping = analysis({
  name: 'acquisition-vs-keeping',
  room: 'money',
  title: { zh: '获客与保客的成本', en: 'What winning and keeping cost' },
  definition: wonAndKept.definition,
  formula: {
    zh: '倍数 =（获客花费 ÷ 新获客户）÷（保客花费 ÷ 保住的客户）；保客花费 = 老客户线索的媒体花费 + 免费到店 × 规则单价',
    en: 'times = (spend on winning ÷ customers won) ÷ (spend on keeping ÷ customers kept); keeping = media spent on leads of customers + visits nobody paid for × the rule’s price',
  },
  register: ['A24-02'],
  filters: ['period', 'brand'],
  chart: { kind: 'bar', x: 'side', y: ['eachFen'], lying: true },
  questions: [wonAndKept as Question],
  money: true,
  find: async (ctx, { window }): Promise<Found> => {
    const { rule, number } = await currentRule(ctx)
    const [one] = await askQuestion(ctx, wonAndKept, window, {})
    const { spendFen, spendOnOwnersFen, won, kept, freeVisits } = one!
    const freeFen = freeVisits * rule.freeVisitFen
    const rows = [
      { side: 'won', customers: won, mediaFen: spendFen - spendOnOwnersFen, freeFen: 0 },
      { side: 'kept', customers: kept, mediaFen: spendOnOwnersFen, freeFen },
    ].map((row) => ({ ...row, eachFen: costEach(row.mediaFen + row.freeFen, row.customers) }))
    const [toWin, toKeep] = rows.map(({ eachFen }) => eachFen)
    const times = ratio(toWin ?? null, toKeep ?? null)
    const { low, high } = rule.benchmarks.newToKept
    return {
      columns,
      rows,
      figures: [
        {
          key: 'times',
          title: { zh: '获客为保客的倍数', en: 'Winning costs times keeping' },
          kind: 'number',
          value: times,
        },
        {
          key: 'benchmarkLow',
          title: { zh: '基准（低）', en: 'Benchmark, low' },
          kind: 'number',
          value: low,
        },
        {
          key: 'benchmarkHigh',
          title: { zh: '基准（高）', en: 'Benchmark, high' },
          kind: 'number',
          value: high,
        },
      ],
      says: times === null ? null : told(times, { toWin: toWin!, toKeep: toKeep!, low, high }),
      notes: [
        {
          zh: `基准 ${low} 至 ${high} 倍出自价值规则（第 ${number} 版），可修改；免费到店每次按 ${yuan(rule.freeVisitFen, 'zh')} 计`,
          en: `The benchmark of ${low} to ${high} times stands in the value rule (no. ${number}) and can be changed; a visit nobody pays for counts ${yuan(rule.freeVisitFen, 'en')}`,
        },
        {
          zh: '销售人员、返利与客户关怀的人工没有上报，两边都未计入',
          en: 'Sales staff, bonuses and the work of customer care are reported by nobody and stand on neither side',
        },
      ],
      empty:
        times === null
          ? {
              zh: `两边都要有花费和客户才能比较：本期新获 ${won} 位、保住 ${kept} 位`,
              en: `To compare, both sides need spend and customers: ${won} won and ${kept} kept in the period`,
            }
          : null,
    }
  },
})

const told = (
  times: number,
  { toWin, toKeep, low, high }: { toWin: number; toKeep: number; low: number; high: number },
) => {
  const beside =
    times < low
      ? { zh: '低于', en: 'below' }
      : times > high
        ? { zh: '高于', en: 'above' }
        : { zh: '符合', en: 'within' }
  return {
    zh: `获得一位新客户 ${yuan(toWin, 'zh')}，保住一位 ${yuan(toKeep, 'zh')}：${times.toFixed(1)} 倍，${beside.zh}基准 ${low} 至 ${high} 倍`,
    en: `Winning a customer costs ${yuan(toWin, 'en')}, keeping one ${yuan(toKeep, 'en')}: ${times.toFixed(1)} times as much, ${beside.en} the benchmark of ${low} to ${high}`,
  }
}

const columns: Found['columns'] = [
  { key: 'side', title: { zh: '花在', en: 'Spent on' }, kind: 'text', words: sides },
  { key: 'customers', title: { zh: '客户', en: 'Customers' }, kind: 'count' },
  fenColumn('mediaFen', '媒体花费', 'Media'),
  fenColumn('freeFen', '免费到店', 'Unpaid visits'),
  fenColumn('eachFen', '每位客户', 'Per customer'),
]
