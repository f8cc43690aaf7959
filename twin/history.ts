/** leads.csv: head office's lead table with everything that happened to each lead so far. */

import { dayOf, dayTextOrEmpty, isoText } from './calendar.ts'
import { BRANDS, VARIANTS, type Variant } from './catalogue.ts'
import { row, yesNo, yuan } from './csv.ts'
import { carOf, type Funnel, type Lead } from './funnel.ts'
import { describePerson, vinOf } from './people.ts'
import { Draw, STREAM } from './prng.ts'
import { given, leadReference } from './surface.ts'
import type { World } from './world.ts'

export const LEADS_HEADER =
  'lead_no,created_at,name,salutation,phone,city,brand,series,variant,source,medium,campaign_code,landing_page,purchase_horizon,budget_yuan,trade_in,consent_dealer,consent_at,dealer_code,dispatched_at,first_feedback_at,contacted,grade,visit_at,test_drive_at,order_at,delivery_at,price_yuan,vin,lost_at,lost_reason,next_step,next_step_on,consultant,note\n'

const FOLLOW_UP_DAYS = { H: 7, A: 15, B: 30, C: 90 } as const

export function brandName(code: string): string {
  return BRANDS.find((brand) => brand.code === code)?.name ?? code
}

/** Consultants come back until something happens: the next step lies ahead, but for one in eight who is some days late. */
function nextStep(world: World, { enquiry, funnel }: Lead): { step: string; day: number } {
  if (funnel.grade === '' || funnel.lostAt >= 0 || funnel.deliveryAt >= 0) return { step: '', day: -1 }
  const late = enquiry.slot % 8 === 0 ? 6 : 0
  const ahead = (from: number, every: number) => {
    const missed = Math.max(0, world.endDay - late - from)
    return from + Math.ceil(missed / every) * every
  }
  if (funnel.orderAt >= 0) return { step: '交车', day: ahead(dayOf(funnel.orderAt) + 21, 7) }
  const last = Math.max(funnel.feedbackAt, funnel.visitAt, funnel.testDriveAt)
  const step = funnel.testDriveAt >= 0 ? '报价跟进' : funnel.visitAt >= 0 ? '邀约试驾' : '邀约到店'
  const every = FOLLOW_UP_DAYS[funnel.grade]
  return { step, day: ahead(dayOf(last) + every, every) }
}

const NOTES_GIVEN_UP = ['无意向', '不接电话', '战败', '客户说再看看', '']
const NOTES_WORKED = [
  '对比竞品，价格差约三千',
  '家人意见不统一',
  '置换估价不满意',
  '喜欢外观，关注油耗',
  '等年底政策',
  '要求周末试驾',
]
const NOTES_OPEN = ['已加微信', '下周再联系', '约周末到店', '关注金融方案', '', '']

function noteOf(funnel: Funnel, draw: Draw): string {
  if (!funnel.contacted) return funnel.feedbackAt >= 0 ? draw.pick(['无人接听', '停机', '空号？', '']) : ''
  if (funnel.lostAt >= 0) return draw.pick(funnel.givenUp ? NOTES_GIVEN_UP : NOTES_WORKED)
  return draw.pick(NOTES_OPEN)
}

export function leadRow(world: World, lead: Lead): string {
  const { enquiry, funnel } = lead
  const person = describePerson(world, enquiry.slot)
  const { name, phone } = given(world, enquiry, person)
  const draw = new Draw(world.seed, STREAM.record, (enquiry.slot * 4 + enquiry.touch) ^ 0x40000000)
  const variant = VARIANTS[enquiry.variantIndex] as Variant
  const dealer = world.dealers[enquiry.dealerIndex]
  const next = nextStep(world, lead)
  const dispatched = funnel.dispatchedAt >= 0
  return row([
    leadReference(world, enquiry),
    isoText(enquiry.at),
    name,
    draw.chance(0.9) ? person.name.salutation : '',
    phone,
    world.cities[enquiry.cityIndex]?.name ?? '',
    brandName(enquiry.brand),
    variant.series,
    draw.chance(0.6) || funnel.orderAt >= 0 ? variant.variant : '',
    enquiry.source,
    enquiry.medium,
    world.campaigns[enquiry.campaignIndex]?.code ?? '',
    enquiry.landingPage,
    enquiry.horizon,
    enquiry.budgetYuan || '',
    yesNo(enquiry.tradeIn),
    yesNo(enquiry.consentDealer),
    enquiry.consentDealer ? isoText(enquiry.at) : '',
    dispatched ? (dealer?.code ?? '') : '',
    isoText(funnel.dispatchedAt),
    isoText(funnel.feedbackAt),
    funnel.feedbackAt >= 0 ? yesNo(funnel.contacted) : '',
    funnel.grade,
    isoText(funnel.visitAt),
    isoText(funnel.testDriveAt),
    isoText(funnel.orderAt),
    isoText(funnel.deliveryAt),
    funnel.orderAt >= 0 ? yuan(funnel.priceFen) : '',
    funnel.deliveryAt >= 0 ? vinOf(world, carOf(lead)) : '',
    isoText(funnel.lostAt),
    funnel.lostReason,
    next.step,
    dayTextOrEmpty(next.day),
    dispatched && funnel.feedbackAt >= 0
      ? (world.teams[enquiry.dealerIndex]?.consultants[funnel.consultantIndex] ?? '')
      : '',
    noteOf(funnel, draw),
  ])
}
