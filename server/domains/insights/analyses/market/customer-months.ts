import { askQuestion, type Question } from '../../door.ts'
import { customerMonths } from '../../questions/customer-months/question.ts'
import { analysis } from '../analysis.ts'
import { column } from '../cells.ts'
import { lastWholeMonth, monthAfter } from '../sales/months.ts'

const months = 36

export const customerMonthsAnalysis = analysis({
  name: 'customer-months',
  room: 'market',
  title: customerMonths.title,
  definition: customerMonths.definition,
  formula: customerMonths.formula,
  register: customerMonths.register,
  filters: ['brand', 'region', 'dealer', 'series'],
  chart: { kind: 'bar', x: 'month', y: ['enquired', 'first', 'again'] },
  questions: [customerMonths as Question],
  find: async (ctx, { window }) => {
    const found = await askQuestion(ctx, customerMonths, window, {})
    const byMonth = new Map(found.map((row) => [row.month, row]))
    const ownersIn = (month: string) => found.findLast((row) => row.month <= month)?.owners ?? 0
    const last = `${window.to.slice(0, 7)}-01`
    // Months in which nothing happened are months, too: the owners stay what they were.
    const rows = Array.from({ length: months }, (_, at) => monthAfter(last, at + 1 - months))
      .filter((month) => found[0] && found[0].month <= month)
      .map((month) => {
        const { enquired = 0, first = 0, again = 0 } = byMonth.get(month) ?? {}
        return { month, enquired, first, again, owners: ownersIn(month) }
      })
    // The running month is not over and is compared with nothing.
    const whole = rows.filter(({ month }) => month <= lastWholeMonth(window.to))
    const [year, before] = [whole.slice(-12), whole.slice(-24, -12)]
    const won = (some: typeof rows) => some.reduce((sum, { first }) => sum + first, 0)
    const change = before.length === 12 && won(before) > 0 ? won(year) / won(before) - 1 : null
    const again = year.reduce((sum, row) => sum + row.again, 0)
    return {
      columns: [
        column('month', '月份', 'Month', 'month'),
        column('enquired', '首次来询（无车）', 'Asked for the first time', 'count'),
        column('first', '首次提车', 'First car', 'count'),
        column('again', '再次提车', 'Another car', 'count'),
        column('owners', '车主累计', 'Owners', 'count'),
      ],
      rows,
      figures: [
        { key: 'owners', title: { zh: '车主', en: 'Owners' }, kind: 'count', value: ownersIn(last) },
        {
          key: 'won',
          title: { zh: '近 12 个整月首次提车', en: 'First cars, last 12 whole months' },
          kind: 'count',
          value: won(year),
        },
        {
          key: 'again',
          title: { zh: '近 12 个整月再次提车', en: 'Further cars, last 12 whole months' },
          kind: 'count',
          value: again,
        },
      ],
      says:
        change === null
          ? null
          : {
              zh: `近 12 个整月新增车主 ${won(year)} 位，比前 12 个月${change < 0 ? '少' : '多'} ${Math.abs(change * 100).toFixed(1)}%；另有 ${again} 台卖给老车主`,
              en: `${won(year)} new owners in the last 12 whole months, ${Math.abs(change * 100).toFixed(1)}% ${change < 0 ? 'fewer' : 'more'} than in the 12 before; ${again} cars went to owners`,
            },
      notes: [
        {
          zh: '最近 36 个月；本月尚未过完，不参与比较。被合并的客户算一位',
          en: 'The last 36 months; the running month is not over and is compared with nothing. Merged customers are one',
        },
      ],
      empty:
        rows.length === 0
          ? {
              zh: '所选范围内还没有线索和交车',
              en: 'There are no leads and no deliveries in scope yet',
            }
          : null,
    }
  },
})
