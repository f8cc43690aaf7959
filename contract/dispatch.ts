import { z } from 'zod'
import { holiday } from './dealers.ts'
import { endpoint, id, idParams, instant, page, pageQuery, several, text } from './endpoint.ts'
import { disputeDecisions, disputeReasons, waiting } from './lead-words.ts'
import { leadItem } from './leads.ts'
import { clockPolicy, grade, policy } from './policy.ts'

/** Head office's side of leads: who gets them, what waits, what is disputed, by which rules. */

/** Its own chance to order, or what the customer is worth. */
export const promisingReasons = ['chance', 'value'] as const
export type PromisingReason = (typeof promisingReasons)[number]

export const candidate = z.object({
  dealerId: id,
  code: z.string(),
  name: z.string(),
  km: z.number().nullable(),
  freePercent: z.int().nullable(),
  inTimePercent: z.number().nullable(),
  wanted: z.boolean(),
  points: z.object({ distance: z.int(), capacity: z.int(), inTime: z.int(), loyalty: z.int() }),
  total: z.int(),
  excluded: z
    .enum(['not-authorised', 'inactive', 'out-of-radius', 'place-unknown', 'breached-before'])
    .nullable(),
  /** The in-time points counted so many times, and why; absent where they counted once. */
  emphasis: z.object({ why: z.enum(promisingReasons), factor: z.number() }).optional(),
})
const weights = z.object({ distance: z.int(), capacity: z.int(), inTime: z.int(), loyalty: z.int() })
export const listCandidates = endpoint({
  method: 'GET',
  path: '/api/leads/:id/candidates',
  summary: { zh: '候选经销商及得分', en: 'Candidate dealers with their points' },
  params: idParams,
  reply: z.object({
    outcome: z.enum(['sent', 'no-dealer', 'tie']),
    consented: z.boolean(),
    policyNumber: z.int(),
    radiusKm: z.number(),
    weights,
    items: z.array(candidate),
    /** The last dispatch with its candidates as they stood. */
    last: z
      .object({
        at: instant,
        dealerId: id.nullable(),
        outcome: z.string(),
        policyNumber: z.int(),
        items: z.array(candidate),
      })
      .nullable(),
  }),
})
export const dispatchLead = endpoint({
  method: 'POST',
  path: '/api/leads/:id/dispatch',
  summary: { zh: '派发或改派', en: 'Dispatch, or dispatch again' },
  params: idParams,
  /** Without a dealer the rules choose. */
  body: z.strictObject({ dealerId: id.optional(), note: z.string().trim().max(500).optional() }),
  reply: z.object({ lead: leadItem }),
})
export const recallLead = endpoint({
  method: 'POST',
  path: '/api/leads/:id/recall',
  summary: { zh: '收回到公海', en: 'Recall into the pool' },
  params: idParams,
  body: z.strictObject({ note: text(500) }),
  reply: z.object({ lead: leadItem }),
})
export const decideDispute = endpoint({
  method: 'POST',
  path: '/api/leads/:id/dispute/decision',
  summary: { zh: '裁决争议', en: 'Decide a dispute' },
  params: idParams,
  body: z.strictObject({ decision: z.enum(disputeDecisions), note: z.string().trim().max(1_000).optional() }),
  reply: z.object({ lead: leadItem.nullable() }),
})
export const disputeItem = z.object({
  id,
  lead: leadItem,
  dealerName: z.string(),
  reason: z.enum(disputeReasons),
  note: z.string(),
  openedAt: instant,
  openedByName: z.string().nullable(),
})
export const listDisputes = endpoint({
  method: 'GET',
  path: '/api/dispatch/disputes',
  summary: { zh: '待裁决的争议', en: 'Disputes that wait for a decision' },
  query: z.strictObject({ ...pageQuery, brandId: id.optional(), under: id.optional() }),
  reply: page(disputeItem),
})

// ---- the board ----

const numbers = z.object({
  dealers: z.int(),
  waiting: z.int(),
  dispatched: z.int(),
  inTime: z.int(),
  due: z.int(),
  over: z.int(),
  breachPercent: z.number().nullable(),
  firstContactHours: z.number().nullable(),
  /** Breach rate in percent, oldest of twelve weeks first; null where nothing was dispatched. */
  weeks: z.array(z.number().nullable()),
})
export const readBoard = endpoint({
  method: 'GET',
  path: '/api/dispatch',
  summary: { zh: '派发看板', en: 'The dispatch board' },
  query: z.strictObject({
    brandId: id.optional(),
    /** Below a region, an area or at a dealer; what waits counts where its nearest dealer stands. */
    under: id.optional(),
    grade: several(grade),
    source: several(z.string().max(60)),
  }),
  reply: z.object({
    asOf: instant,
    total: numbers.extend({ oldestWaitingAt: instant.nullable(), disputes: z.int() }),
    regions: z.array(
      numbers.extend({ id, name: z.string(), areas: z.array(numbers.extend({ id, name: z.string() })) }),
    ),
    waiting: z.array(leadItem),
    worst: z.array(
      z.object({ dealerId: id, name: z.string(), areaName: z.string(), over: z.int(), recalled: z.int() }),
    ),
  }),
})
export const listStandings = endpoint({
  method: 'GET',
  path: '/api/dispatch/dealers',
  summary: { zh: '各店的线索负荷与时限表现', en: 'Load and promptness by dealer' },
  query: z.strictObject({ brandId: id.optional(), under: id.optional() }),
  reply: z.object({
    items: z.array(
      z.object({
        dealerId: id,
        open: z.int(),
        load: z.int(),
        dispatched: z.int(),
        over: z.int(),
        inTimePercent: z.number().nullable(),
        firstContactHours: z.number().nullable(),
      }),
    ),
  }),
})

// ---- bulk ----

const bulkFilter = {
  brandId: id.optional(),
  /** Only what waits nearest to a dealer below this node. */
  under: id.optional(),
  waiting: several(waiting),
  leadIds: z.array(id).max(500).optional(),
}
export const previewBulk = endpoint({
  method: 'POST',
  path: '/api/dispatch/bulk/preview',
  summary: { zh: '预览批量派发', en: 'Preview a bulk dispatch' },
  body: z.strictObject(bulkFilter),
  reply: z.object({
    leads: z.int(),
    sent: z.int(),
    noConsent: z.int(),
    noDealer: z.int(),
    tie: z.int(),
    byDealer: z.array(z.object({ dealerId: id, name: z.string(), leads: z.int() })),
    items: z.array(
      z.object({ leadId: id, number: z.string(), dealerName: z.string().nullable(), outcome: z.string() }),
    ),
  }),
})
export const startBulk = endpoint({
  method: 'POST',
  path: '/api/dispatch/bulk',
  summary: { zh: '批量派发', en: 'Dispatch in bulk' },
  body: z.strictObject(bulkFilter),
  reply: z.object({ bulkId: id, jobId: id }),
  status: 202,
})
export const undoBulk = endpoint({
  method: 'DELETE',
  path: '/api/dispatch/bulk/:id',
  summary: {
    zh: '撤销批量派发（店方尚未联系的）',
    en: 'Undo a bulk dispatch, where no dealer has reached the person yet',
  },
  params: idParams,
  reply: z.object({ undone: z.int(), kept: z.int() }),
})

/** An enquiry that is still being typed. */
export const previewDispatch = endpoint({
  method: 'POST',
  path: '/api/dispatch/preview',
  summary: {
    zh: '登记前预览：会派给哪家店，为什么，或为什么不能派发',
    en: 'Before an enquiry is saved: which dealer it would go to and why, or why it cannot go',
  },
  body: z.strictObject({
    seriesId: id,
    /** Left out for somebody new. */
    customerId: id.optional(),
    /** The customer's open lead while it is qualified: it moves, instead of being what the enquiry joins. */
    leadId: id.optional(),
    /** A division code, or words such as 浙江杭州滨江. */
    division: z.string().trim().max(60).optional(),
    /** A dealer's code or id. */
    wantedDealer: z.string().trim().max(60).optional(),
    /** What the person said about being passed on; left out, the ledger decides. */
    dealerConsent: z.boolean().optional(),
  }),
  reply: z.object({
    /** `joins`: the person has an open lead of the brand in somebody's hands, and the enquiry is added to it. */
    outcome: z.enum(['sent', 'no-consent', 'no-dealer', 'tie', 'joins']),
    dealerId: id.nullable(),
    /** When that dealer would have to answer. */
    dueAt: instant.nullable(),
    joins: z.object({ leadId: id, number: z.string(), dealerName: z.string().nullable() }).nullable(),
    divisionName: z.string().nullable(),
    radiusKm: z.number(),
    weights,
    /** The best first, the excluded last; at most six. */
    items: z.array(candidate),
  }),
})

// ---- the pool ----

export const poolItem = z.object({
  id,
  number: z.string(),
  brandId: id,
  brandName: z.string(),
  seriesName: z.string().nullable(),
  variantName: z.string().nullable(),
  /** 王**: the person is shown to whoever claims the lead. */
  maskedName: z.string(),
  grade,
  score: z.int(),
  source: z.string(),
  divisionName: z.string().nullable(),
  km: z.number().nullable(),
  capturedAt: instant,
  touches: z.int(),
  waiting: waiting.nullable(),
})
export const listPool = endpoint({
  method: 'GET',
  path: '/api/pool',
  summary: {
    zh: '公海：本品牌等待中的线索，不含客户身份',
    en: 'The pool: waiting leads of your brands, without who they are',
  },
  query: z.strictObject({ ...pageQuery, brandId: id.optional() }),
  reply: page(poolItem).extend({ claimedToday: z.int(), claimsPerDay: z.int() }),
})
export const claimLead = endpoint({
  method: 'POST',
  path: '/api/pool/:id/claim',
  summary: { zh: '领取', en: 'Claim from the pool' },
  params: idParams,
  reply: z.object({ lead: leadItem }),
})

// ---- policy ----

const brandPolicy = z.object({
  brandId: id,
  brandName: z.string(),
  number: z.int(),
  version: z.int(),
  updatedAt: instant,
  policy,
})
export const listPolicies = endpoint({
  method: 'GET',
  path: '/api/leads/policies',
  summary: { zh: '各品牌的线索规则', en: 'Lead policies by brand' },
  reply: z.object({ items: z.array(brandPolicy) }),
})
export const readPolicy = endpoint({
  method: 'GET',
  path: '/api/leads/policies/:id',
  summary: { zh: '一个品牌的规则及历史', en: 'A brand’s policy and its history' },
  params: idParams,
  reply: brandPolicy.extend({
    history: z.array(z.object({ number: z.int(), at: instant, actorName: z.string(), policy })),
  }),
})
export const savePolicy = endpoint({
  method: 'PUT',
  path: '/api/leads/policies/:id',
  summary: { zh: '修改规则', en: 'Change a policy' },
  params: idParams,
  body: z.strictObject({ policy, version: z.int() }),
  reply: brandPolicy,
})

export const previewClock = endpoint({
  method: 'POST',
  path: '/api/leads/policies/:id/preview',
  summary: {
    zh: '按尚未保存的时限规则试算：现在派发，何时到期',
    en: 'When a lead dispatched now would be due, by rules not saved yet',
  },
  params: idParams,
  body: z.strictObject({
    clock: clockPolicy,
    /** The dealer's zone, `Asia/Shanghai`. */
    zone: z.string().max(60),
    at: instant.optional(),
  }),
  reply: z.object({
    at: instant,
    marks: z.array(z.object({ kind: z.enum(['remind', 'copy', 'breach']), at: instant })),
    dueAt: instant,
    /** Days between dispatch and due that do not follow the week. */
    exceptions: z.array(holiday),
  }),
})

// ---- web forms ----

export const formParams = z.strictObject({ code: z.string().regex(/^[\w-]{1,100}$/) })
export const submitForm = endpoint({
  method: 'POST',
  path: '/api/forms/:code/leads',
  summary: { zh: '网页表单提交', en: 'A public web form' },
  params: formParams,
  body: z.strictObject({
    /** From the script; says when the form was shown. */
    token: z.string().max(200),
    name: text(60),
    phone: text(40),
    division: z.string().trim().max(60).optional(),
    series: z.string().trim().max(100).optional(),
    horizon: z.string().trim().max(40).optional(),
    message: z.string().trim().max(1_000).optional(),
    /** The separate consent to be called by a dealer; never ticked beforehand, never bundled. */
    dealerConsent: z.boolean(),
    page: z.string().trim().max(500).optional(),
    /** The browser's id, where the page says that its user agreed. */
    visitorId: id.optional(),
    /** People do not see this field; programs fill it in. */
    website: z.string().max(200).optional(),
  }),
  reply: z.object({ received: z.literal(true) }),
  status: 201,
})
export const submitVisit = endpoint({
  method: 'POST',
  path: '/api/forms/:code/visits',
  summary: {
    zh: '网页访问：仅在访客同意后由脚本上报',
    en: 'A page seen; sent by the script only where the visitor agreed',
  },
  params: formParams,
  body: z.strictObject({
    token: z.string().max(200),
    visitorId: id,
    /** Without what stands behind the question mark. */
    page: text(300),
    series: z.string().trim().max(100).optional(),
  }),
  reply: z.object({ received: z.literal(true) }),
  status: 201,
})
export const formScript = endpoint({
  method: 'GET',
  path: '/api/forms/:code/script.js',
  summary: { zh: '网页表单脚本', en: 'The web form as a script' },
  params: formParams,
  produces: 'text/javascript',
})
