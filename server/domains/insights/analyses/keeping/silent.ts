import type { AnalysisColumn } from '../../../../../contract/analyses.ts'
import { valueClasses } from '../../../../../contract/value.ts'
import { type Ctx, seesMoney } from '../../../../kernel/ctx.ts'
import { askQuestion, type Question, type Window } from '../../door.ts'
import { silentClasses } from '../../questions/silent-classes/question.ts'
import { analysis, type Found } from '../analysis.ts'
import { customersBehind } from '../value/customers.ts'
import { classWords, customersTitle, hiddenMoney, notValued, ofTheNight } from '../value/words.ts'
import { daysOf, lapseWindow, percent } from './windows.ts'

const money: AnalysisColumn[] = [
  { key: 'profitFen', title: { zh: '已带来利润', en: 'Profit so far' }, kind: 'fen' },
  { key: 'expectedFen', title: { zh: '预期利润（12 个月）', en: 'Expected profit, 12 months' }, kind: 'fen' },
]
const columnsFor = (ctx: Ctx): AnalysisColumn[] => [
  { key: 'valueClass', title: { zh: '价值类型', en: 'Value class' }, kind: 'text', words: classWords },
  { key: 'customers', title: customersTitle, kind: 'count' },
  { key: 'share', title: { zh: '占该类', en: 'Of the class' }, kind: 'share' },
  { key: 'alive', title: { zh: '仍是客户的可能', en: 'Chance to be alive' }, kind: 'share' },
  ...(seesMoney(ctx.scope) ? money : []),
]

async function silentRows(ctx: Ctx, window: Window, silent: number) {
  const classes = await askQuestion(ctx, silentClasses, window, { silent })
  const sees = seesMoney(ctx.scope)
  const rows = [...valueClasses, ''].flatMap((valueClass) => {
    const row = classes.find((one) => one.valueClass === valueClass)
    if (!row || row.customers === 0) return []
    const { customers, all, alive, profitFen, expectedFen } = row
    const plain = { valueClass, customers, share: customers / all, alive }
    return [sees ? { ...plain, profitFen, expectedFen: alive === null ? null : expectedFen } : plain]
  })
  return { rows, valued: classes.length > 0, ...totals(classes) }
}
function totals(
  classes: readonly { customers: number; all: number; expectedFen: number; alive: number | null }[],
) {
  const sum = (of: (one: (typeof classes)[number]) => number) =>
    classes.reduce((total, one) => total + of(one), 0)
  return {
    customers: sum((one) => one.customers),
    all: sum((one) => one.all),
    expectedFen: sum((one) => one.expectedFen),
    foretold: classes.some(({ alive }) => alive !== null),
  }
}
const nobody = { zh: '没有客户沉默这么久', en: 'No customer has been silent for so long' }
const filters = ['brand', 'region', 'dealer', 'series'] as const
const questions = [silentClasses as Question]
const notesFor = (ctx: Ctx) => [ofTheNight, ...(seesMoney(ctx.scope) ? [] : [hiddenMoney])]

export const dormant = analysis({
  name: 'dormant',
  room: 'keeping',
  title: { zh: '沉睡客户', en: 'Dormant customers' },
  definition: silentClasses.definition,
  formula: silentClasses.formula,
  register: ['A14-09', 'A21-05', 'A23-02'],
  filters,
  choices: [
    {
      key: 'months',
      title: { zh: '沉默超过', en: 'Silent for more than' },
      options: [6, 12, 18, 24].map((n) => ({
        value: String(n),
        title: { zh: `${n} 个月`, en: `${n} months` },
      })),
      standard: '12',
    },
  ],
  chart: { kind: 'bar', x: 'valueClass', y: ['customers'] },
  questions,
  find: async (ctx, { window, chosen }): Promise<Found> => {
    const { rows, valued, customers, all } = await silentRows(ctx, window, daysOf(chosen.months))
    return {
      columns: columnsFor(ctx),
      rows,
      figures: [{ key: 'customers', title: customersTitle, kind: 'count', value: customers }],
      says:
        customers === 0
          ? null
          : {
              zh: `${customers} 位客户（${percent(customers / all)}）沉默超过 ${chosen.months} 个月`,
              en: `${customers} customers (${percent(customers / all)}) have been silent for more than ${chosen.months} months`,
            },
      notes: notesFor(ctx),
      empty: rows.length > 0 ? null : valued ? nobody : notValued,
    }
  },
  behind: (ctx, asked, row, page) =>
    customersBehind(ctx, asked, {}, page, { silent: daysOf(asked.chosen.months), ...classOf(row) }),
})

export const winBack = analysis({
  name: 'win-back',
  room: 'keeping',
  title: { zh: '召回候选', en: 'Whom to win back' },
  definition: {
    zh: '沉默超过流失窗口的客户，明细按“仍是客户的可能 × 预期价值”从高到低；未来无法预期时按已带来的利润',
    en: 'Customers silent for longer than the lapse window; the rows behind go from the highest chance to be alive × value expected, or by past profit where nothing is foretold',
  },
  formula: {
    zh: '预期利润 = 仍是客户的可能 × 若仍是客户的预期到店 × 每次预期利润（BG/NBD × Gamma-Gamma，12 个月）',
    en: 'expected profit = chance to be alive × visits expected if so × profit expected of each (BG/NBD × Gamma-Gamma, 12 months)',
  },
  register: ['A14-09', 'A21-20', 'A24-02'],
  filters,
  choices: [lapseWindow],
  chart: { kind: 'bar', x: 'valueClass', y: ['customers'] },
  questions,
  find: async (ctx, { window, chosen }): Promise<Found> => {
    const { rows, valued, customers, expectedFen, foretold } = await silentRows(
      ctx,
      window,
      daysOf(chosen.window),
    )
    const shown = seesMoney(ctx.scope) && foretold
    const yuan = Math.round(expectedFen / 100).toLocaleString('en')
    return {
      columns: columnsFor(ctx),
      rows,
      figures: [
        { key: 'customers', title: customersTitle, kind: 'count', value: customers },
        ...(shown
          ? [
              {
                key: 'expectedFen',
                title: { zh: '预期利润合计', en: 'Expected profit in all' },
                kind: 'fen' as const,
                value: expectedFen,
              },
            ]
          : []),
      ],
      says:
        customers === 0
          ? null
          : {
              zh: `${customers} 位流失客户可召回${shown ? `，预期利润合计 ¥${yuan}` : ''}`,
              en: `${customers} lapsed customers could be won back${shown ? `, ¥${yuan} of profit expected in all` : ''}`,
            },
      notes: [
        ...notesFor(ctx),
        {
          zh: '预期为不召回时的预期；召回多带来多少要用对照组衡量',
          en: 'Expected is what comes without any winning back; what it adds, only a hold-out shows',
        },
      ],
      empty: rows.length > 0 ? null : valued ? nobody : notValued,
    }
  },
  behind: (ctx, asked, row, page) =>
    customersBehind(ctx, asked, {}, page, {
      silent: daysOf(asked.chosen.window),
      rank: 'expected',
      ...classOf(row),
    }),
})

const classOf = ({ valueClass }: Readonly<Record<string, string>>) =>
  valueClass === undefined ? {} : { classes: [valueClass] }
