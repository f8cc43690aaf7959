import type { AnalysisColumn } from '../../../../../contract/analyses.ts'
import type { Words } from '../../../../../contract/endpoint.ts'
import { type Ctx, seesMoney } from '../../../../kernel/ctx.ts'
import { askQuestion, type Question, type Window } from '../../door.ts'
import { valueClassesQuestion } from '../../questions/value-classes/question.ts'
import type { Found } from '../analysis.ts'
import { customersTitle, hiddenMoney, notValued, ofTheNight } from './words.ts'

const share: AnalysisColumn = {
  key: 'share',
  title: { zh: '客户占比', en: 'Share of customers' },
  kind: 'share',
}
const money: AnalysisColumn[] = [
  { key: 'amountFen', title: { zh: '付费', en: 'Paid' }, kind: 'fen' },
  { key: 'profitFen', title: { zh: '已带来利润', en: 'Profit so far' }, kind: 'fen' },
  { key: 'profitShare', title: { zh: '利润占比', en: 'Share of profit' }, kind: 'share' },
  { key: 'expectedFen', title: { zh: '预期利润', en: 'Expected profit' }, kind: 'fen' },
]
type Key = 'valueClass' | 'abc' | 'stage'
type Sums = { customers: number; amountFen: number; profitFen: number; expectedFen: number }
export type SplitRow = { [code in Key]?: string } & { customers: number; share: number } & Partial<
    Omit<Sums, 'customers'> & { profitShare: number | null }
  >

/** The verdicts added up by one of their codes, in the order the codes stand. */
export async function splitBy(
  ctx: Ctx,
  window: Window,
  key: Key,
  codes: readonly string[],
): Promise<SplitRow[]> {
  const answers = await askQuestion(ctx, valueClassesQuestion, window, {})
  const sums = new Map<string, Sums>()
  for (const row of answers) {
    const sum = sums.get(row[key]) ?? { customers: 0, amountFen: 0, profitFen: 0, expectedFen: 0 }
    sums.set(row[key], {
      customers: sum.customers + row.customers,
      amountFen: sum.amountFen + row.amountFen,
      profitFen: sum.profitFen + row.profitFen,
      expectedFen: sum.expectedFen + row.expectedFen,
    })
  }
  const all = [...sums.values()].reduce(
    (total, one) => ({
      customers: total.customers + one.customers,
      profitFen: total.profitFen + one.profitFen,
    }),
    { customers: 0, profitFen: 0 },
  )
  return codes.flatMap((code): SplitRow[] => {
    const sum = sums.get(code)
    if (!sum) return []
    const plain = { [key]: code, customers: sum.customers, share: sum.customers / all.customers }
    if (!seesMoney(ctx.scope)) return [plain]
    const { amountFen, profitFen, expectedFen } = sum
    const profitShare = all.profitFen > 0 ? profitFen / all.profitFen : null
    return [{ ...plain, amountFen, profitFen, profitShare, expectedFen }]
  })
}

export function found(
  ctx: Ctx,
  first: AnalysisColumn,
  rows: SplitRow[],
  says: Words | null,
  notes: Words[],
): Found {
  const sees = seesMoney(ctx.scope)
  return {
    columns: [
      first,
      { key: 'customers', title: customersTitle, kind: 'count' },
      share,
      ...(sees ? money : []),
    ],
    rows,
    says: rows.length > 0 ? says : null,
    notes: [ofTheNight, ...notes, ...(sees ? [] : [hiddenMoney])],
    empty: rows.length === 0 ? notValued : null,
  }
}

export const percent = (share: number) => `${(share * 100).toFixed(1)}%`
export const filters = ['brand', 'region', 'dealer', 'series'] as const
export const questions = [valueClassesQuestion as Question]
