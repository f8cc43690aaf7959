import { z } from 'zod'
import { day, endpoint, id, idParams, instant, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'

/** On what a browser is taken for a customer's, strongest first. */
export const visitorHows = ['sign-in', 'form', 'phone', 'link'] as const
export type VisitorHow = (typeof visitorHows)[number]

/** Most browsers shown of one customer, and most days of visits. */
export const mostBrowsers = 12
export const mostVisitDays = 30

const browser = z.object({
  id,
  /** How sure it is that the browser is this customer's, 0 to 1; 0 of a detached one. */
  confidence: z.number().min(0).max(1),
  evidence: z.array(z.object({ how: z.enum(visitorHows), times: z.int(), lastAt: instant })),
  /** Other customers whose browser it is, too. */
  sharedWith: z.int(),
  detached: z.object({ at: instant, by: z.string(), reason: z.string().nullable() }).nullable(),
  /** False where it is at least as likely somebody else's: then its pages are nobody's to see here. */
  shown: z.boolean(),
  firstAt: instant.nullable(),
  lastAt: instant.nullable(),
  pages: z.int(),
  /** Model series looked at, the most looked at first. */
  series: z.array(z.object({ name: z.string(), pages: z.int() })),
})
export type Browser = z.infer<typeof browser>

const visit = z.object({
  browserId: id,
  day,
  pages: z.array(z.string()),
  more: z.int(),
  series: z.array(z.string()),
  campaign: z.string().nullable(),
  medium: z.string().nullable(),
  /** A form was filled in on that day. */
  form: z.boolean(),
})
export type Visit = z.infer<typeof visit>

const browsers = z.object({ browsers: z.array(browser), visits: z.array(visit) })
export type Browsers = z.infer<typeof browsers>

export const readBrowsers = endpoint({
  method: 'GET',
  path: '/api/customers/:id/visitors',
  summary: { zh: '客户的浏览器与网页访问', en: 'Browsers of a customer and what was looked at' },
  params: idParams,
  reply: browsers,
})

const browserParams = z.strictObject({ id, visitorId: id })
export const detachBrowser = endpoint({
  method: 'POST',
  path: '/api/customers/:id/visitors/:visitorId/detachment',
  summary: { zh: '取消浏览器与客户的关联', en: 'Detach a browser from a customer' },
  params: browserParams,
  body: z.strictObject({ reason: text(200) }),
  status: 201,
  reply: browsers,
})
export const attachBrowser = endpoint({
  method: 'DELETE',
  path: '/api/customers/:id/visitors/:visitorId/detachment',
  summary: { zh: '恢复浏览器与客户的关联', en: 'Attach a detached browser again' },
  params: browserParams,
  reply: browsers,
})

export const visitorProblems = {
  notAttached: {
    status: 404,
    zh: '这位客户没有关联这个浏览器，或已取消关联',
    en: 'This browser is not linked to this customer, or has been detached',
  },
  notDetached: {
    status: 404,
    zh: '没有可恢复的关联',
    en: 'There is no detached browser to attach again',
  },
} satisfies Record<string, Refusal>
