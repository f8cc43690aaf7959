import { z } from 'zod'
import { endpoint, id, idParams, instant, page, pageQuery, several, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'

/** What can be planned; the loop board counts the same. `revenue` is fen, for head office and brands only. */
export const planMeasures = ['leads', 'visits', 'test-drives', 'orders', 'deliveries', 'revenue'] as const
export type PlanMeasure = (typeof planMeasures)[number]
export const planMeasureWords: Record<PlanMeasure, { zh: string; en: string }> = {
  leads: { zh: '线索', en: 'Leads' },
  visits: { zh: '到店', en: 'Visits' },
  'test-drives': { zh: '试驾', en: 'Test drives' },
  orders: { zh: '下订', en: 'Orders' },
  deliveries: { zh: '交车', en: 'Deliveries' },
  revenue: { zh: '收入', en: 'Revenue' },
}

/** A calendar month, `2026-11`. */
export const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)
/** A count, or fen: up to 1,000,000,000,000 yuan. */
const value = z.int().min(0).max(100_000_000_000_000)
const measure = z.enum(planMeasures)

const plan = z.object({
  id,
  dealerId: id,
  dealerCode: z.string(),
  dealer: z.string(),
  brandId: id,
  month,
  /** Null: the whole dealer. */
  seriesId: id.nullable(),
  series: z.string().nullable(),
  measure,
  value,
  updatedAt: instant,
  /** To be given back when it is changed. */
  version: z.int(),
})
export type Plan = z.infer<typeof plan>

const narrowing = { brand: several(id), region: several(id), dealer: several(id, 200), series: several(id) }

export const listPlans = endpoint({
  method: 'GET',
  path: '/api/insights/plans',
  summary: { zh: '销售计划，按月', en: 'Sales plans, by month' },
  query: z.strictObject({
    ...narrowing,
    month: several(month),
    measure: several(measure),
    ...pageQuery,
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  reply: page(plan),
})

const tableQuery = {
  year: z.coerce.number().int().min(2000).max(2099),
  measure: measure.default('orders'),
  /** One series; left out, the whole dealer. */
  series: id.optional(),
  brand: narrowing.brand,
  region: narrowing.region,
  dealer: narrowing.dealer,
}
const cell = z.object({
  month,
  value,
  /** The plan of the cell itself; null where it is the sum of the dealer's plans by series. */
  own: z.object({ id, version: z.int() }).nullable(),
})
const planRow = z.object({
  dealerId: id,
  code: z.string(),
  name: z.string(),
  region: z.string(),
  /** Months with a plan, at most twelve. */
  cells: z.array(cell),
  total: value,
})
export type PlanRow = z.infer<typeof planRow>

export const readPlanTable = endpoint({
  method: 'GET',
  path: '/api/insights/plans/table',
  summary: {
    zh: '一年的计划：每家经销商一行，每月一格',
    en: 'The plans of a year: a row per dealer, a cell per month',
  },
  query: z.strictObject({ ...tableQuery, ...pageQuery }),
  reply: page(planRow).extend({
    /** Of all dealers within the filters, not of this page alone. */
    totals: z.array(z.object({ month, value })),
    dealers: z.int(),
    /** How many of them have a plan in this year. */
    planned: z.int(),
  }),
})

const put = z.strictObject({
  dealerId: id,
  month,
  seriesId: id.nullable().default(null),
  measure,
  value,
  /** The version it is changed from; 0 where there was no plan. */
  version: z.int().min(0).default(0),
})
export type PutPlan = z.output<typeof put>

export const putPlans = endpoint({
  method: 'PUT',
  path: '/api/insights/plans',
  summary: { zh: '制定或修改计划，要么全部要么不改', en: 'Set or change plans, all of them or none' },
  /** 409 when somebody changed one of them since its `version`. */
  body: z.strictObject({ cells: z.array(put).min(1).max(500) }),
  reply: z.object({ items: z.array(plan) }),
})

export const removePlan = endpoint({
  method: 'DELETE',
  path: '/api/insights/plans/:id',
  summary: { zh: '删除一格计划', en: 'Delete the plan of one cell' },
  params: idParams,
  query: z.strictObject({ version: z.coerce.number().int().optional() }),
})

export const exportPlans = endpoint({
  method: 'GET',
  path: '/api/insights/plans/export',
  summary: {
    zh: '导出一年的计划（CSV，可再导入），记入审计',
    en: 'Export the plans of a year as CSV, as the import reads it; audited',
  },
  query: z.strictObject({
    year: tableQuery.year,
    ...narrowing,
    reason_for_export: text(200),
  }),
  produces: 'text/csv',
})

export const planProblems = {
  notYours: {
    status: 403,
    zh: '计划由总部、品牌或大区制定',
    en: 'Plans are set by head office, the brand or the region',
  },
  noMoney: {
    status: 403,
    zh: '收入计划只对总部和品牌开放',
    en: 'Revenue plans are for head office and brands only',
  },
} satisfies Record<string, Refusal>
