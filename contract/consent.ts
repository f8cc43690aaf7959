import { z } from 'zod'
import { endpoint, id, idParams, instant, page, pageQuery, text, type Words } from './endpoint.ts'
import type { Refusal } from './problem.ts'

export const consentPurposes = ['sales', 'service', 'marketing', 'personalisation'] as const
export const consentRecipients = ['carmaker', 'dealer', 'finance', 'insurer', 'media'] as const
export const consentPurpose = z.enum(consentPurposes)
export const consentRecipient = z.enum(consentRecipients)
export type ConsentPurpose = z.infer<typeof consentPurpose>
export type ConsentRecipient = z.infer<typeof consentRecipient>

/** Ways a consent is given. Others may be sent and are kept as they come: sources of leads, words of a file. */
export const consentChannelWords = {
  phone: { zh: '电话', en: 'Phone' },
  'recorded-call': { zh: '电话录音', en: 'Recorded call' },
  signed: { zh: '签字表单', en: 'Signed form' },
  'web-form': { zh: '网页表单', en: 'Web form' },
  wechat: { zh: '微信', en: 'WeChat' },
  showroom: { zh: '展厅当面', en: 'In the showroom' },
  sms: { zh: '短信', en: 'SMS' },
  email: { zh: '邮件', en: 'E-mail' },
  app: { zh: '手机应用', en: 'App' },
  file: { zh: '导入文件', en: 'Import file' },
  'by-hand': { zh: '手工登记', en: 'By hand' },
  adf: { zh: 'ADF', en: 'ADF' },
} satisfies Record<string, Words>
/** What the product and known senders write as evidence, before a number or a version of the text. */
export const consentEvidenceWords: Record<string, Words> = {
  form: { zh: '表单', en: 'Form' },
  'mini-program': { zh: '小程序', en: 'Mini-programme' },
  'live-card': { zh: '直播留资卡', en: 'Live-stream card' },
  qr: { zh: '扫码', en: 'QR code' },
  'owner-club': { zh: '车主俱乐部', en: 'Owner club' },
  'signed-card': { zh: '签字卡', en: 'Signed card' },
  recording: { zh: '通话录音', en: 'Call recording' },
  import: { zh: '导入', en: 'Import' },
  'lead-table': { zh: '线索表', en: 'Lead table' },
}

const line = {
  purpose: consentPurpose,
  recipient: consentRecipient,
  /** One dealer; null is the kind as a whole. */
  recipientId: id.nullable(),
  granted: z.boolean(),
}
export const consentLine = z.object({
  id,
  ...line,
  recipientName: z.string().nullable(),
  channel: z.string(),
  evidence: z.string(),
  textVersion: z.string().nullable(),
  happenedAt: instant,
  recordedAt: instant,
  actorName: z.string().nullable(),
})
export type ConsentLine = z.infer<typeof consentLine>
export const consentState = z.object({ ...line, recipientName: z.string().nullable(), happenedAt: instant })

const customerConsents = z.object({
  /** What holds now, per purpose and recipient; what is not listed was never asked. */
  states: z.array(consentState),
  ledger: z.array(consentLine),
  doNotContact: z.boolean(),
  deceased: z.boolean(),
})
export type CustomerConsents = z.infer<typeof customerConsents>
export const readConsents = endpoint({
  method: 'GET',
  path: '/api/customers/:id/consents',
  summary: { zh: '客户授权：现状与流水', en: 'Consents of a customer: state and ledger' },
  params: idParams,
  reply: customerConsents,
})
export const recordCustomerConsents = endpoint({
  method: 'POST',
  path: '/api/customers/:id/consents',
  summary: { zh: '登记同意或撤回', en: 'Record grants and withdrawals' },
  params: idParams,
  body: z.strictObject({
    entries: z
      .array(
        z.strictObject({
          purpose: consentPurpose,
          recipient: consentRecipient,
          recipientId: id.nullable().default(null),
          granted: z.boolean(),
          channel: text(60),
          /** What proves it: a form number, a recording, a signed page. */
          evidence: text(500),
          textVersion: text(60).nullable().default(null),
          happenedAt: instant.optional(),
        }),
      )
      .min(1)
      .max(40),
  }),
  reply: customerConsents,
  status: 201,
})
export const listConsents = endpoint({
  method: 'GET',
  path: '/api/consent',
  summary: { zh: '授权流水', en: 'The consent ledger' },
  query: z.strictObject({
    purpose: consentPurpose.optional(),
    recipient: consentRecipient.optional(),
    granted: z.enum(['true', 'false']).optional(),
    ...pageQuery,
  }),
  reply: page(consentLine.extend({ customer: z.object({ id, name: z.string() }) })),
})

export const consentProblems = {
  future: { status: 422, zh: '发生时间不能在将来', en: 'It cannot have happened in the future' },
  recipientNeedsDealer: {
    status: 422,
    zh: '只有“经销商”可以指定某一家',
    en: 'Only a dealer recipient can name one dealer',
  },
} satisfies Record<string, Refusal>
