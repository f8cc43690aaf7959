import { z } from 'zod'
import { consentPurpose, consentRecipient } from './consent.ts'
import { day, endpoint, fen, id, idParams, instant, page, pageQuery, several, text } from './endpoint.ts'
import * as words from './lead-words.ts'

export * from './lead-problems.ts'
export * from './lead-words.ts'

const { grade, holder, horizon, lostReason, stage, waiting } = words
const note = z.object({ field: z.string(), zh: z.string(), en: z.string() })
const reason = z.object({ zh: z.string(), en: z.string(), points: z.number() })

// ---- in ----

const consentIn = z.strictObject({
  purpose: consentPurpose,
  recipient: consentRecipient,
  /** A dealer's code, when the consent is for that dealer only. */
  dealer: z.string().trim().max(60).optional(),
  granted: z.boolean(),
  channel: z.string().trim().max(60).optional(),
  evidence: z.string().trim().max(500).optional(),
  textVersion: z.string().trim().max(60).optional(),
})
export const personIn = z.strictObject({
  kind: z.enum(['person', 'organisation']).optional(),
  name: z.string().trim().max(100).optional(),
  salutation: z.string().trim().max(20).optional(),
  sex: z.enum(['female', 'male']).optional(),
  phone: z.string().trim().max(40).optional(),
  otherPhones: z.array(z.string().trim().max(40)).max(5).optional(),
  email: z.string().trim().max(254).optional(),
  company: z.string().trim().max(120).optional(),
  /** A GB/T 2260 code, or words such as 浙江杭州滨江. */
  division: z.string().trim().max(60).optional(),
  address: z.string().trim().max(300).optional(),
})
/** An enquiry. Whatever cannot be resolved (an unknown series, campaign, dealer) is noted in the answer, not refused. */
export const leadIn = z.strictObject({
  source: text(60),
  /** Your own number: sent twice it is answered as a duplicate with the same lead. */
  externalId: z.string().trim().max(200).optional(),
  medium: z.string().trim().max(60).optional(),
  /** A campaign's code or tracking code. */
  campaign: z.string().trim().max(100).optional(),
  landingPage: z.string().trim().max(500).optional(),
  /** The id our script gave the browser (`ringroad-visitor`); only where its user agreed. */
  visitorId: id.optional(),
  brand: z.string().trim().max(60).optional(),
  series: z.string().trim().max(100).optional(),
  variant: z.string().trim().max(100).optional(),
  person: personIn,
  horizon: z.string().trim().max(40).optional(),
  budgetFen: fen.min(0).optional(),
  tradeIn: z.boolean().optional(),
  /** The dealer the customer chose, by code. */
  wantedDealer: z.string().trim().max(60).optional(),
  message: z.string().trim().max(4_000).optional(),
  consents: z.array(consentIn).max(20).optional(),
  happenedAt: instant.optional(),
})
export type LeadIn = z.infer<typeof leadIn>

export const captured = z.object({
  code: z.enum(['created', 'merged', 'duplicate', 'refused']),
  /** Null when another dealer of the network looks after this person: head office has been told. */
  leadId: id.nullable(),
  number: z.string().nullable(),
  customerId: id.nullable(),
  holder: holder.nullable(),
  dealerId: id.nullable(),
  waiting: waiting.nullable(),
  grade: grade.nullable(),
  score: z.int().nullable(),
  errors: z.array(note),
  notes: z.array(note),
})
export const captureLead = endpoint({
  method: 'POST',
  path: '/api/leads',
  summary: { zh: '登记线索', en: 'Capture a lead' },
  body: leadIn,
  reply: captured,
  status: 201,
})
export const captureAdf = endpoint({
  method: 'POST',
  path: '/api/leads/adf',
  summary: { zh: '接收 ADF 1.0 线索', en: 'Capture leads from ADF 1.0 XML' },
  accepts: 'application/x-adf+xml',
  reply: z.object({ repairs: z.array(z.string()), items: z.array(captured) }),
  status: 201,
})

// ---- lists ----

/** The bands of contract/propensity.ts. */
export const leadChances = ['high', 'middle', 'low'] as const

export const leadItem = z.object({
  id,
  number: z.string(),
  customerId: id,
  person: z.object({
    name: z.string(),
    salutation: z.string().nullable(),
    kind: z.string(),
    phone: z.string().nullable(),
  }),
  brandId: id,
  brandName: z.string(),
  seriesName: z.string().nullable(),
  variantName: z.string().nullable(),
  priceFen: fen.nullable(),
  grade,
  score: z.int(),
  /** What the published model says beside the rules' score, 0 to 1; null where it says nothing. */
  chance: z.object({ score: z.number(), band: z.enum(leadChances), model: z.int(), at: instant }).nullable(),
  stage,
  holder,
  dealerId: id.nullable(),
  dealerName: z.string().nullable(),
  consultantId: id.nullable(),
  consultantName: z.string().nullable(),
  source: z.string(),
  medium: z.string().nullable(),
  divisionName: z.string().nullable(),
  waiting: waiting.nullable(),
  capturedAt: instant,
  lastTouchAt: instant,
  touches: z.int(),
  dispatchedAt: instant.nullable(),
  dueAt: instant.nullable(),
  pausedAt: instant.nullable(),
  firstFeedbackAt: instant.nullable(),
  breachedAt: instant.nullable(),
  /** What is due next: the feedback clock, then the next step. */
  attentionAt: instant.nullable(),
  nextStep: z.string(),
  nextStepAt: instant.nullable(),
  closedAt: instant.nullable(),
  lostReason: z.string().nullable(),
  winBackOn: day.nullable(),
  revenueFen: fen.nullable(),
  version: z.int(),
})
export type LeadItem = z.infer<typeof leadItem>

export const dueBands = ['overdue', 'today', 'week', 'later'] as const
export const leadFilters = {
  open: z.enum(['true', 'false']).optional(),
  stage: several(stage),
  grade: several(grade),
  source: several(z.string().max(60)),
  medium: several(z.string().max(60)),
  campaignId: id.optional(),
  brandId: id.optional(),
  dealerId: id.optional(),
  /** Below a region or area. */
  under: id.optional(),
  consultantId: several(id),
  holder: several(holder),
  waiting: several(waiting),
  /** By what is due next, in Beijing days. */
  due: z.enum(dueBands).optional(),
  disputed: z.enum(['true']).optional(),
  breached: z.enum(['true']).optional(),
  tradeIn: z.enum(['true', 'false']).optional(),
  /** Of the published model: lead to sale. */
  chance: several(z.enum(leadChances)),
  customerId: id.optional(),
  capturedFrom: day.optional(),
  capturedTo: day.optional(),
  q: z.string().trim().max(100).optional(),
}
export const listLeads = endpoint({
  method: 'GET',
  path: '/api/leads',
  summary: { zh: '线索列表', en: 'Leads' },
  query: z.strictObject({
    ...pageQuery,
    ...leadFilters,
    sort: z.enum(['attention', 'recent']).default('recent'),
  }),
  reply: page(leadItem),
})
export const countLimit = 1_000
export const countLeads = endpoint({
  method: 'GET',
  path: '/api/leads/counts',
  summary: { zh: '各分组的条数，最多数到 1000', en: 'Counts for tabs and columns, bounded at 1,000' },
  query: z.strictObject({ ...leadFilters, by: z.enum(['due', 'stage', 'grade']).default('due') }),
  reply: z.object({ limit: z.int(), counts: z.record(z.string(), z.int()) }),
})
export const exportLeads = endpoint({
  method: 'GET',
  path: '/api/leads/export',
  summary: { zh: '导出线索 CSV', en: 'Export leads as CSV' },
  query: z.strictObject({ ...leadFilters, reason: text(200) }),
  produces: 'text/csv',
})

// ---- one lead ----

const mark = z.object({ kind: z.enum(words.markKinds), at: instant, done: z.boolean() })
export const feedbackItem = z.object({
  id,
  at: instant,
  contacted: z.enum(words.contactResults),
  outcome: z.enum(words.feedbackOutcomes),
  nextStep: z.string().nullable(),
  nextStepAt: instant.nullable(),
  lostReason: z.string().nullable(),
  note: z.string().nullable(),
  inTime: z.boolean().nullable(),
  actorName: z.string().nullable(),
  undone: z.boolean(),
})
export const leadDetail = leadItem.extend({
  reasons: z.array(reason),
  seriesId: id.nullable(),
  variantId: id.nullable(),
  horizon: horizon.nullable(),
  budgetFen: fen.nullable(),
  tradeIn: z.boolean().nullable(),
  message: z.string().nullable(),
  landingPage: z.string().nullable(),
  campaign: z.object({ id, name: z.string() }).nullable(),
  wantedDealerId: id.nullable(),
  wantedDealerName: z.string().nullable(),
  divisionCode: z.string().nullable(),
  protectedUntil: instant.nullable(),
  breaches: z.int(),
  doNotContact: z.boolean(),
  /** Whether dealers may be given this person (separate consent); null for who need not know. */
  consented: z.boolean().nullable(),
  clock: z.object({
    startedAt: instant.nullable(),
    dueAt: instant.nullable(),
    pausedAt: instant.nullable(),
    stoppedAt: instant.nullable(),
    marks: z.array(mark),
  }),
  stages: z.array(z.object({ at: instant, stage, before: stage.nullable() })),
  feedback: z.array(feedbackItem),
  dispute: z
    .object({
      id,
      reason: z.enum(words.disputeReasons),
      note: z.string(),
      openedAt: instant,
      decision: z.enum(words.disputeDecisions).nullable(),
      decisionNote: z.string().nullable(),
    })
    .nullable(),
})
export type LeadDetail = z.infer<typeof leadDetail>
export const readLead = endpoint({
  method: 'GET',
  path: '/api/leads/:id',
  summary: { zh: '线索', en: 'One lead' },
  params: idParams,
  reply: leadDetail,
})
export const listTouches = endpoint({
  method: 'GET',
  path: '/api/leads/:id/touches',
  summary: { zh: '全部询价记录', en: 'Every enquiry behind this lead' },
  params: idParams,
  reply: z.object({
    items: z.array(
      z.object({
        id,
        at: instant,
        source: z.string(),
        medium: z.string().nullable(),
        landingPage: z.string().nullable(),
        message: z.string().nullable(),
        joined: z.boolean(),
      }),
    ),
  }),
})
export const readCustody = endpoint({
  method: 'GET',
  path: '/api/leads/:id/custody',
  summary: { zh: '归属链及校验', en: 'The custody chain, verified' },
  params: idParams,
  reply: z.object({
    verified: z.boolean(),
    fault: z
      .object({ seq: z.int(), fault: z.enum(['missing', 'altered', 'time-runs-back', 'holder-differs']) })
      .nullable(),
    items: z.array(
      z.object({
        seq: z.int(),
        at: instant,
        until: instant.nullable(),
        holder: z.enum([...words.holders, 'closed']),
        /** Hidden from a dealer where it is another one. */
        dealerName: z.string().nullable(),
        consultantName: z.string().nullable(),
        reason: z.string(),
        actorName: z.string(),
        hash: z.string(),
      }),
    ),
  }),
})

// ---- moves ----

export const feedbackIn = z.strictObject({
  contacted: z.enum(words.contactResults),
  outcome: z.enum(words.feedbackOutcomes),
  nextStep: z.string().trim().max(200).optional(),
  nextStepAt: instant.optional(),
  variantId: id.optional(),
  lostReason: lostReason.optional(),
  winBackOn: day.optional(),
  note: z.string().trim().max(2_000).optional(),
  /** The version that was on screen; a newer one is a conflict. */
  version: z.int().optional(),
})
export type FeedbackIn = z.infer<typeof feedbackIn>
export const giveFeedback = endpoint({
  method: 'POST',
  path: '/api/leads/:id/feedback',
  summary: { zh: '反馈', en: 'Give feedback' },
  params: idParams,
  body: feedbackIn,
  reply: z.object({ id, undoUntil: instant, lead: leadItem }),
  status: 201,
})
export const undoFeedback = endpoint({
  method: 'DELETE',
  path: '/api/leads/:id/feedback/:feedbackId',
  summary: { zh: '十秒内撤销反馈', en: 'Take a feedback back within ten seconds' },
  params: z.strictObject({ id, feedbackId: id }),
  reply: z.object({ lead: leadItem }),
})
export const assignLead = endpoint({
  method: 'POST',
  path: '/api/leads/:id/assignment',
  summary: { zh: '分给销售顾问', en: 'Assign to a consultant' },
  params: idParams,
  body: z.strictObject({ consultantId: id.nullable() }),
  reply: z.object({ lead: leadItem }),
})
export const listConsultants = endpoint({
  method: 'GET',
  path: '/api/leads/consultants',
  summary: { zh: '可接线索的同事', en: 'Colleagues who may hold leads' },
  query: z.strictObject({ dealerId: id.optional() }),
  reply: z.object({ items: z.array(z.object({ id, name: z.string() })) }),
})
export const openDispute = endpoint({
  method: 'POST',
  path: '/api/leads/:id/dispute',
  summary: { zh: '提出争议，时限暂停', en: 'Open a dispute; the clock pauses' },
  params: idParams,
  body: z.strictObject({ reason: z.enum(words.disputeReasons), note: text(1_000) }),
  reply: z.object({ lead: leadItem }),
  status: 201,
})
