import { seesMoney } from '../../../../kernel/ctx.ts'
import { askQuestion, type Question } from '../../door.ts'
import { rfmLines } from '../../questions/rfm-lines/question.ts'
import { currentRule } from '../../value/rule.ts'
import { analysis } from '../analysis.ts'
import { percent } from '../cells.ts'
import { customersTitle } from './words.ts'

const lines = {
  all: { zh: '全部', en: 'All lines' },
  vehicle: { zh: '整车', en: 'Vehicle' },
  service: { zh: '服务', en: 'Service' },
  accessories: { zh: '精品', en: 'Accessories' },
} as const
const byRule = { value: 'rule', title: { zh: '按规则', en: 'By the rule' } }
const equalShares = (bins: number) => Array.from({ length: bins - 1 }, (_, at) => (at + 1) / bins)
const months = (n: number) => ({ value: String(n), title: { zh: `${n} 个月`, en: `${n} months` } })
const scores = (n: number) => ({ value: String(n), title: { zh: `${n} 档`, en: `${n} scores` } })

export const rfmByLine = analysis({
  name: 'rfm-lines',
  room: 'value',
  title: rfmLines.title,
  definition: rfmLines.definition,
  formula: rfmLines.formula,
  register: ['A9-06', 'A23-02', 'A8-09'],
  filters: ['brand', 'region', 'dealer', 'series'],
  choices: [
    {
      key: 'line',
      title: { zh: '业务线', en: 'Business line' },
      options: Object.entries(lines).map(([value, title]) => ({ value, title })),
    },
    {
      key: 'bins',
      title: { zh: '分位档数', en: 'Quantiles' },
      options: [byRule, scores(3), scores(4), scores(5)],
    },
    {
      key: 'months',
      title: { zh: '窗口', en: 'Window' },
      options: [byRule, months(12), months(24), months(36)],
    },
  ],
  chart: { kind: 'heat', x: 'frequency', y: 'recency', value: 'customers' },
  questions: [rfmLines as Question],
  find: async (ctx, { window, chosen }) => {
    const line = chosen.line as keyof typeof lines
    const { rule, number } = await currentRule(ctx)
    const ruled = line === 'all' ? rule : rule.lines[line]
    const shares = chosen.bins === byRule.value ? ruled.quantiles : equalShares(Number(chosen.bins))
    const span = chosen.months === byRule.value ? ruled.windowMonths : Number(chosen.months)
    const rows = await askQuestion(ctx, rfmLines, window, { line, shares, months: span })
    const bins = shares.length + 1
    const customers = rows.reduce((sum, row) => sum + row.customers, 0)
    const best = rows.find((row) => row.recency === bins && row.frequency === bins)?.customers ?? 0
    const money = seesMoney(ctx.scope)
    return {
      columns: [
        { key: 'recency', title: { zh: 'R：最近', en: 'R: recency' }, kind: 'count' },
        { key: 'frequency', title: { zh: 'F：次数', en: 'F: frequency' }, kind: 'count' },
        { key: 'customers', title: customersTitle, kind: 'count' },
        { key: 'monetary', title: { zh: 'M：金额得分均值', en: 'M: mean score' }, kind: 'number' },
        { key: 'times', title: { zh: '购买天数均值', en: 'Mean days bought' }, kind: 'number' },
        ...(money
          ? [{ key: 'averageFen', title: { zh: '人均付费', en: 'Mean paid' }, kind: 'fen' as const }]
          : []),
      ],
      rows: rows.map(({ averageFen, ...row }) => (money ? { ...row, averageFen } : row)),
      figures: [{ key: 'customers', title: customersTitle, kind: 'count', value: customers }],
      says:
        customers === 0
          ? null
          : {
              zh: `${customers} 位客户中 ${best} 位 R、F 都在最高档`,
              en: `Of ${customers} customers ${best} score highest on both R and F`,
            },
      notes: [
        {
          zh: `窗口 ${span} 个月，分位界 ${shares.map((share) => percent(share)).join('、')}；规则第 ${number} 版`,
          en: `Window ${span} months, scores begin at ${shares.map((share) => percent(share)).join(', ')} of the customers; rule no. ${number}`,
        },
        {
          zh: '免费到店不算购买；次数差别小的时候会有档位空着，因为相同的值得分相同',
          en: 'Unpaid visits are no purchases; where customers hardly differ some scores stay empty, since equal values score equal',
        },
      ],
      empty:
        customers === 0
          ? { zh: '窗口内没有人在这条业务线付过费', en: 'Nobody paid in this line within the window' }
          : null,
    }
  },
})
