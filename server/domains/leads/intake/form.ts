import { createHash, timingSafeEqual } from 'node:crypto'
import { leadProblems } from '../../../../contract/lead-problems.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { hour, second } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { trackingIndex } from '../../campaigns/index.ts'
import { type CartArrival, saveCart, saveWebEvents } from '../../customers/index.ts'
import { catalogue } from '../../vehicles/index.ts'
import { captureLeads } from './capture.ts'
import { formScript } from './form-script.ts'

/** People take longer than this to fill in a form; programs do not. */
const shortestFillMs = 3 * second
const longestFillMs = 24 * hour
/** The words a person agreed to; the ledger keeps this number beside the consent. */
export const consentTextVersion = 'form-2026-11'

export type FormEntry = {
  token: string
  name: string
  phone: string
  division?: string
  series?: string
  horizon?: string
  message?: string
  dealerConsent: boolean
  page?: string
  visitorId?: string
  website?: string
}
export type VisitEntry = { token: string; visitorId: string; page: string; series?: string }

const campaignOf = async (ctx: Ctx, code: string) =>
  found((await trackingIndex(ctx)).get(code), leadProblems.formClosed)

const signed = (ctx: Ctx, code: string, shownAt: string) =>
  ctx.services.secrets.blind(`form ${code} ${shownAt}`).toString('base64url')

/** Says when the form was shown, and only we could have said it. */
export async function readScript(ctx: Ctx, code: string): Promise<string> {
  await campaignOf(ctx, code)
  const shownAt = ctx.now.getTime().toString(36)
  return formScript({ code, token: `${shownAt}.${signed(ctx, code, shownAt)}` })
}

function refuseToken(ctx: Ctx, code: string, token: string, leastMs: number): void {
  const [shownAt = '', signature = ''] = token.split('.')
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const age = ctx.now.getTime() - Number.parseInt(shownAt, 36)
  const genuine = timingSafeEqual(digest(signature), digest(signed(ctx, code, shownAt)))
  if (genuine && age >= leastMs && age <= longestFillMs) return
  throw new Refused(commonProblems.invalid, {}, [
    {
      field: 'token',
      zh: '页面已过期或提交过快，请刷新后再试',
      en: 'The page is too old or was sent too fast; reload and try again',
    },
  ])
}

/** A stranger's enquiry from a campaign page. A filled honeypot is answered like any other and goes nowhere. */
export async function submitForm(ctx: Ctx, code: string, entry: FormEntry): Promise<{ received: true }> {
  const campaign = await campaignOf(ctx, code)
  refuseToken(ctx, code, entry.token, shortestFillMs)
  if (entry.website) return { received: true }
  const { token: _token, website: _website, visitorId, ...raw } = entry
  const [answer] = await captureLeads(ctx, [
    {
      source: 'website',
      medium: campaign.medium,
      campaign: code,
      brand: campaign.brandId,
      series: entry.series ?? null,
      person: { name: entry.name, phones: [entry.phone], division: entry.division ?? null },
      horizon: entry.horizon ?? null,
      message: entry.message ?? null,
      landingPage: entry.page ?? null,
      visitorId: visitorId ?? null,
      consents: [
        {
          purpose: 'sales',
          recipient: 'dealer',
          granted: entry.dealerConsent,
          channel: 'web-form',
          evidence: `form ${code}${entry.page ? ` ${entry.page}` : ''}`,
          textVersion: consentTextVersion,
        },
      ],
      raw: { form: code, ...raw },
    },
  ])
  if (answer!.code === 'refused') throw new Refused(commonProblems.invalid, {}, answer!.errors)
  return { received: true }
}

/** A page seen by a browser whose user agreed. Who it is nobody knows, until a form says so. */
export async function submitVisit(ctx: Ctx, code: string, entry: VisitEntry): Promise<{ received: true }> {
  const { brandId, medium } = await campaignOf(ctx, code)
  refuseToken(ctx, code, entry.token, 0)
  const cars = await catalogue(ctx)
  const { seriesId } = cars.findInterest(null, entry.series, null)
  await saveWebEvents(ctx, 'website', [
    {
      visitor: entry.visitorId,
      at: ctx.now,
      kind: 'view',
      page: entry.page,
      series: cars.series.find((one) => one.id === seriesId)?.name ?? null,
      brandId,
      campaign: code,
      medium,
      named: null,
    },
  ])
  return { received: true }
}

export type CartEntry = {
  token: string
  visitorId: string
  cartId: string
  state: 'open' | 'ordered'
  items: CartArrival['items']
}

/** The cart of a browser whose user agreed, as it now stands. The page's clock is not asked. */
export async function submitCart(ctx: Ctx, code: string, entry: CartEntry): Promise<{ received: true }> {
  const { brandId } = await campaignOf(ctx, code)
  refuseToken(ctx, code, entry.token, 0)
  const codes = entry.items.map((item) => item.code)
  const twice = codes.findIndex((one, at) => codes.indexOf(one) < at)
  if (twice >= 0)
    throw new Refused(commonProblems.invalid, {}, [
      {
        field: `items.${twice}.code`,
        zh: '同一商品出现两次，请合并数量',
        en: 'The same item twice; add the quantities up',
      },
    ])
  const { visitorId: visitor, cartId: key, state, items } = entry
  await saveCart(ctx, 'website', {
    visitor,
    key,
    brandId,
    at: ctx.now,
    state,
    orderedAt: null,
    whole: true,
    items,
  })
  return { received: true }
}
