import type { AnalysisColumn, BehindRow } from '../../../../../contract/analyses.ts'
import { type Ctx, seesMoney } from '../../../../kernel/ctx.ts'
import { type MoreChoice, readValueRows } from '../../value/rows.ts'
import type { Analysis, Asked } from '../analysis.ts'
import { abcWords, classWords, stageWords } from './words.ts'

type Page = Parameters<NonNullable<Analysis['behind']>>[3]
type Choice = Omit<Parameters<typeof readValueRows>[1], 'limit' | 'after'>

const columns: AnalysisColumn[] = [
  { key: 'valueClass', title: { zh: '价值类型', en: 'Value class' }, kind: 'text', words: classWords },
  { key: 'abc', title: { zh: 'ABC', en: 'ABC' }, kind: 'text', words: abcWords },
  { key: 'stage', title: { zh: '生命周期', en: 'Stage' }, kind: 'text', words: stageWords },
  { key: 'daysSince', title: { zh: '沉默天数', en: 'Days since' }, kind: 'days' },
  { key: 'purchases', title: { zh: '购买次数', en: 'Purchases' }, kind: 'count' },
  { key: 'alive', title: { zh: '仍是客户的可能', en: 'Chance to be alive' }, kind: 'share' },
  { key: 'lapseRisk', title: { zh: '流失可能', en: 'Chance to lapse' }, kind: 'share' },
]
const money: AnalysisColumn[] = [
  { key: 'profitFen', title: { zh: '已带来利润', en: 'Profit so far' }, kind: 'fen' },
  { key: 'expectedFen', title: { zh: '预期利润', en: 'Expected profit' }, kind: 'fen' },
  { key: 'lossFen', title: { zh: '亏损', en: 'Loss' }, kind: 'fen' },
]

/** The valued customers behind a row, most profitable first unless ranked otherwise. */
export async function customersBehind(
  ctx: Ctx,
  { window }: Asked,
  choice: Choice,
  page: Page,
  more?: MoreChoice,
): Promise<{ columns: AnalysisColumn[]; items: BehindRow[]; next: string | null }> {
  const { brand, region, dealer, series } = window
  const { items, next } = await readValueRows(
    ctx,
    { brand, region, dealer, series, ...choice, after: page.after, limit: page.limit },
    more,
  )
  const shown = seesMoney(ctx.scope) ? [...columns, ...money] : columns
  return {
    columns: shown,
    items: items.map((row) => ({
      id: row.id,
      title: row.name ?? '–',
      page: 'customer' as const,
      cells: Object.fromEntries(
        shown.map(({ key }) => [key, row[key as keyof typeof row] ?? (key === 'valueClass' ? '' : null)]),
      ),
    })),
    next,
  }
}

/** A code named by the address, or nothing chosen. */
export const oneOf = <Code extends string>(codes: readonly Code[], given: string | undefined): Code[] =>
  codes.filter((code) => code === given)
