import { z } from 'zod'
import { day, endpoint, id, instant, pageQuery, several } from './endpoint.ts'
import type { Refusal } from './problem.ts'

const visitors = z.int().min(0).max(100_000)
const dealer = z.object({
  id,
  code: z.string(),
  name: z.string(),
  region: z.object({ id, name: z.string() }),
})

/** One day of one dealer: what was reported, or that nothing was. */
export const dailyCount = z.object({
  day,
  /** Nothing reported yet: null. */
  showroomVisits: z.int().nullable(),
  phoneEnquiries: z.int().nullable(),
  note: z.string().nullable(),
  reportedAt: instant.nullable(),
  reportedBy: z.string().nullable(),
  version: z.int().nullable(),
  /** Noon of the next day in the dealer's zone. */
  dueAt: instant,
  /** `waiting` until it is due, `missing` afterwards; `late` came after it was due. */
  state: z.enum(['reported', 'late', 'waiting', 'missing']),
  /** Whether it can still be entered or corrected here. */
  open: z.boolean(),
})
export type DailyCount = z.infer<typeof dailyCount>

const period = { from: day, to: day }

export const readDailyCounts = endpoint({
  method: 'GET',
  path: '/api/extranet/daily-counts',
  summary: { zh: '展厅人流与来电日报：一家店，按日', en: 'Daily counts of one dealer, day by day' },
  query: z.strictObject({ ...period, dealer: id.optional() }),
  reply: z.object({ dealer, items: z.array(dailyCount) }),
})
export const reportDailyCount = endpoint({
  method: 'PUT',
  path: '/api/extranet/daily-counts',
  summary: { zh: '填报或更正一天的日报', en: 'Report or correct one day' },
  body: z.strictObject({
    day,
    showroomVisits: visitors,
    phoneEnquiries: visitors,
    note: z.string().trim().max(500).nullable().default(null),
    /** The version being corrected; null for a first report. */
    version: z.int().nullable().default(null),
  }),
  reply: dailyCount,
})

const cell = z.object({
  showroomVisits: z.int().nullable(),
  phoneEnquiries: z.int().nullable(),
  state: dailyCount.shape.state,
})
export const readMatrix = endpoint({
  method: 'GET',
  path: '/api/extranet/matrix',
  summary: {
    zh: '日报总览：经销商 × 日期，最多 31 天',
    en: 'Daily counts, dealers by days, at most 31 days',
  },
  query: z.strictObject({
    ...pageQuery,
    ...period,
    region: several(id),
    brand: several(id),
    /** Only dealers that miss a report in the period. */
    missing: z.stringbool().default(false),
  }),
  reply: z.object({
    days: z.array(day),
    items: z.array(z.object({ dealer, cells: z.array(cell), missing: z.int() })),
    next: z.string().nullable(),
  }),
})
export const readMissing = endpoint({
  method: 'GET',
  path: '/api/extranet/missing',
  summary: { zh: '某天谁还没报，按大区', en: 'Who has not reported a day, by region' },
  query: z.strictObject({ ...pageQuery, day, region: several(id) }),
  reply: z.object({
    day,
    regions: z.array(
      z.object({
        id,
        name: z.string(),
        brand: z.string(),
        dealers: z.int(),
        reported: z.int(),
        missing: z.int(),
      }),
    ),
    items: z.array(dealer.extend({ phone: z.string().nullable(), remindedAt: instant.nullable() })),
    next: z.string().nullable(),
  }),
})

export const extranetProblems = {
  dayAhead: { status: 422, zh: '{day} 还没到', en: '{day} has not come yet' },
  dayClosed: {
    status: 422,
    zh: '{day} 已关闭：只能填报最近 {days} 天，请联系总部',
    en: '{day} is closed: the last {days} days can be reported; ask head office',
  },
  notADealer: { status: 422, zh: '日报由经销商填报', en: 'Daily counts are reported by a dealer' },
  periodTooLong: { status: 422, zh: '一次最多 {days} 天', en: 'At most {days} days at once' },
  unknownDealer: { status: 422, zh: '没有这家经销商：{code}', en: 'No such dealer: {code}' },
} satisfies Record<string, Refusal>
