import { lossCauses } from '../../../../../contract/value.ts'
import { seesMoney } from '../../../../kernel/ctx.ts'
import { askQuestion, type Question } from '../../door.ts'
import { losses } from '../../questions/losses/question.ts'
import { analysis } from '../analysis.ts'
import { customersBehind, oneOf } from './customers.ts'
import { causeWords, classWords, customersTitle, hiddenMoney, ofTheNight } from './words.ts'

export const atLoss = analysis({
  name: 'at-loss',
  room: 'value',
  title: losses.title,
  definition: losses.definition,
  formula: losses.formula,
  register: ['A21-05', 'A21-07'],
  filters: ['brand', 'region', 'dealer', 'series'],
  chart: { kind: 'bar', x: 'cause', y: ['customers'], by: 'valueClass' },
  questions: [losses as Question],
  find: async (ctx, { window }) => {
    const money = seesMoney(ctx.scope)
    const rows = await askQuestion(ctx, losses, window, {})
    const customers = rows.reduce((sum, row) => sum + row.customers, 0)
    const byFree = rows.filter((row) => row.cause === 'free').reduce((sum, row) => sum + row.customers, 0)
    return {
      columns: [
        { key: 'cause', title: { zh: '主要原因', en: 'Main cause' }, kind: 'text', words: causeWords },
        { key: 'valueClass', title: { zh: '价值类型', en: 'Value class' }, kind: 'text', words: classWords },
        { key: 'customers', title: customersTitle, kind: 'count' },
        ...(money
          ? [
              { key: 'lossFen', title: { zh: '亏损', en: 'Loss' }, kind: 'fen' as const },
              { key: 'amountFen', title: { zh: '付费', en: 'Paid' }, kind: 'fen' as const },
            ]
          : []),
      ],
      rows: rows.map(({ lossFen, amountFen, ...row }) => (money ? { ...row, lossFen, amountFen } : row)),
      figures: [
        { key: 'customers', title: customersTitle, kind: 'count', value: customers },
        ...(money
          ? [
              {
                key: 'lossFen',
                title: { zh: '亏损合计', en: 'Loss in all' },
                kind: 'fen' as const,
                value: rows.reduce((sum, row) => sum + row.lossFen, 0),
              },
            ]
          : []),
      ],
      says:
        customers === 0
          ? null
          : {
              zh: `${customers} 位客户亏损，其中 ${byFree} 位主要因为免费到店`,
              en: `${customers} customers are served at a loss, ${byFree} of them mostly by unpaid visits`,
            },
      notes: [ofTheNight, ...(money ? [] : [hiddenMoney])],
      empty:
        customers === 0
          ? { zh: '最近一次评定没有亏损客户', en: 'The last valuation found nobody served at a loss' }
          : null,
    }
  },
  behind: (ctx, asked, row, page) =>
    customersBehind(ctx, asked, { atLoss: 'true' }, page, {
      causes: oneOf(lossCauses, row.cause),
      ...(row.valueClass === undefined ? {} : { classes: [row.valueClass] }),
    }),
})
