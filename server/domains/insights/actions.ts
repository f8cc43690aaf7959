import type { Call, Reply } from '../../../contract/endpoint.ts'
import {
  ageBuckets,
  type readAgeing as askAgeing,
  type readLoopBy as askBy,
  type readLoop as askLoop,
  type readLostReasons as askLost,
  type readWeekly as askWeekly,
  type Dimension,
  dimensions,
  insightProblems,
  type LoopGroup,
  type LoopQuery,
  type StepKey,
} from '../../../contract/insights.ts'
import { type PlanMeasure, planMeasures } from '../../../contract/plans.ts'
import { commonProblems } from '../../../contract/problem.ts'
import { type Ctx, seesMoney } from '../../kernel/ctx.ts'
import { Refused } from '../../kernel/errors.ts'
import { askQuestion, type Window } from './door.ts'
import { readFreshness } from './facts/refresh.ts'
import { type Attainment, readAttainment } from './plans/attaining.ts'
import { ageing } from './questions/ageing/question.ts'
import { loopBy } from './questions/loop-by/question.ts'
import { loopSteps } from './questions/loop-steps/question.ts'
import { loopWeekly } from './questions/loop-weekly/question.ts'
import { lostReasons } from './questions/lost-reasons/question.ts'
import { traffic } from './questions/traffic/question.ts'
import {
  changeOf,
  comparedWith,
  costEach,
  daysIn,
  longestDays,
  ratio,
  type StepValues,
  stepsOf,
  whyEmpty,
} from './rules.ts'

/** Refusals: periodBackwards, periodTooLong. */
export function windowOf(ctx: Ctx, { compare: _, ...query }: LoopQuery): Window {
  if (query.to < query.from) throw new Refused(insightProblems.periodBackwards)
  if (daysIn(query) > longestDays) throw new Refused(insightProblems.periodTooLong, { days: longestDays })
  return { ...query, asOf: ctx.now }
}

type Steps = Awaited<ReturnType<typeof readSteps>>
export async function readSteps(ctx: Ctx, window: Window) {
  return (await askQuestion(ctx, loopSteps, window, {}))[0]!
}

export const valuesOf = (row: Steps): StepValues => ({
  spend: row.spend,
  contacts: row.contacts,
  leads: row.leads,
  dispatched: row.dispatched,
  'in-time': row.inTime,
  visits: row.visits,
  'test-drives': row.testDrives,
  orders: row.orders,
  deliveries: row.deliveries,
  revenue: row.revenue,
})

const weeklyField = { 'in-time': 'inTime', 'test-drives': 'testDrives' } as const satisfies Partial<
  Record<StepKey, string>
>
type WeeklyField =
  | 'spend'
  | 'contacts'
  | 'leads'
  | 'dispatched'
  | 'inTime'
  | 'visits'
  | 'testDrives'
  | 'orders'
  | 'deliveries'
  | 'revenue'
const fieldOf = (key: StepKey): WeeklyField =>
  key === 'in-time' || key === 'test-drives' ? weeklyField[key] : key
const mostWeeks = 53

export async function readLoop(ctx: Ctx, query: LoopQuery): Promise<Reply<typeof askLoop>> {
  const window = windowOf(ctx, query)
  const compared = comparedWith(query, ctx.now)
  const row = await readSteps(ctx, window)
  const earlier = compared && stepsOf(valuesOf(await readSteps(ctx, { ...window, ...compared })))
  const weeks = (await askQuestion(ctx, loopWeekly, window, {})).slice(-mostWeeks)
  const plans = query.compare === 'plan' ? await readAttainment(ctx, window, 'all') : null
  const freshness = await readFreshness(ctx)
  const steps = stepsOf(valuesOf(row)).map((step) => {
    const before = earlier?.find((one) => one.key === step.key)
    return {
      ...step,
      before: before ? { value: before.value, conversion: before.conversion } : null,
      change: changeOf(step.key, step, before),
      weekly: weeks.map((week) => week[fieldOf(step.key)]),
      plan: plans ? plannedOf(plans, step.key) : null,
    }
  })
  return {
    period: { from: query.from, to: query.to },
    compared: compared && { from: compared.from, to: compared.to },
    seesMoney: seesMoney(ctx.scope),
    steps,
    weeks: weeks.map(({ week }) => week),
    budgetFen: row.budgetFen,
    open: row.open,
    overdue: row.overdue,
    breached: row.breached,
    breachRate: ratio(row.breached, row.dispatched),
    lost: row.lost,
    dealers: row.dealers,
    plan: plans && { why: plans.why, lacking: plans.lacking, lackingDealers: plans.lackingDealers },
    empty: whyEmpty(row.leads > 0 || (row.spend ?? 0) > 0, query, freshness.refreshedAt),
    freshness,
  }
}

function plannedOf(plans: Attainment, key: StepKey) {
  const cell = isPlanned(key) && plans.by.get('')?.[key]
  return cell ? { value: cell.plan, done: cell.done, attained: cell.attained } : null
}
const isPlanned = (key: string): key is PlanMeasure => (planMeasures as readonly string[]).includes(key)

type GroupRow = Omit<
  LoopGroup,
  'costPerLeadFen' | 'costPerOrderFen' | 'inTimeRate' | 'orderRate' | 'returnOnSpend'
>
const groupOf = (row: GroupRow): LoopGroup => ({
  ...row,
  costPerLeadFen: costEach(row.spendFen, row.leads),
  costPerOrderFen: costEach(row.spendFen, row.orders),
  inTimeRate: ratio(row.inTime, row.dispatched),
  orderRate: ratio(row.orders, row.leads),
  returnOnSpend: ratio(row.revenueFen, row.spendFen),
})

const isDimension = (key: string): key is Dimension => (dimensions as readonly string[]).includes(key)

/** Refusals: notFound for a dimension that does not exist. */
export async function readLoopBy(
  ctx: Ctx,
  dimension: string,
  { limit, ...query }: Call<typeof askBy>['query'],
): Promise<Reply<typeof askBy>> {
  if (!isDimension(dimension)) throw new Refused(commonProblems.notFound)
  const window = windowOf(ctx, query)
  const carry = dimension === 'dealer' || dimension === 'series'
  const rows = await askQuestion(ctx, loopBy, { ...window, carry }, { dimension, limit })
  const { spend, revenue, ...all } = await readSteps(ctx, window)
  const freshness = await readFreshness(ctx)
  return {
    items: rows.map(groupOf),
    total: groupOf({ id: null, name: null, spendFen: spend, revenueFen: revenue, ...all }),
    seesMoney: seesMoney(ctx.scope),
    empty: whyEmpty(rows.length > 0, query, freshness.refreshedAt),
    freshness,
  }
}

export async function readWeekly(ctx: Ctx, query: LoopQuery): Promise<Reply<typeof askWeekly>> {
  const window = windowOf(ctx, query)
  const weeks = await askQuestion(ctx, loopWeekly, window, {})
  const counted = new Map((await askQuestion(ctx, traffic, window, {})).map((row) => [row.week, row]))
  const freshness = await readFreshness(ctx)
  const items = weeks.map(({ week, spend, leads, orders, deliveries }) => ({
    week,
    spendFen: spend,
    leads,
    orders,
    deliveries,
    costPerOrderFen: costEach(spend, orders),
    showroomVisits: counted.get(week)?.showroomVisits ?? 0,
    phoneEnquiries: counted.get(week)?.phoneEnquiries ?? 0,
  }))
  const anything =
    weeks.some((week) => week.leads > 0 || week.orders > 0 || (week.spend ?? 0) > 0) || counted.size > 0
  return {
    items,
    seesMoney: seesMoney(ctx.scope),
    empty: whyEmpty(anything, query, freshness.refreshedAt),
    freshness,
  }
}

export async function readAgeing(ctx: Ctx, query: LoopQuery): Promise<Reply<typeof askAgeing>> {
  const rows = new Map(
    (await askQuestion(ctx, ageing, windowOf(ctx, query), {})).map((row) => [row.bucket, row]),
  )
  const freshness = await readFreshness(ctx)
  const items = ageBuckets.map(
    (bucket) => rows.get(bucket) ?? { bucket, leads: 0, overdue: 0, breached: 0, waiting: 0 },
  )
  return { items, empty: whyEmpty(rows.size > 0, query, freshness.refreshedAt), freshness }
}

export async function readLostReasons(ctx: Ctx, query: LoopQuery): Promise<Reply<typeof askLost>> {
  const rows = await askQuestion(ctx, lostReasons, windowOf(ctx, query), {})
  const freshness = await readFreshness(ctx)
  const lost = rows.reduce((sum, row) => sum + row.leads, 0)
  return {
    items: rows.map((row) => ({ ...row, share: row.leads / lost })),
    lost,
    empty: whyEmpty(lost > 0, query, freshness.refreshedAt),
    freshness,
  }
}
