import { z } from 'zod'
import { day, endpoint, fen, id, idParams, page, pageQuery, several, text } from './endpoint.ts'
import type { Refusal } from './problem.ts'

export const campaignStates = ['planned', 'running', 'ended'] as const
const ref = z.object({ id, name: z.string() })
const amount = fen.min(0).max(100_000_000_000_00)
const count = z.int().min(0).max(1_000_000_000_000)
const code = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[\w.~-]+$/)

/** A campaign as everybody in its brand may see it; the money is null for regions and dealers. */
export const campaignLine = z.object({
  id,
  code: z.string(),
  name: z.string(),
  brand: ref,
  medium: z.string(),
  region: ref.nullable(),
  startsOn: day,
  endsOn: day,
  state: z.enum(campaignStates),
  landingPage: z.string().nullable(),
  budgetFen: fen.nullable(),
  spendFen: fen.nullable(),
})
export type CampaignLine = z.infer<typeof campaignLine>

export const trackingCode = z.object({
  id,
  code: z.string(),
  medium: z.string(),
  landingPage: z.string().nullable(),
})
const spendDay = z.object({ day, spendFen: fen, impressions: z.int(), clicks: z.int(), contacts: z.int() })

export const campaign = campaignLine.extend({
  goal: z.string().nullable(),
  /** Null where the money is not yours to see, and the campaign not yours to change. */
  version: z.int().nullable(),
  trackingCodes: z.array(trackingCode),
  /** Oldest first, at most 800 days; null where the money is not yours to see. */
  spend: z.array(spendDay).nullable(),
})
export type Campaign = z.infer<typeof campaign>

const campaignBody = {
  name: text(120),
  medium: text(40),
  budgetFen: amount,
  regionId: id.nullable().default(null),
  startsOn: day,
  endsOn: day,
  landingPage: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null),
  goal: text(500).nullable().default(null),
}

export const listCampaigns = endpoint({
  method: 'GET',
  path: '/api/campaigns',
  summary: { zh: '市场活动，最近开始的在前', en: 'Campaigns, latest start first' },
  query: z.strictObject({
    ...pageQuery,
    q: z.string().trim().max(120).optional(),
    brand: several(id),
    medium: several(text(40)),
    region: several(id),
    state: z.enum(campaignStates).optional(),
  }),
  reply: page(campaignLine),
})
export const listMedia = endpoint({
  method: 'GET',
  path: '/api/campaigns/media',
  summary: { zh: '在用的媒体', en: 'The media in use' },
  reply: z.object({ items: z.array(z.string()) }),
})
export const readCampaign = endpoint({
  method: 'GET',
  path: '/api/campaigns/:id',
  summary: { zh: '一个活动：计划、跟踪码、每日花费', en: 'A campaign: plan, tracking codes, spend by day' },
  params: idParams,
  reply: campaign,
})
export const createCampaign = endpoint({
  method: 'POST',
  path: '/api/campaigns',
  summary: { zh: '新建活动', en: 'Plan a campaign' },
  body: z.strictObject({ code, brandId: id, trackingCode: code.optional(), ...campaignBody }),
  reply: campaign,
  status: 201,
})
export const editCampaign = endpoint({
  method: 'PUT',
  path: '/api/campaigns/:id',
  summary: { zh: '修改活动', en: 'Change a campaign' },
  params: idParams,
  body: z.strictObject({ version: z.int(), ...campaignBody }),
  reply: campaign,
})
export const addTrackingCode = endpoint({
  method: 'POST',
  path: '/api/campaigns/:id/tracking-codes',
  summary: { zh: '新增跟踪码', en: 'Add a tracking code' },
  params: idParams,
  body: z.strictObject({ code, medium: text(40), landingPage: campaignBody.landingPage }),
  reply: trackingCode,
  status: 201,
})
export const removeTrackingCode = endpoint({
  method: 'DELETE',
  path: '/api/campaigns/:id/tracking-codes/:codeId',
  summary: { zh: '停用跟踪码', en: 'Retire a tracking code' },
  params: z.object({ id, codeId: id }),
})
export const enterSpend = endpoint({
  method: 'PUT',
  path: '/api/campaigns/:id/spend',
  summary: {
    zh: '登记每日花费：同一天再登记即为更正',
    en: 'Enter spend by day; the same day again corrects it',
  },
  params: idParams,
  body: z.strictObject({
    days: z
      .array(
        z.strictObject({
          day,
          medium: text(40).optional(),
          regionId: id.nullable().default(null),
          spendFen: amount,
          impressions: count.default(0),
          clicks: count.default(0),
          contacts: count.default(0),
        }),
      )
      .min(1)
      .max(400),
  }),
  reply: campaign,
})

export const campaignProblems = {
  codeTaken: { status: 409, zh: '编号 {code} 已被使用', en: 'The code {code} is already used' },
  flightBackwards: { status: 422, zh: '结束日期早于开始日期', en: 'The end is before the start' },
  outsideFlight: {
    status: 422,
    zh: '{day} 不在活动期 {startsOn} 至 {endsOn} 前后 31 天内',
    en: '{day} is more than 31 days outside the flight {startsOn} to {endsOn}',
  },
  unknownBrand: { status: 422, zh: '没有这个品牌：{brand}', en: 'No such brand: {brand}' },
  unknownRegion: { status: 422, zh: '没有这个大区：{region}', en: 'No such region: {region}' },
  unknownCampaign: { status: 422, zh: '没有这个活动：{code}', en: 'No such campaign: {code}' },
} satisfies Record<string, Refusal>
