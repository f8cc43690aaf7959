import { z } from 'zod'
import { day, endpoint, fen, id, instant, page, pageQuery, several, text } from './endpoint.ts'
import { freshness } from './insights.ts'
import type { Refusal } from './problem.ts'

/** 贵宾型, 改进型, 维持型, 放弃型. */
export const valueClasses = ['honoured', 'improving', 'maintained', 'abandoned'] as const
export type ValueClass = (typeof valueClasses)[number]
export const abcClasses = ['A', 'B', 'C'] as const
/** The stages a valuation gives; the customer's own `stage` is what people and events say. */
export const valueStages = ['acquiring', 'growing', 'mature', 'declining', 'ended'] as const
export type ValueStage = (typeof valueStages)[number]
export const stageReasons = [
  'no purchase yet',
  'silent too long',
  'probably gone',
  'perhaps gone',
  'comes less often',
  'bought lately for the first time',
  'comes more often',
  'comes as before',
] as const
export const lossCauses = ['goods', 'free'] as const
export const mostBins = 5
/** Foretold; lapsed already; never paid for anything; too few owners to learn from. */
export const lapseStates = ['foretold', 'lapsed', 'unpaid', 'too few'] as const
/** The chance that no paid visit comes: at least one in two, at least one in four, less; and who has lapsed already. */
export const lapseBands = ['high', 'middle', 'low', 'lapsed'] as const
export type LapseBand = (typeof lapseBands)[number]
/** What an owner's coming back hangs on, as far as deliveries and repair orders tell. */
export const lapseDrivers = [
  'visits',
  'freeShare',
  'years',
  'lateFirst',
  'extras',
  'boughtHere',
  'moved',
  'repaired',
  'region',
] as const
export type LapseDriver = (typeof lapseDrivers)[number]

/** Where scores begin, as shares of the customers from the worst up: `[0.2, 0.4, 0.6, 0.8]` scores by fifths. */
const quantiles = z
  .array(z.number().min(0.01).max(0.99))
  .min(1)
  .max(mostBins - 1)
  .refine((shares) => shares.every((share, at) => at === 0 || share > shares[at - 1]!), {
    error: 'ascending',
  })
const part = z.number().min(0).max(1)
const ofLine = z.strictObject({ windowMonths: z.int().min(3).max(120), quantiles })
const times = z.number().min(1).max(100)
/** What the house assumes where no file reports it, over which time it looks, and what it holds itself against. */
export const valueRule = z.strictObject({
  /** The part of a price that stays, by business line. */
  margins: z.strictObject({ vehicle: part, service: part, accessories: part }),
  /** What a visit that nobody pays for costs the house. */
  freeVisitFen: fen.min(0).max(1_000_000),
  /** What it costs to keep in touch with one customer until the horizon: whoever is expected to bring no more is let go. */
  careFen: fen.min(0).max(1_000_000),
  /** RFM, ABC and profit of a valuation look so far back. */
  windowMonths: z.int().min(6).max(120),
  quantiles,
  /** RFM of one business line by itself. */
  lines: z.strictObject({ vehicle: ofLine, service: ofLine, accessories: ofLine }),
  /** What is expected is expected within so many days. */
  horizonDays: z.int().min(30).max(1_095),
  /** Without a paid visit for so long an owner has lapsed. */
  lapseDays: z.int().min(90).max(1_095),
  /** What the sources say; figures of the house stand beside it. */
  benchmarks: z.strictObject({
    /** Winning a customer costs so many times what keeping one costs. */
    newToKept: z.strictObject({ low: times, high: times }),
    /** Whoever is satisfied brings so many prospects; whoever is not tells so many people. */
    prospects: z.strictObject({ low: times, high: times }),
    told: times,
  }),
})
export type ValueRule = z.infer<typeof valueRule>
const fifths = [0.2, 0.4, 0.6, 0.8]
/** What the house starts with (number 0). */
export const usualRule: ValueRule = {
  margins: { vehicle: 0.05, service: 0.4, accessories: 0.35 },
  freeVisitFen: 60_000,
  careFen: 10_000,
  windowMonths: 36,
  quantiles: fifths,
  lines: {
    vehicle: { windowMonths: 120, quantiles: fifths },
    service: { windowMonths: 36, quantiles: fifths },
    accessories: { windowMonths: 36, quantiles: fifths },
  },
  horizonDays: 365,
  lapseDays: 365,
  benchmarks: { newToKept: { low: 6, high: 8 }, prospects: { low: 3, high: 5 }, told: 25 },
}

const words = z.object({ zh: z.string(), en: z.string() })
/** A question's own account of itself. */
const account = z.object({
  name: z.string(),
  title: words,
  definition: words,
  formula: words,
  sql: z.string(),
  registerIds: z.array(z.string()),
})
export type Account = z.infer<typeof account>

const fit = z.object({
  parameters: z.record(z.string(), z.number()),
  standardErrors: z.record(z.string(), z.number().nullable()),
  customers: z.int(),
})
const valuation = z.object({
  id,
  at: instant,
  judgedOn: day,
  customers: z.int(),
  /** As it was then, and which version of it. */
  rule: valueRule,
  ruleNumber: z.int(),
  /** BG/NBD and Gamma-Gamma, in weeks and fen; null while too few customers came again. */
  purchases: fit.nullable(),
  spend: fit.nullable(),
})
export type Valuation = z.infer<typeof valuation>

/** Who bought where: the chips of the board. */
export const valueFilters = {
  brand: several(id),
  region: several(id),
  dealer: several(id),
  series: several(id),
}
const group = {
  customers: z.int(),
  amountFen: fen.nullable(),
  profitFen: fen.nullable(),
  expectedFen: fen.nullable(),
}

export const readValue = endpoint({
  method: 'GET',
  path: '/api/insights/value',
  summary: { zh: '客户价值看板', en: 'The customer value board' },
  query: z.strictObject(valueFilters),
  reply: z.object({
    /** Null before the first valuation. */
    valuation: valuation.nullable(),
    /** False for regions and dealers: what a customer paid elsewhere is not theirs to see. */
    seesMoney: z.boolean(),
    customers: z.int(),
    classes: z.array(z.object({ valueClass: z.enum(valueClasses).nullable(), ...group })),
    abc: z.array(z.object({ abc: z.enum(abcClasses), ...group })),
    stages: z.array(z.object({ stage: z.enum(valueStages), ...group })),
    /** Customers who cost more than they bring, and how many of them mostly by visits nobody paid for. */
    atLoss: z.object({ customers: z.int(), lossFen: fen.nullable(), byFree: z.int() }),
    rfm: z.array(
      z.object({ recency: z.int(), frequency: z.int(), customers: z.int(), averageFen: fen.nullable() }),
    ),
    /** Share of all profit by the best k per cent, k from 0 to 100; null where there is no profit to share. */
    curve: z.object({ shares: z.array(z.number()), forFourFifths: z.number() }).nullable(),
    accounts: z.array(account),
    freshness,
  }),
})

const verdict = z.object({
  id,
  valueClass: z.enum(valueClasses).nullable(),
  abc: z.enum(abcClasses),
  stage: z.enum(valueStages),
  recency: z.int(),
  frequency: z.int(),
  monetary: z.int(),
  daysSince: z.int(),
  purchases: z.int(),
  amountFen: fen.nullable(),
  profitFen: fen.nullable(),
  /** 0 to 1. */
  alive: z.number().nullable(),
  expectedVisits: z.number().nullable(),
  expectedFen: fen.nullable(),
  lossCause: z.enum(lossCauses).nullable(),
  lossFen: fen.nullable(),
  /** The chance, 0 to 1, that no paid visit comes before `lapsesOn`; null unless foretold. */
  lapseRisk: z.number().nullable(),
  lapsesOn: day.nullable(),
  lapseState: z.enum(lapseStates),
})
const valueRow = verdict.extend({ name: z.string().nullable() })
export type ValueRow = z.infer<typeof valueRow>

const score = z.coerce.number().int().min(1).max(mostBins).optional()
const rowFilters = {
  ...valueFilters,
  valueClass: several(z.enum(valueClasses)),
  abc: several(z.enum(abcClasses)),
  stage: several(z.enum(valueStages)),
  recency: score,
  frequency: score,
  atLoss: z.literal('true').optional(),
}
export const readValueRows = endpoint({
  method: 'GET',
  path: '/api/insights/value/customers',
  summary: {
    zh: '价值看板背后的客户，利润从高到低',
    en: 'The customers behind the value board, most profitable first',
  },
  query: z.strictObject({ ...rowFilters, ...pageQuery }),
  reply: page(valueRow),
})
export const exportValueRows = endpoint({
  method: 'GET',
  path: '/api/insights/value/customers/export',
  summary: {
    zh: '导出价值客户 CSV，最多 100,000 行，记入审计',
    en: 'Export those customers as CSV, at most 100,000, audited',
  },
  query: z.strictObject({ ...rowFilters, reason_for_export: text(200) }),
  produces: 'text/csv',
})
export const readVerdict = endpoint({
  method: 'GET',
  path: '/api/insights/verdicts/:id',
  summary: {
    zh: '一位客户的价值判定及理由',
    en: 'The verdict on one customer and its reasons',
  },
  params: z.strictObject({ id }),
  reply: z.object({
    verdict: verdict
      .extend({
        stageReason: z.enum(stageReasons),
        /** What moves the chance away from the average owner's, the strongest first; above 0 it drives away. */
        lapseReasons: z.array(
          z.object({ driver: z.enum(lapseDrivers), effect: z.number(), value: z.number().nullable() }),
        ),
      })
      .nullable(),
    valuation: valuation.nullable(),
    seesMoney: z.boolean(),
  }),
})
export const startValuation = endpoint({
  method: 'POST',
  path: '/api/insights/value/run',
  summary: { zh: '立即重新评定客户价值', en: 'Value the customers now' },
  status: 202,
  reply: z.object({ jobId: z.uuid() }),
})

const ruleVersion = z.object({
  number: z.int(),
  at: instant,
  actorName: z.string(),
  note: z.string(),
  rule: valueRule,
})
export const readValueRule = endpoint({
  method: 'GET',
  path: '/api/insights/value/rule',
  summary: {
    zh: '价值评定规则及其历史；编号 0 为初始规则',
    en: 'The value rule and its history; number 0 is what the house starts with',
  },
  reply: z.object({ number: z.int(), rule: valueRule, history: z.array(ruleVersion) }),
})
export const saveValueRule = endpoint({
  method: 'PUT',
  path: '/api/insights/value/rule',
  summary: {
    zh: '修改价值评定规则，自下次评定起生效',
    en: 'Change the value rule; it applies from the next valuation on',
  },
  /** `number` is the version that was changed. */
  body: z.strictObject({ rule: valueRule, number: z.int(), note: z.string().trim().max(500).default('') }),
  reply: z.object({ number: z.int() }),
})

export const valueProblems = {
  ruleIsHeadOffices: {
    status: 403,
    zh: '价值评定规则适用于全网，只能由总部修改',
    en: 'The value rule holds for the whole network: only head office changes it',
  },
  wholeNetwork: {
    status: 403,
    zh: '价值评定要看全网客户，只能由总部启动',
    en: 'A valuation looks at everybody: only head office starts one',
  },
} satisfies Record<string, Refusal>
