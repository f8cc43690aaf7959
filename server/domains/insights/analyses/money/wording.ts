import type { AnalysisColumn } from '../../../../../contract/analyses.ts'
import type { Words } from '../../../../../contract/endpoint.ts'
import type { Ctx } from '../../../../kernel/ctx.ts'
import { formatFen } from '../../../../kernel/money.ts'
import { askQuestion, type Window } from '../../door.ts'
import type { Interval } from '../../models/effects/difference.ts'
import { campaignFlights } from '../../questions/campaign-flights/question.ts'

export const percent = (share: number, digits = 0): string => `${(100 * share).toFixed(digits)} %`
export const yuan = (fen: number, language: 'zh' | 'en'): string =>
  formatFen(Math.round(fen / 100) * 100, language === 'zh' ? 'zh-CN' : 'en')

/** A name is the same in both languages. */
export const named = (names: ReadonlyMap<string, string>): Record<string, Words> =>
  Object.fromEntries([...names].map(([id, name]) => [id, { zh: name, en: name }]))

const dayMs = 86_400_000
export const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
export const earlier = (one: string, other: string): string => [one, other].sort()[0]!
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs

/** What campaigns are called: those with leads or spend, and those that ran in the period or so long before. */
export async function campaignNames(
  ctx: Ctx,
  window: Window,
  { loop, back }: { loop: readonly { id: string | null; name: string | null }[]; back: number },
): Promise<Map<string, string>> {
  const before = { ...window, from: daysLater(window.from, -back), region: undefined }
  const flights = await askQuestion(ctx, campaignFlights, before, { limit: 2000 })
  return new Map([...loop, ...flights].flatMap(({ id, name }) => (id && name ? [[id, name]] : [])))
}

export const fenColumn = (key: string, zh: string, en: string): AnalysisColumn => ({
  key,
  title: { zh, en },
  kind: 'fen',
})

/** A column with its 95 % interval in two more. */
export const bounded = (column: AnalysisColumn): AnalysisColumn[] => [
  { ...column, low: `${column.key}Low`, high: `${column.key}High` },
  {
    ...column,
    key: `${column.key}Low`,
    title: { zh: `${column.title.zh}（下限）`, en: `${column.title.en}, low` },
  },
  {
    ...column,
    key: `${column.key}High`,
    title: { zh: `${column.title.zh}（上限）`, en: `${column.title.en}, high` },
  },
]
/** Its cells. */
export const three = (key: string, interval: Interval | null): Record<string, number | null> => ({
  [key]: interval?.estimate ?? null,
  [`${key}Low`]: interval?.low ?? null,
  [`${key}High`]: interval?.high ?? null,
})
export const rounded = ({ estimate, low, high }: Interval): Interval => ({
  estimate: Math.round(estimate),
  low: Math.round(low),
  high: Math.round(high),
})
