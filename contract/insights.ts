import { z } from 'zod'
import { day, endpoint, fen, id, instant, pageQuery, several, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'

/** From money to money: the steps of the loop, in their order. */
export const stepKeys = [
  'spend',
  'contacts',
  'leads',
  'dispatched',
  'in-time',
  'visits',
  'test-drives',
  'orders',
  'deliveries',
  'revenue',
] as const
export type StepKey = (typeof stepKeys)[number]
/** Everything that explains itself and has rows behind it. */
export const metricKeys = [...stepKeys, 'open', 'overdue', 'breached', 'lost'] as const
export type MetricKey = (typeof metricKeys)[number]
export const dimensions = ['campaign', 'medium', 'region', 'dealer', 'series'] as const
export type Dimension = (typeof dimensions)[number]
export const ageBuckets = ['0-7', '8-15', '16-30', '31-60', '61-90', '91+'] as const

const words = z.object({ zh: z.string(), en: z.string() })

/** The period before, the same a year ago, the plan of the period itself, or nothing. */
export const compares = ['previous', 'year', 'plan', 'none'] as const

/** The chips of the board; they are the URL's. `from` and `to` are days of arrival, both included. */
export const loopFilters = {
  from: day,
  to: day,
  compare: z.enum(compares).default('previous'),
  brand: several(id),
  medium: several(text(40)),
  region: several(id),
  campaign: several(id),
  series: several(id),
  dealer: several(id),
}
const loopQuery = z.strictObject(loopFilters)
export type LoopQuery = z.output<typeof loopQuery>

/** How far the facts reach. `behindSeconds` is how long ago they were last brought up to date. */
export const freshness = z.object({
  refreshedAt: instant.nullable(),
  through: instant.nullable(),
  behindSeconds: z.int().nullable(),
  /** Facts that are not loaded, or not again since they were lost: until they are, numbers are incomplete. */
  missing: z.array(words),
})
/** Why there is nothing to see: no facts yet, none in this period, or none left by the filters. */
const empty = z.enum(['no-facts', 'period', 'filters']).nullable()

const step = z.object({
  key: z.enum(stepKeys),
  /** A count, or fen for spend and revenue; null where the money is not yours to see. */
  value: z.number().nullable(),
  /** Spend ÷ count. For revenue: what one fen of spend brought. */
  costFen: z.number().nullable(),
  /** Share of the step before, 0 to 1 and above. */
  conversion: z.number().nullable(),
  /** The same in the period compared with, as it stood at the same age. */
  before: z.object({ value: z.number().nullable(), conversion: z.number().nullable() }).nullable(),
  /** Relative change of the value; for in-time the change of its rate, in points of 1. */
  change: z.number().nullable(),
  /** By week of the event, oldest first, at most 53 weeks. */
  weekly: z.array(z.number().nullable()),
  /** With `compare=plan`, where there is a plan: what was to happen on the days of the period, and what did. */
  plan: z.object({ value: z.number(), done: z.number(), attained: z.number().nullable() }).nullable(),
})
const period = z.object({ from: day, to: day })

const loop = z.object({
  period,
  compared: period.nullable(),
  /** False for regions and dealers: spend, contacts and costs are null. */
  seesMoney: z.boolean(),
  steps: z.array(step),
  weeks: z.array(day),
  /** Budget of the campaigns, by the days of their flights that lie in the period. */
  budgetFen: fen.nullable(),
  open: z.int(),
  overdue: z.int(),
  breached: z.int(),
  breachRate: z.number().nullable(),
  lost: z.int(),
  dealers: z.int(),
  /** With `compare=plan`: why there is none (nobody plans by medium, campaign or audience), and whose months lack one. */
  plan: z
    .object({
      why: z.enum(['none', 'narrowed']).nullable(),
      lacking: z.array(z.object({ dealerId: id, name: z.string(), months: z.array(z.string()) })),
      lackingDealers: z.int(),
    })
    .nullable(),
  empty,
  freshness,
})
export type Loop = z.infer<typeof loop>

export const readLoop = endpoint({
  method: 'GET',
  path: '/api/insights/loop',
  summary: { zh: '环路看板：从花费到收入', en: 'The loop board: from spend to revenue' },
  query: loopQuery,
  reply: loop,
})

const group = z.object({
  /** Null: leads without a campaign, a dealer, a model … */
  id: z.string().nullable(),
  name: z.string().nullable(),
  spendFen: z.number().nullable(),
  contacts: z.number().nullable(),
  leads: z.int(),
  dispatched: z.int(),
  inTime: z.int(),
  visits: z.int(),
  testDrives: z.int(),
  orders: z.int(),
  deliveries: z.int(),
  revenueFen: fen,
  breached: z.int(),
  lost: z.int(),
  costPerLeadFen: z.number().nullable(),
  costPerOrderFen: z.number().nullable(),
  /** In time ÷ dispatched. */
  inTimeRate: z.number().nullable(),
  /** Orders ÷ leads. */
  orderRate: z.number().nullable(),
  /** Revenue ÷ spend. */
  returnOnSpend: z.number().nullable(),
})
export type LoopGroup = z.infer<typeof group>

export const readLoopBy = endpoint({
  method: 'GET',
  path: '/api/insights/loop/by/:dimension',
  summary: {
    zh: '环路按活动、媒体、大区、经销商或车系',
    en: 'The loop by campaign, medium, region, dealer or series',
  },
  params: z.object({ dimension: z.string().max(40) }),
  query: z.strictObject({ ...loopFilters, limit: z.coerce.number().int().min(1).max(500).default(200) }),
  reply: z.object({ items: z.array(group), total: group, seesMoney: z.boolean(), empty, freshness }),
})
export const readWeekly = endpoint({
  method: 'GET',
  path: '/api/insights/weekly',
  summary: {
    zh: '每周：下订与每订单花费，展厅人流与来电',
    en: 'By week: orders and cost per order, showroom traffic',
  },
  query: loopQuery,
  reply: z.object({
    items: z.array(
      z.object({
        week: day,
        spendFen: z.number().nullable(),
        leads: z.int(),
        orders: z.int(),
        deliveries: z.int(),
        costPerOrderFen: z.number().nullable(),
        showroomVisits: z.int(),
        phoneEnquiries: z.int(),
      }),
    ),
    seesMoney: z.boolean(),
    empty,
    freshness,
  }),
})
export const readAgeing = endpoint({
  method: 'GET',
  path: '/api/insights/ageing',
  summary: { zh: '未关闭线索的账龄', en: 'How old the open leads are' },
  query: loopQuery,
  reply: z.object({
    items: z.array(
      z.object({
        bucket: z.enum(ageBuckets),
        leads: z.int(),
        overdue: z.int(),
        breached: z.int(),
        waiting: z.int(),
      }),
    ),
    empty,
    freshness,
  }),
})
export const readLostReasons = endpoint({
  method: 'GET',
  path: '/api/insights/lost-reasons',
  summary: { zh: '战败原因', en: 'Why leads are lost' },
  query: loopQuery,
  reply: z.object({
    items: z.array(z.object({ reason: z.string().nullable(), leads: z.int(), share: z.number() })),
    lost: z.int(),
    empty,
    freshness,
  }),
})

const formula = z.object({ name: words, text: words, filled: z.string(), value: z.number().nullable() })
const explained = z.object({
  metric: z.enum(metricKeys),
  title: words,
  unit: z.enum(['fen', 'count']),
  value: z.number().nullable(),
  definition: words,
  formulas: z.array(formula),
  freshness,
  owner: words,
  since: day,
  sql: z.string(),
  registerIds: z.array(z.string()),
})
export type Explained = z.infer<typeof explained>

export const explainMetric = endpoint({
  method: 'GET',
  path: '/api/insights/explain/:metric',
  summary: {
    zh: '一个数字的口径、公式、时效、负责人、SQL',
    en: 'A number’s definition, formula, freshness, owner and SQL',
  },
  params: z.object({ metric: z.string().max(40) }),
  query: loopQuery,
  reply: explained,
})

export const loopRow = z.object({
  id,
  /** A lead, or a day of a campaign's spend. */
  kind: z.enum(['lead', 'spend']),
  number: z.string().nullable(),
  on: day,
  campaign: z.string().nullable(),
  medium: z.string().nullable(),
  region: z.string().nullable(),
  dealer: z.string().nullable(),
  series: z.string().nullable(),
  grade: z.string().nullable(),
  stage: z.string().nullable(),
  at: instant.nullable(),
  breaches: z.int().nullable(),
  lostReason: z.string().nullable(),
  spendFen: fen.nullable(),
  contacts: z.int().nullable(),
  revenueFen: fen.nullable(),
})
export type LoopRow = z.infer<typeof loopRow>
const rowChoice = { ...loopFilters, bucket: z.enum(ageBuckets).optional(), reason: text(60).optional() }

export const readRows = endpoint({
  method: 'GET',
  path: '/api/insights/rows/:metric',
  summary: { zh: '数字背后的明细', en: 'The rows behind a number' },
  params: z.object({ metric: z.string().max(40) }),
  query: z.strictObject({ ...rowChoice, ...pageQuery }),
  reply: z.object({ items: z.array(loopRow), next: z.string().nullable(), freshness }),
})
export const exportRows = endpoint({
  method: 'GET',
  path: '/api/insights/rows/:metric/export',
  summary: {
    zh: '导出明细 CSV，最多 100,000 行，记入审计',
    en: 'Export the rows as CSV, at most 100,000, audited',
  },
  params: z.object({ metric: z.string().max(40) }),
  query: z.strictObject({ ...rowChoice, reason_for_export: text(200) }),
  produces: 'text/csv',
})
export const refreshFacts = endpoint({
  method: 'POST',
  path: '/api/insights/refresh',
  summary: { zh: '立即更新看板数据', en: 'Bring the facts up to date now' },
  reply: freshness,
})

export const insightProblems = {
  periodBackwards: { status: 422, zh: '结束日期早于开始日期', en: 'The end is before the start' },
  periodTooLong: { status: 422, zh: '一次最多 {days} 天', en: 'At most {days} days at once' },
  noMoney: {
    status: 403,
    zh: '花费只有总部和品牌可以看',
    en: 'Spend is seen by head office and the brand only',
  },
} satisfies Record<string, Refusal>
