import { z } from 'zod'
import { day, endpoint, id, instant, page, pageQuery, several, text } from './endpoint.ts'
import { compares, freshness } from './insights.ts'
import type { Refusal } from './problem.ts'

/*
 * An analysis is a table that explains itself and says how it is best drawn. Boards are rows of analyses; exports,
 * subscriptions and exploration are done once, for all of them.
 */

/** The rooms the catalogue is sorted by. */
export const analysisRooms = ['value', 'keeping', 'products', 'sales', 'market', 'money', 'data'] as const
export type AnalysisRoom = (typeof analysisRooms)[number]
/** What a cell is, so that every screen and export writes it alike. `share` is 0 to 1, money integer fen. */
export const cellKinds = [
  'text',
  'day',
  'month',
  'count',
  'fen',
  'share',
  'number',
  'days',
  'points',
] as const
export type CellKind = (typeof cellKinds)[number]
/** The chips an analysis listens to; the others do not change it, and the board says so. */
export const analysisFilters = [
  'period',
  'compare',
  'brand',
  'region',
  'dealer',
  'series',
  'medium',
  'campaign',
  'audience',
] as const
export type AnalysisFilter = (typeof analysisFilters)[number]

const words = z.object({ zh: z.string(), en: z.string() })
const kind = z.enum(cellKinds)

const column = z.object({
  key: z.string(),
  title: words,
  kind,
  /** Columns that hold the bounds of its 95 % interval; they are not shown by themselves. */
  low: z.string().optional(),
  high: z.string().optional(),
  /** What the codes of a text column mean; a code that is not here is shown as it is. */
  words: z.record(z.string(), words).optional(),
})
export type AnalysisColumn = z.infer<typeof column>
const cell = z.union([z.string(), z.number(), z.null()])
export type AnalysisCell = z.infer<typeof cell>
export type AnalysisRow = Record<string, AnalysisCell>

/** How it is drawn; every name is a column's. `by` splits the rows into one line each. */
const chart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('table') }),
  z.object({
    kind: z.enum(['line', 'bar', 'stack']),
    x: z.string(),
    y: z.array(z.string()).min(1),
    by: z.string().optional(),
    /** Bars lie, for long names. */
    lying: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('heat'), x: z.string(), y: z.string(), value: z.string() }),
  z.object({ kind: z.literal('scatter'), x: z.string(), y: z.string(), name: z.string() }),
  /** An interval per name, as dealers' benchmarks are read. */
  z.object({ kind: z.literal('range'), name: z.string(), value: z.string() }),
  z.object({ kind: z.literal('funnel'), name: z.string(), value: z.string() }),
  /** `division` holds six-digit codes of China's divisions. */
  z.object({ kind: z.literal('map'), division: z.string(), value: z.string() }),
])
export type AnalysisChart = z.infer<typeof chart>

const figure = z.object({
  key: z.string(),
  title: words,
  kind,
  value: z.number().nullable(),
  low: z.number().nullable().optional(),
  high: z.number().nullable().optional(),
  /** The same in the period compared with. */
  before: z.number().nullable().optional(),
  /** With `compare=plan`: what was to be reached in the period, and the share of it that was. */
  plan: z.number().nullable().optional(),
  attained: z.number().nullable().optional(),
  note: words.optional(),
})
export type AnalysisFigure = z.infer<typeof figure>

const choice = z.object({
  key: z.string(),
  title: words,
  options: z.array(z.object({ value: z.string(), title: words })).min(2),
  /** The first option, unless said. */
  standard: z.string().optional(),
})
export type AnalysisChoice = z.infer<typeof choice>

const listed = z.object({
  name: z.string(),
  room: z.enum(analysisRooms),
  title: words,
  definition: words,
  filters: z.array(z.enum(analysisFilters)),
  choices: z.array(choice),
  registerIds: z.array(z.string()),
  /** Built-in boards that show it. */
  usedBy: z.array(z.object({ key: z.string(), title: words })),
})
export type ListedAnalysis = z.infer<typeof listed>
export { listed as listedAnalysis }

export const listAnalyses = endpoint({
  method: 'GET',
  path: '/api/insights/analyses',
  summary: { zh: '分析目录', en: 'The catalogue of analyses' },
  reply: z.object({ items: z.array(listed) }),
})

/** Filters are the URL's; `with` holds the analysis's own choices, e.g. `with=by:region`. */
export const analysisQuery = {
  from: day.optional(),
  to: day.optional(),
  compare: z.enum(compares).default('none'),
  brand: several(id),
  region: several(id),
  dealer: several(id),
  series: several(id),
  medium: several(text(40)),
  campaign: several(id),
  /** Only customers of these audiences. */
  audience: several(id, 20),
  with: several(text(100)),
}
const name = z.object({ name: z.string().max(60) })

const answer = z.object({
  name: z.string(),
  title: words,
  definition: words,
  formula: words,
  registerIds: z.array(z.string()),
  /** What was asked of ClickHouse; empty where nothing was. */
  sql: z.array(z.string()),
  period: z.object({ from: day, to: day }).nullable(),
  /** The choices as they were taken. */
  chosen: z.record(z.string(), z.string()),
  figures: z.array(figure),
  chart,
  columns: z.array(column),
  rows: z.array(z.record(z.string(), cell)),
  /** The finding in one sentence, made from the rows. */
  says: words.nullable(),
  /** What the reader should know of these rows: assumptions, missing reports, hidden money. */
  notes: z.array(words),
  /** Why there is nothing; null where there is something. */
  empty: words.nullable(),
  /** A trained model behind it. */
  model: z.object({ version: z.int(), at: instant }).nullable(),
  /** There are rows behind each row, at `/api/insights/analyses/:name/rows`. */
  behind: z.boolean(),
  freshness,
})
export type AnalysisAnswer = z.infer<typeof answer>
export { answer as analysisAnswer }

export const readAnalysis = endpoint({
  method: 'GET',
  path: '/api/insights/analyses/:name',
  summary: { zh: '一项分析', en: 'One analysis' },
  params: name,
  query: z.strictObject(analysisQuery),
  reply: answer,
})

export const exportAnalysis = endpoint({
  method: 'GET',
  path: '/api/insights/analyses/:name/export',
  summary: {
    zh: '导出一项分析（CSV 或 Excel），记入审计',
    en: 'Export an analysis as CSV or Excel, audited',
  },
  params: name,
  query: z.strictObject({
    ...analysisQuery,
    format: z.enum(['csv', 'xlsx']).default('csv'),
    reason_for_export: text(200),
  }),
  produces: 'text/csv',
})

const behind = z.object({
  id: z.string(),
  title: z.string(),
  /** A lead's, a customer's or nobody's page. */
  page: z.enum(['lead', 'customer', 'dealer']).nullable(),
  cells: z.record(z.string(), cell),
})
export type BehindRow = z.infer<typeof behind>
export const readAnalysisRows = endpoint({
  method: 'GET',
  path: '/api/insights/analyses/:name/rows',
  summary: { zh: '一行结果背后的明细', en: 'The rows behind a row of an analysis' },
  params: name,
  query: z.strictObject({
    ...analysisQuery,
    /** Values of the row's columns, e.g. `row=region:…`. */
    row: several(text(200)),
    ...pageQuery,
  }),
  reply: page(behind).extend({ columns: z.array(column) }),
})

export const analysisProblems = {
  choice: {
    status: 422,
    zh: '分析「{name}」没有选项 {given}；可选：{options}',
    en: 'The analysis {name} has no choice {given}; there are {options}',
  },
  noRows: { status: 422, zh: '这项分析没有明细', en: 'This analysis has no rows behind it' },
} satisfies Record<string, Refusal>

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** The columns a reader wants: bounds stand with what they bound, and ids, which open the rows behind, name nobody. */
export function shownColumns({ columns, rows }: Pick<AnalysisAnswer, 'columns' | 'rows'>): AnalysisColumn[] {
  const bounds = new Set(columns.flatMap(({ low, high }) => [low, high]))
  const isHidden = ({ key }: AnalysisColumn) =>
    key === 'id' || bounds.has(key) || rows.some((row) => isId.test(String(row[key])))
  return columns.filter((column) => !isHidden(column))
}
