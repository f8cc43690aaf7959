import { z } from 'zod'
import { day, endpoint, id, idParams, instant } from './endpoint.ts'
import type { Refusal } from './problem.ts'
import { valueClasses, valueStages } from './value.ts'

/** What is foretold: that a lead orders, that an owner buys again, that a contacted lead comes. */
export const propensityKinds = ['lead-to-sale', 'repurchase', 'response'] as const
export type PropensityKind = (typeof propensityKinds)[number]
/** The best fifth, the rest of the better half, and the others, as the rows held out had them. */
export const chanceBands = ['high', 'middle', 'low'] as const
export type ChanceBand = (typeof chanceBands)[number]
export const modelAlgorithms = ['logistic', 'boosted'] as const
export const modelStates = ['challenger', 'champion', 'retired'] as const
/** Why a model must not be published. */
export const modelRefusals = ['too-few-cases', 'no-better-than-base-rate', 'ranks-by-chance'] as const
export const mostVersions = 12

const kind = z.enum(propensityKinds)
const words = z.object({ zh: z.string(), en: z.string() })
const interval = z.object({ estimate: z.number(), low: z.number(), high: z.number() })

const version = z.object({
  id,
  number: z.int(),
  algorithm: z.enum(modelAlgorithms),
  state: z.enum(modelStates),
  trainedAt: instant,
  /** Rows from this day on were kept from training and judged it. */
  heldOutFrom: day,
  trainedOn: z.int(),
  heldOut: z.int(),
  /** Held-out rows that did it. */
  hits: z.int(),
  /** The share that did it among the rows trained on. */
  baseRate: z.number(),
  /** Area under the ROC curve on the held-out rows; null where all or none of them did it. */
  area: interval.nullable(),
  /** How much less is lost than by telling everybody the base rate (Brier). */
  skill: interval,
  refusals: z.array(z.enum(modelRefusals)),
  /** The better of its training, where one may be published. */
  recommended: z.boolean(),
  publishedAt: instant.nullable(),
  publishedBy: z.string().nullable(),
  features: z.array(words),
  /** Standardised weights of the strongest features; empty for trees. */
  weights: z.array(
    z.object({
      name: z.string(),
      feature: words,
      level: words.nullable(),
      weight: z.number(),
      error: z.number().nullable(),
    }),
  ),
  roc: z.array(z.object({ called: z.number(), reached: z.number() })),
  lift: z.array(
    z.object({
      share: z.number(),
      rows: z.int(),
      hits: z.int(),
      rate: z.number(),
      lift: z.number(),
      gain: z.number(),
    }),
  ),
  calibration: z.array(z.object({ rows: z.int(), predicted: z.number(), observed: interval })),
  /** How far each feature has moved since training (PSI), as of the night; null before the first. */
  drift: z
    .array(z.object({ feature: words, index: z.number(), verdict: z.enum(['stable', 'watch', 'shifted']) }))
    .nullable(),
  driftAt: instant.nullable(),
})
export type ModelVersion = z.infer<typeof version>

export const listModels = endpoint({
  method: 'GET',
  path: '/api/insights/models',
  summary: { zh: '一种预测模型的各个版本，最新在前', en: 'Versions of a propensity model, newest first' },
  query: z.strictObject({ kind: kind.default('lead-to-sale') }),
  reply: z.object({
    kind,
    title: words,
    /** What a row is, what is foretold of it, and within how many days. */
    definition: words,
    horizonDays: z.int(),
    items: z.array(version),
    /** Subjects the champion has scored. */
    scored: z.array(z.object({ band: z.enum(chanceBands), subjects: z.int(), average: z.number() })),
    scoredAt: instant.nullable(),
  }),
})
export const trainModel = endpoint({
  method: 'POST',
  path: '/api/insights/models',
  summary: { zh: '用自己的数据训练一种模型', en: 'Train a model on the house’s own data' },
  body: z.strictObject({ kind }),
  status: 202,
  reply: z.object({ jobId: z.uuid() }),
})
const state = z.object({ id, number: z.int(), state: z.enum(modelStates) })
export const publishModel = endpoint({
  method: 'POST',
  path: '/api/insights/models/:id/publication',
  summary: {
    zh: '发布：成为冠军并重新打分',
    en: 'Publish: it becomes the champion and everything is scored anew',
  },
  params: idParams,
  status: 202,
  reply: state.extend({ jobId: z.uuid() }),
})
export const retireModel = endpoint({
  method: 'DELETE',
  path: '/api/insights/models/:id/publication',
  summary: {
    zh: '退役：不再可发布；冠军退役时它打的分一并撤下',
    en: 'Retire: never published again; a champion’s scores are taken back with it',
  },
  params: idParams,
  reply: state,
})

const reason = z.object({
  /** The feature's own name; sources and media are called by their lists. */
  name: z.string(),
  feature: words,
  /** What this one has there; null where it is not known. */
  value: words.nullable(),
  /** Log-odds above or below the average of training. */
  effect: z.number(),
})
export const chance = z.object({
  kind,
  /** 0 to 1. */
  score: z.number(),
  band: z.enum(chanceBands),
  reasons: z.array(reason),
  model: z.int(),
  at: instant,
})
export type Chance = z.infer<typeof chance>
export const readLeadScores = endpoint({
  method: 'GET',
  path: '/api/insights/scores/leads/:id',
  summary: { zh: '一条线索的模型分与理由', en: 'What the models say of a lead, and why' },
  params: idParams,
  reply: z.object({ items: z.array(chance) }),
})

/** What may be done next for a customer, in the order of the rule table. */
export const nextActionKeys = [
  'none',
  'answer-lead',
  'follow-lead',
  'remind-cart',
  'offer-renewal',
  'save',
  'win-back',
  'care',
  'invite-service',
  'review-cost',
  'ask-consent',
] as const
export type NextActionKey = (typeof nextActionKeys)[number]
export const nextReasons = [
  'deceased',
  'do-not-contact',
  'lead-overdue',
  'lead-open',
  'lead-likely',
  'left-in-cart',
  'repurchase-high',
  'declining',
  'lapse-risk',
  'ended',
  'honoured',
  'promising',
  'new-owner',
  'at-loss',
  'no-consent-sales',
  'no-consent-service',
  'no-consent-marketing',
] as const
export type NextReason = (typeof nextReasons)[number]
const channels = z.enum(['phone', 'sms', 'wechat', 'email'])
const action = z.object({
  action: z.enum(nextActionKeys),
  reasons: z.array(z.enum(nextReasons)),
  /** Only ways this customer has agreed to; null where nobody needs to be contacted. */
  channel: channels.nullable(),
  purpose: z.enum(['sales', 'service', 'marketing']).nullable(),
  leadId: id.nullable(),
  /** What the reason left-in-cart is about: the dearest thing in the cart, how many others lie beside it, days untouched. */
  cart: z.object({ item: z.string(), others: z.int(), days: z.int() }).optional(),
})
export type NextAction = z.infer<typeof action>
export const readNextActions = endpoint({
  method: 'GET',
  path: '/api/insights/next-actions/:id',
  summary: { zh: '对一位客户下一步做什么、为什么', en: 'What to do next for a customer, and why' },
  params: idParams,
  reply: z.object({
    /** Best first. */
    items: z.array(action),
    /** What it rests on. */
    valueClass: z.enum(valueClasses).nullable(),
    stage: z.enum(valueStages).nullable(),
    scores: z.array(chance),
    /** The day of the valuation behind it. */
    judgedOn: day.nullable(),
  }),
})

export const propensityProblems = {
  wholeNetwork: {
    status: 403,
    zh: '模型从全网数据中学习，只能由总部训练、发布与退役',
    en: 'A model learns from the whole network: only head office trains, publishes and retires one',
  },
  tooFewCases: {
    status: 422,
    zh: '第 {number} 版不能发布：留出样本中成与不成各需至少 50 例，现在只有 {hits} / {rows}。请等数据更多后重新训练',
    en: 'Version {number} must not be published: it needs 50 held-out rows that did it and 50 that did not, and has {hits} of {rows}. Train again when there is more data',
  },
  noBetter: {
    status: 422,
    zh: '第 {number} 版不能发布：在留出样本上并不比人人按平均比例 {baseRate} 估计更好。请换一个版本或重新训练',
    en: 'Version {number} must not be published: on the held-out rows it is no better than telling everybody the base rate of {baseRate}. Choose another version or train again',
  },
  isChampion: { status: 409, zh: '第 {number} 版已是冠军', en: 'Version {number} is the champion already' },
  isRetired: {
    status: 409,
    zh: '第 {number} 版已退役，不能再用；请重新训练',
    en: 'Version {number} is retired for good; train a new one',
  },
} satisfies Record<string, Refusal>
