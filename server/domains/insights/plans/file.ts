import type { Words } from '../../../../contract/endpoint.ts'
import { type Plan, type PlanMeasure, planMeasures, planMeasureWords } from '../../../../contract/plans.ts'
import { type Scope, seesMoney } from '../../../kernel/ctx.ts'
import type { TableColumn } from '../../../kernel/tables/index.ts'

export type FileRow = { dealerCode: string; dealer: string; month: string; series: string | null } & {
  [measure in PlanMeasure]?: number
}
type Given = Pick<Plan, 'dealerCode' | 'dealer' | 'month' | 'series' | 'measure' | 'value'>

/** One line per dealer, month and series, as a file of plans is written. */
export function fileRows(plans: readonly Given[]): FileRow[] {
  const rows = new Map<string, FileRow>()
  for (const { dealerCode, dealer, month, series, measure, value } of plans) {
    const key = `${dealerCode} ${month} ${series}`
    const row = rows.get(key) ?? { dealerCode, dealer, month, series }
    rows.set(key, { ...row, [measure]: value })
  }
  return [...rows.values()].sort((a, b) => order(a, b))
}
const order = (a: FileRow, b: FileRow) =>
  a.dealerCode.localeCompare(b.dealerCode) ||
  a.month.localeCompare(b.month) ||
  (a.series ?? '').localeCompare(b.series ?? '')

/** The headers are those the import knows: what was exported can be changed and brought back. */
export function fileColumns(language: keyof Words, scope: Scope): TableColumn<FileRow>[] {
  const head = (zh: string, en: string) => (language === 'zh' ? zh : en)
  const column = (measure: PlanMeasure): TableColumn<FileRow> => {
    const { zh, en } = planMeasureWords[measure]
    const isMoney = measure === 'revenue'
    return {
      header: head(`${zh}计划${isMoney ? '（元）' : ''}`, `${en} planned${isMoney ? ' (yuan)' : ''}`),
      value: (row) => (isMoney && row.revenue !== undefined ? row.revenue / 100 : row[measure]),
    }
  }
  return [
    { header: head('经销商编码', 'Dealer code'), value: (row) => row.dealerCode },
    { header: head('经销商名称', 'Dealer name'), value: (row) => row.dealer },
    { header: head('月份', 'Month'), value: (row) => row.month },
    { header: head('车系', 'Series'), value: (row) => row.series },
    ...planMeasures.filter((one) => one !== 'revenue' || seesMoney(scope)).map(column),
  ]
}
