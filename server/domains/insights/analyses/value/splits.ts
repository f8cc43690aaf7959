import type { AnalysisColumn } from '../../../../../contract/analyses.ts'
import { abcClasses, valueClasses } from '../../../../../contract/value.ts'
import { analysis } from '../analysis.ts'
import { customersBehind, oneOf } from './customers.ts'
import { filters, found, percent, questions, splitBy } from './split.ts'
import { abcWords, classWords } from './words.ts'

export const valueClassesSplit = analysis({
  name: 'value-classes-split',
  room: 'value',
  title: { zh: '四类价值客户', en: 'The four value classes' },
  definition: {
    zh: '贵宾型：已带来与预期利润合计居前、共占 80% 的客户；改进型：预期利润居前五分之一；放弃型：预期利润不高于维系一位客户的成本（价值规则）；其余为维持型',
    en: 'Honoured: those whose profit earned and expected together makes up 80 %; improving: the upper fifth by expected profit; abandoned: expected to bring no more than keeping in touch with them costs (value rule); maintained: the rest',
  },
  formula: {
    zh: '自上而下第一个成立的类型；预期来自 BG/NBD × Gamma-Gamma',
    en: 'the first class from the top that holds; expectation is BG/NBD × Gamma-Gamma',
  },
  register: ['A9-09', 'A21-05', 'A21-20', 'A23-14', 'A24-02'],
  filters,
  chart: { kind: 'bar', x: 'valueClass', y: ['customers'] },
  questions,
  find: async (ctx, { window }) => {
    const rows = await splitBy(ctx, window, 'valueClass', [...valueClasses, ''])
    const best = rows.find((row) => row.valueClass === 'honoured')
    const says = best && {
      zh: `贵宾型客户占 ${percent(best.share)}`,
      en: `Honoured customers are ${percent(best.share)} of all`,
    }
    const open = {
      zh: '客户太少，未来无法预期，类型未定',
      en: 'Too few came again for anybody’s future to be foretold: the class stays open',
    }
    const column: AnalysisColumn = {
      key: 'valueClass',
      title: { zh: '价值类型', en: 'Value class' },
      kind: 'text',
      words: classWords,
    }
    return found(ctx, column, rows, says ?? null, rows.some((row) => row.valueClass === '') ? [open] : [])
  },
  behind: (ctx, asked, row, page) =>
    customersBehind(ctx, asked, {}, page, row.valueClass === undefined ? {} : { classes: [row.valueClass] }),
})

export const abcSplit = analysis({
  name: 'abc-split',
  room: 'value',
  title: { zh: 'ABC 分类', en: 'ABC classes' },
  definition: {
    zh: '按利润从高到低：A 类合计带来全部正利润的 80%，A、B 合计 95%，其余为 C；利润相同的同属一类',
    en: 'From the most profitable down: A bring 80 % of all positive profit, A and B 95 %, C the rest; equal ones are of one class',
  },
  formula: { zh: '累计利润 ÷ 正利润合计', en: 'profit added up ÷ all positive profit' },
  register: ['A9-06', 'A21-05', 'A22-04', 'A24-02'],
  filters,
  chart: { kind: 'bar', x: 'abc', y: ['customers'] },
  questions,
  find: async (ctx, { window }) => {
    const rows = await splitBy(ctx, window, 'abc', abcClasses)
    const best = rows.find((row) => row.abc === 'A')
    const says = best && {
      zh: `A 类客户占 ${percent(best.share)}${typeof best.profitShare === 'number' ? `，带来 ${percent(best.profitShare)} 的利润` : ''}`,
      en: `A customers are ${percent(best.share)}${typeof best.profitShare === 'number' ? ` and bring ${percent(best.profitShare)} of the profit` : ' of all'}`,
    }
    const column: AnalysisColumn = {
      key: 'abc',
      title: { zh: '类', en: 'Class' },
      kind: 'text',
      words: abcWords,
    }
    return found(ctx, column, rows, says ?? null, [])
  },
  behind: (ctx, asked, row, page) => customersBehind(ctx, asked, { abc: oneOf(abcClasses, row.abc) }, page),
})
