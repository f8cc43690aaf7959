import { z } from 'zod'
import { endpoint, fen, id, idParams, instant, page, pageQuery, type Words } from './endpoint.ts'
import { captured, horizon, leadIn, leadItem } from './leads.ts'
import type { Refusal } from './problem.ts'

/** What people call about; `sales` kinds become leads. */
export const businessTypes = [
  'sales-enquiry',
  'test-drive',
  'price',
  'finance',
  'trade-in',
  'dealer-information',
  'product',
  'service',
  'complaint',
  'roadside',
  'club',
  'other',
] as const
export const businessTypeWords: Record<(typeof businessTypes)[number], Words> = {
  'sales-enquiry': { zh: '购车咨询', en: 'Buying a car' },
  'test-drive': { zh: '预约试驾', en: 'Test drive' },
  price: { zh: '询价', en: 'Price' },
  finance: { zh: '金融', en: 'Finance' },
  'trade-in': { zh: '旧车置换', en: 'Trade-in' },
  'dealer-information': { zh: '经销商查询', en: 'Dealer information' },
  product: { zh: '产品咨询', en: 'Product' },
  service: { zh: '售后服务', en: 'Service' },
  complaint: { zh: '投诉', en: 'Complaint' },
  roadside: { zh: '道路救援', en: 'Roadside help' },
  club: { zh: '车主俱乐部', en: 'Owner club' },
  other: { zh: '其他', en: 'Other' },
}
export const dispositions = ['dispatched', 'nurture', 'invalid', 'nuisance', 'no-answer', 'answered'] as const
/** Dispositions that make a lead of the contact. */
export const leadDispositions: readonly (typeof dispositions)[number][] = ['dispatched', 'nurture']
export const invalidReasons = [
  'wrong-number',
  'no-interest',
  'not-reachable',
  'already-bought',
  'nuisance',
  'other',
] as const
export const invalidReasonWords: Record<(typeof invalidReasons)[number], Words> = {
  'wrong-number': { zh: '号码错误', en: 'Wrong number' },
  'no-interest': { zh: '无购车意向', en: 'No interest' },
  'not-reachable': { zh: '多次联系不上', en: 'Not reachable' },
  'already-bought': { zh: '已购车', en: 'Already bought' },
  nuisance: { zh: '骚扰电话', en: 'Nuisance call' },
  other: { zh: '其他', en: 'Other' },
}

export const intake = endpoint({
  method: 'POST',
  path: '/api/contact-centre/intake',
  summary: { zh: '快速登记一次来电或外呼', en: 'Quick entry of a call, with its lead' },
  body: z.strictObject({
    direction: z.enum(['inbound', 'outbound']).default('inbound'),
    businessType: z.enum(businessTypes),
    disposition: z.enum(dispositions),
    note: z.string().trim().max(2_000).optional(),
    minutes: z.int().min(0).max(600).optional(),
    /** Chosen from the duplicate warning: the call is this customer's. */
    customerId: id.optional(),
    /** Needed when the disposition makes a lead. */
    lead: leadIn.omit({ source: true, externalId: true, happenedAt: true }).optional(),
  }),
  reply: z.object({ contactId: id, lead: captured.nullable() }),
  status: 201,
})
export const listContacts = endpoint({
  method: 'GET',
  path: '/api/contact-centre/contacts',
  summary: { zh: '最近的联系记录', en: 'Recent contacts' },
  query: z.strictObject({ ...pageQuery, mine: z.enum(['true']).optional(), customerId: id.optional() }),
  reply: page(
    z.object({
      id,
      at: instant,
      customerId: id.nullable(),
      customerName: z.string().nullable(),
      leadId: id.nullable(),
      direction: z.enum(['inbound', 'outbound']),
      businessType: z.string(),
      disposition: z.enum(dispositions),
      note: z.string().nullable(),
      minutes: z.int().nullable(),
      agentName: z.string().nullable(),
    }),
  ),
})
export const listQueue = endpoint({
  method: 'GET',
  path: '/api/contact-centre/queue',
  summary: { zh: '待清洗线索，按级别和等待时间', en: 'Leads to qualify, by grade and age' },
  query: z.strictObject({ ...pageQuery, brandId: id.optional() }),
  reply: page(z.object({ lead: leadItem, takenBy: z.object({ id, name: z.string() }).nullable() })),
})
export const takeNext = endpoint({
  method: 'POST',
  path: '/api/contact-centre/queue/next',
  summary: { zh: '取下一条', en: 'Take the next one' },
  body: z.strictObject({ brandId: id.optional() }),
  reply: z.object({ lead: leadItem.nullable() }),
})
export const qualifyLead = endpoint({
  method: 'POST',
  path: '/api/leads/:id/qualification',
  summary: { zh: '清洗结果：派发、培育或无效', en: 'Qualify: dispatch, nurture or invalid' },
  params: idParams,
  body: z.strictObject({
    outcome: z.enum(['dispatch', 'nurture', 'invalid']),
    horizon: horizon.optional(),
    seriesId: id.optional(),
    variantId: id.optional(),
    budgetFen: fen.min(0).optional(),
    tradeIn: z.boolean().optional(),
    division: z.string().trim().max(60).optional(),
    wantedDealerId: id.optional(),
    /** What the person said about being passed on to a dealer. */
    dealerConsent: z.boolean().optional(),
    invalidReason: z.enum(invalidReasons).optional(),
    note: z.string().trim().max(2_000).optional(),
    minutes: z.int().min(0).max(600).optional(),
  }),
  reply: z.object({ contactId: id, lead: leadItem }),
  status: 201,
})
export const contactCentreProblems = {
  leadMissing: { status: 422, zh: '派发或培育需要填写线索', en: 'To dispatch or nurture, fill in the lead' },
  reasonMissing: { status: 422, zh: '请选择无效原因', en: 'Choose why it is invalid' },
} satisfies Record<string, Refusal>
