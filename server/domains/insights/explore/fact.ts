import type { AnalysisFilter, CellKind } from '../../../../contract/analyses.ts'
import type { Words } from '../../../../contract/endpoint.ts'
import { sourceWords } from '../../../../contract/lead-words.ts'
import { mediumWords } from '../../../../contract/media-words.ts'

export type Dimension = {
  key: string
  title: Words
  /** Over a row of the view. */
  sql: string
  time?: boolean
  /** An id; its name stands in the view of names. */
  named?: boolean
  words?: Record<string, Words>
}
export type Measure = {
  key: string
  title: Words
  definition: Words
  kind: CellKind
  /** An aggregate over rows of the view. */
  sql: string
  /** So much of one per one of another: it is not drawn beside sums. */
  each?: boolean
}
export type Fact = {
  key: string
  title: Words
  note: Words
  /** A view of views.sql, and its column of the day that the period counts by. */
  view: string
  day: string
  filters: readonly AnalysisFilter[]
  dimensions: readonly Dimension[]
  measures: readonly Measure[]
  /** Only for who may see money. */
  money?: boolean
  register: string[]
}

export const times = (day: string): Dimension[] => [
  { key: 'day', title: { zh: '日', en: 'Day' }, sql: `toString(${day})`, time: true },
  {
    key: 'week',
    title: { zh: '周（周一）', en: 'Week from Monday' },
    sql: `toString(toMonday(${day}))`,
    time: true,
  },
  { key: 'month', title: { zh: '月', en: 'Month' }, sql: `substring(toString(${day}), 1, 7)`, time: true },
]
const named = (key: string, zh: string, en: string): Dimension => ({
  key,
  title: { zh, en },
  sql: `${key}_id`,
  named: true,
})
export const code = (key: string, zh: string, en: string, words?: Record<string, Words>): Dimension => ({
  key: key.replaceAll('_', '-'),
  title: { zh, en },
  sql: key,
  ...(words && { words }),
})
export const brand = named('brand', '品牌', 'Brand')
export const region = named('region', '大区', 'Region')
export const dealer = named('dealer', '经销商', 'Dealer')
export const series = named('series', '车系', 'Series')
export const campaign = named('campaign', '活动', 'Campaign')
export const medium = code('medium', '媒体', 'Medium', mediumWords)
export const source = code('source', '来源', 'Source', sourceWords)

export const place = ['brand', 'region', 'dealer'] as const
export const all = ['period', 'compare', ...place, 'series', 'medium', 'campaign'] as const

type Said = [zh: string, en: string]
export const measure = (
  key: string,
  kind: CellKind,
  sql: string,
  title: Said,
  definition: Said,
): Measure => ({
  key,
  kind,
  sql,
  title: { zh: title[0], en: title[1] },
  definition: { zh: definition[0], en: definition[1] },
})
export const count = (key: string, sql: string, title: Said, definition: Said) =>
  measure(key, 'count', sql, title, definition)
export const sum = (key: string, sql: string, title: Said, definition: Said) =>
  measure(key, 'fen', `toInt64(${sql})`, title, definition)
/** Null over nothing: a ratio without a base is not zero. It stays a float: ClickHouse converts what null hides, too. */
export const ratio = (part: string, whole: string) => `${part} / nullIf(${whole}, 0)`
export const rate = (key: string, part: string, whole: string, title: Said, definition: Said) =>
  measure(key, 'share', ratio(part, whole), title, definition)
export const each = (key: string, part: string, whole: string, title: Said, definition: Said): Measure => ({
  ...measure(key, 'fen', `round(${ratio(part, whole)})`, title, definition),
  each: true,
})
