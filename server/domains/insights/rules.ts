import type { LoopQuery, StepKey } from '../../../contract/insights.ts'

const dayMs = 86_400_000
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

export const longestDays = 1_100
export const daysIn = ({ from, to }: Pick<LoopQuery, 'from' | 'to'>): number =>
  (at(to) - at(from)) / dayMs + 1

export type Compared = { from: string; to: string; asOf: Date }

/**
 * The period compared with, and the instant to look at it from: as much earlier as the period itself. A lead of
 * last month has had a month more to buy a car; seen from today it would always win.
 */
export function comparedWith(period: Pick<LoopQuery, 'from' | 'to' | 'compare'>, now: Date): Compared | null {
  if (period.compare === 'none' || period.compare === 'plan') return null
  const days = period.compare === 'year' ? 364 : daysIn(period)
  const back = days * dayMs
  return {
    from: dayOf(at(period.from) - back),
    to: dayOf(at(period.to) - back),
    asOf: new Date(now.getTime() - back),
  }
}

/** Null over nothing: a ratio without a base is not zero. */
export const ratio = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : part / whole

export const costEach = (spendFen: number | null, count: number | null): number | null => {
  const each = ratio(spendFen, count)
  return each === null ? null : Math.round(each)
}

export type StepValues = Record<StepKey, number | null>
type Step = { key: StepKey; value: number | null; costFen: number | null; conversion: number | null }

/** What a step is a share of. Money is not a share of anything. */
export const stepBefore: Record<StepKey, StepKey | null> = {
  spend: null,
  contacts: null,
  leads: 'contacts',
  dispatched: 'leads',
  'in-time': 'dispatched',
  visits: 'in-time',
  'test-drives': 'visits',
  orders: 'test-drives',
  deliveries: 'orders',
  revenue: null,
}

export function stepsOf(values: StepValues): Step[] {
  return (Object.keys(stepBefore) as StepKey[]).map((key) => {
    const before = stepBefore[key]
    return {
      key,
      value: values[key],
      costFen: costOf(key, values),
      conversion: before ? ratio(values[key], values[before]) : null,
    }
  })
}

function costOf(key: StepKey, values: StepValues): number | null {
  if (key === 'spend') return null
  if (key === 'revenue') return ratio(values.revenue, values.spend)
  return costEach(values.spend, values[key])
}

/** How a step moved: its value, relatively; in time its rate, in points, because its count only follows dispatch. */
export function changeOf(key: StepKey, now: Step, before: Step | undefined): number | null {
  if (!before) return null
  if (key === 'in-time')
    return now.conversion === null || before.conversion === null ? null : now.conversion - before.conversion
  const share = ratio(now.value, before.value)
  return share === null ? null : share - 1
}

type Chosen = Pick<LoopQuery, 'brand' | 'medium' | 'region' | 'campaign' | 'series' | 'dealer'> & {
  audience?: string[] | undefined
}
export const isFiltered = (query: Chosen): boolean =>
  [query.brand, query.medium, query.region, query.campaign, query.series, query.dealer, query.audience].some(
    (list) => list?.length,
  )

/** Why nothing is shown, so that the screen can say it. */
export function whyEmpty(
  anything: boolean,
  query: Chosen,
  refreshedAt: string | null,
): 'no-facts' | 'period' | 'filters' | null {
  if (anything) return null
  if (refreshedAt === null) return 'no-facts'
  return isFiltered(query) ? 'filters' : 'period'
}
