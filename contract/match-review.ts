import { z } from 'zod'
import { consentPurpose } from './consent.ts'
import { pickableFields } from './customer-merge.ts'
import { customer } from './customers.ts'
import { endpoint, id, idParams, instant, page, pageQuery, text } from './endpoint.ts'
import { stage } from './lead-words.ts'
import type { Refusal } from './problem.ts'

/** Why a pair was not settled by itself. */
export const heldReasons = ['between', 'grown', 'verified', 'manual'] as const
export type HeldReason = (typeof heldReasons)[number]
export const verdicts = ['same', 'different', 'unsure'] as const
export type MatchVerdict = (typeof verdicts)[number]
/** People compared side by side at a time; of a larger group, those of its strongest pairs. */
export const mostSides = 6

const held = z.enum(heldReasons)
const kind = z.enum(['person', 'organisation'])

/** Customers that hang together by open pairs. `weight` is the strongest pair's. */
export const matchGroupRow = z.object({
  id,
  kind,
  /** The different names among them, at most three. */
  names: z.array(z.string()),
  people: z.int(),
  weight: z.number(),
  held,
})
export type MatchGroupRow = z.infer<typeof matchGroupRow>
const filters = {
  brand: id.optional(),
  dealer: id.optional(),
  /** Some record of theirs came from there. */
  source: z.string().trim().min(1).max(60).optional(),
  held: held.optional(),
  weightFrom: z.coerce.number().optional(),
  weightTo: z.coerce.number().optional(),
  /** Groups the reader was unsure of; they are out of the queue otherwise. */
  aside: z.literal('true').optional(),
}
export const listMatchGroups = endpoint({
  method: 'GET',
  path: '/api/match-groups',
  summary: { zh: '待复核的疑似同一人', en: 'Groups that may be one person, to be reviewed' },
  query: z.strictObject({ ...filters, ...pageQuery }),
  reply: page(matchGroupRow),
})
export const mostCountedGroups = 999
export const countMatchGroups = endpoint({
  method: 'GET',
  path: '/api/match-groups/count',
  summary: { zh: '待复核组数（数到 999）', en: 'How many groups wait; counts to 999' },
  reply: z.object({ open: z.int(), more: z.boolean() }),
})

const side = z.object({
  customer,
  pinyin: z.string().nullable(),
  records: z.int(),
  /** The latest source record the reader may see. */
  latest: z
    .object({ source: z.string(), kind: z.string(), dealer: z.string().nullable(), at: instant })
    .nullable(),
  /** To anybody of a kind: granted, withdrawn; what was never asked is absent. */
  consents: z.array(z.object({ purpose: consentPurpose, granted: z.boolean() })),
  cars: z.array(z.object({ vin: z.string(), model: z.string().nullable(), role: z.string() })),
  leads: z.array(z.object({ id, model: z.string().nullable(), stage })),
})
export type MatchSide = z.infer<typeof side>

/** One bar of the waterfall: what a comparison adds to the match weight, in bits. */
export const matchStep = z.object({
  comparison: z.string(),
  level: z.string(),
  bits: z.number(),
  /** What the two say, masked; null where they say nothing, or the comparison is of no single field. */
  l: z.string().nullable(),
  r: z.string().nullable(),
})
export type MatchStep = z.infer<typeof matchStep>
const pair = z.object({
  id,
  a: id,
  b: id,
  weight: z.number(),
  chance: z.number(),
  held,
  /** The odds of any two people, where the waterfall starts. */
  prior: z.number(),
  steps: z.array(matchStep),
  /** Browsers that are both of theirs: a hint to whoever decides, and no part of the weight. */
  browsers: z.int(),
})
export type MatchPair = z.infer<typeof pair>

export const matchGroup = z.object({
  id,
  /** All customers of the group; more than there are sides when it is large. */
  people: z.int(),
  sides: z.array(side),
  /** Per field and customer a number, equal where the values behind the masks are. */
  alike: z.record(z.string(), z.record(z.string(), z.int())),
  /** Whose id stays, and per field the customer whose value a merge of all would take. */
  survivorId: id,
  winners: z.record(z.string(), id),
  pairs: z.array(pair),
  thresholds: z.object({ reviewAt: z.number(), linkAt: z.number(), automatic: z.boolean() }),
})
export type MatchGroup = z.infer<typeof matchGroup>
export const readMatchGroup = endpoint({
  method: 'GET',
  path: '/api/match-groups/:id',
  summary: {
    zh: '一组疑似同一人：并列、逐项权重',
    en: 'A group side by side, with the weight of each comparison',
  },
  params: idParams,
  reply: matchGroup,
})

export const decideMatch = endpoint({
  method: 'POST',
  path: '/api/match-decisions',
  summary: { zh: '复核决定：同一人、不同人、拿不准', en: 'Decide: the same, different, or unsure' },
  body: z.strictObject({
    groupId: id,
    verdict: z.enum(verdicts),
    /** The ones judged, two or more of the group, at the versions that were on screen. */
    customers: z
      .array(z.strictObject({ id, version: z.int() }))
      .min(2)
      .max(mostSides),
    /** By field, the customer whose value counts; what is not picked the rules decide. */
    picks: z.partialRecord(z.enum(pickableFields as [string, ...string[]]), id).default({}),
    /** Needed where ID numbers differ, or somebody has said that they are different people. */
    reason: text(500).optional(),
  }),
  status: 201,
  reply: z.object({ id }),
})
export const undoMatchDecision = endpoint({
  method: 'POST',
  path: '/api/match-decisions/:id/undo',
  summary: {
    zh: '撤销复核决定：拆回并重新待定',
    en: 'Take a decision back: un-merges and opens the group again',
  },
  params: idParams,
  reply: z.object({ groupId: id }),
})
export const matchDecision = z.object({
  id,
  verdict: z.enum(verdicts),
  names: z.array(z.string()),
  people: z.int(),
  /** Where the customer can be found now. */
  customerId: id,
  by: z.string(),
  at: instant,
  reason: z.string().nullable(),
  undone: z.boolean(),
})
export type MatchDecision = z.infer<typeof matchDecision>
export const listMatchDecisions = endpoint({
  method: 'GET',
  path: '/api/match-decisions',
  summary: { zh: '最近的复核决定', en: 'Recent decisions' },
  query: z.strictObject({
    /** Only the caller's own: who is asked for second opinions does not look at the first. */
    mine: z.literal('true').optional(),
    ...pageQuery,
  }),
  reply: page(matchDecision),
})

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() })
export const readMatchAgreement = endpoint({
  method: 'GET',
  path: '/api/match-agreement',
  summary: {
    zh: '复核人之间的一致程度（科恩 κ，95% 区间）',
    en: 'How far reviewers agree: Cohen’s kappa with its 95 % interval',
  },
  reply: z.object({
    /** Pairs two people judged the same or different; of more than two, the first two. */
    pairs: z.int(),
    reviewers: z.int(),
    agreed: interval.nullable(),
    /** Null while all answers are one and the same: there is no chance agreement to beat. */
    kappa: interval.nullable(),
    table: z.object({
      bothSame: z.int(),
      firstSame: z.int(),
      secondSame: z.int(),
      bothDifferent: z.int(),
    }),
  }),
})
export type MatchAgreement = z.infer<typeof readMatchAgreement.reply>

export const matchProblems = {
  decided: {
    status: 409,
    zh: '这一组刚被他人处理过，请看下一组',
    en: 'Somebody has just settled this group; go on with the next one',
  },
  apart: {
    status: 422,
    zh: '所选客户之间没有比对过，不能在这里合并；请到客户页合并',
    en: 'These customers were never compared with one another; merge them from the customer’s page',
  },
  undone: { status: 409, zh: '这个决定已经撤销过', en: 'This decision has been taken back already' },
} satisfies Record<string, Refusal>
