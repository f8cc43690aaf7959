import type { Horizon } from '../../../../contract/lead-words.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { divisionByCode, findDivision } from '../../../kernel/divisions.ts'
import type { FieldError } from '../../../kernel/errors.ts'
import { isId } from '../../../kernel/ids.ts'
import { isOrganisation, normaliseName } from '../../../kernel/names.ts'
import { readPhone } from '../../../kernel/phone.ts'
import type { Tracked } from '../../campaigns/index.ts'
import type { PersonArrival } from '../../customers/index.ts'
import type { Reference } from '../reference.ts'
import type { ArrivingContact, LeadArrival } from './arrival.ts'
import { type ReadHistory, readHistory } from './history.ts'
import { readHorizon } from './words.ts'

/** An arrival that can be taken: every text resolved to what it names. */
export type Read = {
  arrival: LeadArrival
  source: string
  externalId: string | null
  brandId: string
  seriesId: string | null
  variantId: string | null
  campaignId: string | null
  medium: string | null
  wantedDealerId: string | null
  divisionCode: string | null
  horizon: Horizon | null
  budgetFen: number | null
  tradeIn: boolean | null
  message: string | null
  landingPage: string | null
  at: Date
  person: PersonArrival['person']
  hasMobile: boolean
  history: ReadHistory | null
  /** Taken although something is missing that should be there. */
  needsReview: boolean
  notes: FieldError[]
}
export type Reading = { ok: true; read: Read } | { ok: false; errors: FieldError[] }

/** Text kept of an enquiry; what is longer stays whole in the source record. */
const longestMessage = 4_000
const sourceShape = /^[\p{L}\p{N}][\p{L}\p{N} ._:/-]{0,59}$/u

export function readArrival(
  ctx: Pick<Ctx, 'now' | 'scope'>,
  known: Reference,
  campaigns: ReadonlyMap<string, Tracked>,
  arrival: LeadArrival,
): Reading {
  const errors: FieldError[] = []
  const notes: FieldError[] = []
  const source = arrival.source.trim()
  if (!sourceShape.test(source))
    errors.push({
      field: 'source',
      zh: '请填写来源，最多 60 个字符',
      en: 'Name the source, at most 60 characters',
    })
  const at = readTime(ctx, arrival, errors)
  const campaign = arrival.campaign ? campaigns.get(arrival.campaign.trim()) : undefined
  if (arrival.campaign && !campaign)
    notes.push({
      field: 'campaign',
      zh: '没有这个活动编码，未计入活动',
      en: 'No such campaign code; counted without a campaign',
    })
  const dealer = readDealer(known, arrival, notes)
  const interest = readInterest(known, arrival, notes)
  const named = interest.brandId ?? campaign?.brandId ?? brandOf(ctx, known, arrival, dealer)
  const brandId =
    named ?? (arrival.tolerant ? (ctx.scope.brands[0] ?? known.network.brands[0]?.id ?? null) : null)
  if (!brandId)
    errors.push({ field: 'brand', zh: '缺少品牌，或品牌不存在', en: 'The brand is missing or unknown' })
  const { person, hasMobile, reachable } = readContact(arrival, errors, notes)
  const horizon = readHorizon(arrival.horizon)
  if (horizon === 'unknown')
    notes.push({
      field: 'horizon',
      zh: '看不懂的购车时间，按未定处理',
      en: 'A purchase time nobody understands; taken as unknown',
    })
  const history = arrival.history ? readHistory(known, arrival.history, at, ctx.now, errors) : null
  if (errors.length > 0 || !brandId) return { ok: false, errors }
  const read: Read = {
    arrival,
    source,
    externalId: arrival.externalId?.trim().slice(0, 200) || null,
    brandId,
    seriesId: interest.seriesId,
    variantId: interest.variantId,
    campaignId: campaign?.campaignId ?? null,
    medium: arrival.medium?.trim().slice(0, 60) || campaign?.medium || null,
    wantedDealerId: dealer?.id ?? null,
    divisionCode: person.divisionCode ?? null,
    horizon: horizon === 'unknown' ? null : horizon,
    budgetFen: arrival.budgetFen ?? null,
    tradeIn: arrival.tradeIn ?? null,
    message: arrival.message?.trim().slice(0, longestMessage) || null,
    landingPage: arrival.landingPage?.trim().slice(0, 500) || null,
    at,
    person,
    hasMobile,
    history,
    needsReview: !named || !reachable,
    notes,
  }
  return { ok: true, read }
}

function readTime(ctx: Pick<Ctx, 'now'>, arrival: LeadArrival, errors: FieldError[]): Date {
  const at = arrival.capturedAt
  if (!at) return ctx.now
  if (Number.isNaN(at.getTime()) || at.getFullYear() < 1990)
    errors.push({ field: 'capturedAt', zh: '时间无效', en: 'Not a valid time' })
  // Clocks of senders run a little ahead; more than that is a mistake.
  else if (at.getTime() - ctx.now.getTime() > 300_000)
    errors.push({ field: 'capturedAt', zh: '时间在将来', en: 'The time is in the future' })
  return new Date(Math.min(at.getTime(), ctx.now.getTime()))
}

function readDealer(known: Reference, arrival: LeadArrival, notes: FieldError[]) {
  if (arrival.own) return known.network.byId.get(arrival.own.dealerId)
  const text = arrival.wantedDealer?.trim()
  if (!text) return undefined
  const dealer =
    known.network.byId.get(text) ??
    known.network.byCode.get(text.toUpperCase()) ??
    known.network.dealers.find((one) => one.name === text)
  if (!dealer)
    notes.push({
      field: 'wantedDealer',
      zh: '没有这家店，按规则派发',
      en: 'No such dealer; routed by the rules',
    })
  return dealer
}

function readInterest(known: Reference, arrival: LeadArrival, notes: FieldError[]) {
  const brand = arrival.brand?.trim()
  const byId = brand && isId(brand) ? known.network.brands.find((one) => one.id === brand) : undefined
  const found = known.catalogue.findInterest(byId?.code ?? brand ?? null, arrival.series, arrival.variant)
  if (arrival.series && !found.seriesId)
    notes.push({ field: 'series', zh: '没有这个车系', en: 'No such series' })
  else if (arrival.variant && !found.variantId)
    notes.push({ field: 'variant', zh: '没有这个车型', en: 'No such variant' })
  return { ...found, brandId: byId?.id ?? found.brandId }
}

/** Said nothing of a brand: the dealer's or the caller's own, when that is only one. */
function brandOf(
  ctx: Pick<Ctx, 'scope'>,
  known: Reference,
  arrival: LeadArrival,
  dealer: { brandId: string; brandIds: string[] } | undefined,
): string | null {
  if (arrival.brand) return null
  if (dealer) return dealer.brandIds.length === 1 ? dealer.brandIds[0]! : dealer.brandId
  if (ctx.scope.brands.length === 1) return ctx.scope.brands[0]!
  if (known.network.brands.length === 1) return known.network.brands[0]!.id
  return null
}

function readContact(
  arrival: LeadArrival,
  errors: FieldError[],
  notes: FieldError[],
): { person: PersonArrival['person']; hasMobile: boolean; reachable: boolean } {
  const given: ArrivingContact = arrival.person
  const readings = (given.phones ?? []).filter((text) => text?.trim()).map((text) => readPhone(text!))
  const good = readings.filter((reading) => reading.ok)
  const email = readEmail(given.email)
  const reachable = good.length > 0 || email !== null || Boolean(arrival.knownCustomerId)
  if (reachable || arrival.tolerant) {
    if (good.length < readings.length)
      notes.push({
        field: 'person.phone',
        zh: '有号码无法识别，已略过',
        en: 'A number could not be read and was left out',
      })
  } else if (readings.length > 0)
    errors.push({
      field: 'person.phone',
      zh: '电话号码无效，请填写手机号或带区号的固话',
      en: 'Not a valid telephone number; give a mobile or a number with its area code',
    })
  else
    errors.push({
      field: 'person.phone',
      zh: '请填写电话或邮箱',
      en: 'A telephone number or an e-mail address is needed',
    })
  const name = normaliseName(given.name ?? '').slice(0, 100)
  const division = given.division
    ? (divisionByCode(given.division)?.code ?? findDivision(given.division))
    : given.address
      ? findDivision(given.address)
      : null
  if (given.division && !division)
    notes.push({ field: 'person.division', zh: '看不懂的地区', en: 'A place nobody knows' })
  return {
    reachable,
    hasMobile: good.some((reading) => reading.kind === 'mobile'),
    person: {
      kind: given.kind ?? (isOrganisation(name) ? 'organisation' : 'person'),
      name: name || '匿名',
      salutation: given.salutation ?? null,
      sex: given.sex ?? null,
      phones: [...new Set(good.map((reading) => reading.e164))],
      email,
      company: given.company?.trim() || null,
      divisionCode: division,
      address: given.address?.trim().slice(0, 300) || null,
      residentId: given.residentId ?? null,
    },
  }
}

const readEmail = (text: string | null | undefined): string | null => {
  const plain = text?.normalize('NFKC').trim().toLowerCase()
  return plain && /^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/.test(plain) && plain.length <= 254 ? plain : null
}
