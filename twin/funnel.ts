/** What became of an enquiry. Every moment is drawn after the one before it, so the funnel can only go forward. */

import { DAY, dayOf, HOUR } from './calendar.ts'
import { VARIANTS } from './catalogue.ts'
import { describeEnquiry, type Enquiry, touchDays } from './enquiries.ts'
import type { Ownership } from './people.ts'
import { Draw, STREAM } from './prng.ts'
import type { Quality } from './quality.ts'
import type { World } from './world.ts'

/** Moments are -1 when they did not happen, or not before the files were drawn. */
export interface Funnel {
  dispatchedAt: number
  feedbackAt: number
  contacted: boolean
  /** False when the consultant only wrote that he called. */
  reallyContacted: boolean
  grade: '' | 'H' | 'A' | 'B' | 'C'
  visitAt: number
  testDriveAt: number
  orderAt: number
  deliveryAt: number
  lostAt: number
  lostReason: string
  givenUp: boolean
  consultantIndex: number
  /** Agreed price; meaningful once ordered. */
  priceFen: number
}

export interface Lead {
  enquiry: Enquiry
  funnel: Funnel
}

const GRADES = { week: 'H', month: 'A', three_months: 'B', later: 'C' } as const
/** Planted: who wants the car within a week comes three times as readily as who has time, and then orders twice as often. */
const EAGERNESS = { week: 1.5, month: 1.1, three_months: 0.84, later: 0.5 } as const
const RESOLVE = { week: 1.3, month: 1.06, three_months: 0.82, later: 0.6 } as const

/** Nobody answers at three in the morning: moves a moment into opening hours, never back in time. */
function workingHours(at: number, draw: Draw, from: number, to: number): number {
  const second = at - dayOf(at) * DAY
  const spread = draw.below(2 * HOUR)
  if (second < from * HOUR) return dayOf(at) * DAY + from * HOUR + spread
  if (second >= to * HOUR) return (dayOf(at) + 1) * DAY + from * HOUR + spread
  return at
}

function lostReasonOf(draw: Draw, givenUp: boolean, droveIt: boolean): string {
  const u = draw.unit()
  if (givenUp) return u < 0.44 ? '联系不上' : u < 0.84 ? '暂不购车' : '其他'
  if (droveIt && u < 0.2) return '试驾不满意'
  const v = draw.unit()
  if (v < 0.33) return '价格'
  if (v < 0.7) return '已购竞品'
  if (v < 0.86) return '暂不购车'
  return v < 0.93 ? '联系不上' : '其他'
}

function untouched(): Funnel {
  return {
    dispatchedAt: -1,
    feedbackAt: -1,
    contacted: false,
    reallyContacted: false,
    grade: '',
    visitAt: -1,
    testDriveAt: -1,
    orderAt: -1,
    deliveryAt: -1,
    lostAt: -1,
    lostReason: '',
    givenUp: false,
    consultantIndex: 0,
    priceFen: 0,
  }
}

/** `mayOrder` is false when the same person already ordered through an earlier enquiry. */
function runFunnel(world: World, enquiry: Enquiry, mayOrder: boolean): Funnel {
  const draw = new Draw(world.seed, STREAM.funnel, enquiry.slot * 4 + enquiry.touch)
  const quality = world.quality[enquiry.dealerIndex] as Quality
  const funnel = untouched()
  dispatch(enquiry, funnel, draw)
  if (funnel.dispatchedAt < 0) return funnel
  funnel.consultantIndex = draw.below(world.teams[enquiry.dealerIndex]?.consultants.length ?? 1)
  answer(enquiry, funnel, quality, draw)
  if (funnel.feedbackAt < 0) return closeUnanswered(funnel, draw)
  if (funnel.reallyContacted || enquiry.source === 'walk_in') {
    visit(enquiry, funnel, quality, draw)
    if (funnel.visitAt >= 0) sell(enquiry, funnel, quality, draw, mayOrder)
  }
  if (funnel.orderAt < 0) lose(funnel, quality, draw)
  return funnel
}

function dispatch(enquiry: Enquiry, funnel: Funnel, draw: Draw): void {
  if (enquiry.source === 'walk_in') {
    funnel.dispatchedAt = enquiry.at
    return
  }
  if (!enquiry.consentDealer) closeAtHeadOffice(enquiry, funnel, draw)
  else if (draw.chance(enquiry.phoneIsValid ? 0.968 : 0.35)) {
    funnel.dispatchedAt = workingHours(enquiry.at + 300 + Math.floor(draw.exponential(5 * HOUR)), draw, 8, 21)
  } else closeAtHeadOffice(enquiry, funnel, draw)
}

/** Nobody may have it, or nobody wants it: the contact centre closes it within three weeks. */
function closeAtHeadOffice(enquiry: Enquiry, funnel: Funnel, draw: Draw): void {
  const days = draw.chance(0.85) ? draw.between(1, 5) : draw.between(6, 21)
  funnel.lostAt = workingHours(enquiry.at + days * DAY, draw, 8, 21)
  funnel.lostReason = enquiry.phoneIsValid && draw.chance(0.6) ? '暂不购车' : '联系不上'
}

function answer(enquiry: Enquiry, funnel: Funnel, quality: Quality, draw: Draw): void {
  if (enquiry.source === 'walk_in') {
    funnel.feedbackAt = enquiry.at + draw.between(1200, 7200)
  } else if (draw.chance(quality.feedbackWithin7Days)) {
    const hours = Math.min(140, quality.feedbackMedianHours * Math.exp(draw.normal() * 0.9))
    funnel.feedbackAt = workingHours(funnel.dispatchedAt + 600 + Math.floor(hours * HOUR), draw, 9, 18)
  } else if (draw.chance(0.5)) {
    funnel.feedbackAt = workingHours(funnel.dispatchedAt + 7 * DAY + 600 + draw.below(13 * DAY), draw, 9, 18)
  } else {
    return
  }
  const invents = funnel.consultantIndex === quality.fabricator
  funnel.reallyContacted = enquiry.phoneIsValid && draw.chance(invents ? 0.35 : 0.87)
  funnel.contacted = funnel.reallyContacted || invents || enquiry.source === 'walk_in'
  const honest = GRADES[enquiry.horizon]
  funnel.grade = funnel.contacted
    ? draw.chance(0.8)
      ? honest
      : draw.pick(['H', 'A', 'B', 'C'] as const)
    : ''
}

/** A dealer that never answered: head office closes the lead when even the second dealer could do nothing. */
function closeUnanswered(funnel: Funnel, draw: Draw): Funnel {
  funnel.lostAt = workingHours(funnel.dispatchedAt + draw.between(15, 30) * DAY, draw, 9, 18)
  funnel.lostReason = '联系不上'
  funnel.givenUp = true
  return funnel
}

function visit(enquiry: Enquiry, funnel: Funnel, quality: Quality, draw: Draw): void {
  if (enquiry.source === 'walk_in') {
    // He stands in the showroom while the card is filled in: the visit is the enquiry, the feedback comes after.
    funnel.visitAt = funnel.feedbackAt
    return
  }
  if (!draw.chance(Math.min(0.95, quality.visitRate * EAGERNESS[enquiry.horizon]))) return
  const later = funnel.feedbackAt + 4 * HOUR + Math.floor(Math.min(30, draw.exponential(5)) * DAY)
  funnel.visitAt = workingHours(later, draw, 9, 17)
}

function sell(enquiry: Enquiry, funnel: Funnel, quality: Quality, draw: Draw, mayOrder: boolean): void {
  if (draw.chance(quality.testDriveRate)) {
    const back = draw.chance(0.15) ? draw.between(1, 6) * DAY : 0
    funnel.testDriveAt = workingHours(funnel.visitAt + back + draw.between(900, 4800), draw, 9, 18)
  }
  const driven = funnel.testDriveAt >= 0
  const orders = draw.chance((driven ? quality.orderRate : 0.04) * RESOLVE[enquiry.horizon])
  if (!orders || !mayOrder) return
  const from = Math.max(funnel.visitAt, funnel.testDriveAt)
  const wait = Math.floor(Math.min(40, draw.exponential(6)) * DAY)
  funnel.orderAt = workingHours(from + 1800 + wait, draw, 9, 18)
  const list = VARIANTS[enquiry.variantIndex]?.priceFen ?? 0
  funnel.priceFen = Math.round((list * (0.93 + draw.unit() * 0.07)) / 10000) * 10000
  if (draw.chance(quality.deliveryRate)) {
    const days = draw.between(enquiry.brand === 'XC' ? 10 : 4, enquiry.brand === 'XC' ? 48 : 35)
    funnel.deliveryAt = workingHours(funnel.orderAt + days * DAY, draw, 9, 18)
  } else {
    funnel.lostAt = workingHours(funnel.orderAt + draw.between(3, 40) * DAY, draw, 9, 18)
    funnel.lostReason = draw.chance(0.5) ? '已购竞品' : draw.pick(['价格', '暂不购车', '其他'])
  }
}

function lose(funnel: Funnel, quality: Quality, draw: Draw): void {
  const lingers = !draw.chance(0.88)
  funnel.givenUp = draw.chance(quality.givenUpShare)
  const last = Math.max(funnel.feedbackAt, funnel.visitAt, funnel.testDriveAt)
  const patience = lingers ? 45 : funnel.givenUp ? 3 : 10
  const days = patience + Math.min(90, draw.exponential(funnel.givenUp ? 9 : 24))
  funnel.lostAt = workingHours(last + Math.floor(days * DAY), draw, 9, 18)
  funnel.lostReason = lostReasonOf(draw, funnel.givenUp, funnel.testDriveAt >= 0)
}

/** Hides what lies in the future of the files. Later moments are later, so nothing shows after a gap. */
function censor(funnel: Funnel, endAt: number): Funnel {
  if (funnel.dispatchedAt >= endAt) return untouched()
  if (funnel.feedbackAt >= endAt) {
    return { ...untouched(), dispatchedAt: funnel.dispatchedAt, consultantIndex: funnel.consultantIndex }
  }
  if (funnel.visitAt >= endAt) funnel.visitAt = -1
  if (funnel.testDriveAt >= endAt) funnel.testDriveAt = -1
  if (funnel.orderAt >= endAt) funnel.orderAt = -1
  if (funnel.deliveryAt >= endAt) funnel.deliveryAt = -1
  if (funnel.lostAt >= endAt) {
    funnel.lostAt = -1
    funnel.lostReason = ''
    funnel.givenUp = false
  }
  return funnel
}

let last: { world: World | undefined; slot: number; leads: readonly Lead[] } = {
  world: undefined,
  slot: -1,
  leads: [],
}

/**
 * All enquiries of one person with their outcomes. Whoever has ordered stops enquiring, and orders once. What came in
 * during the last days has no outcome yet: it still lies in the channels' own files, for the product to take in.
 * The last answer is kept, because one person's card, car and calls ask for it in a row.
 */
export function leadsOf(world: World, slot: number): readonly Lead[] {
  if (last.slot === slot && last.world === world) return last.leads
  last = { world, slot, leads: workOut(world, slot) }
  return last.leads
}

function workOut(world: World, slot: number): Lead[] {
  const endAt = world.endDay * DAY
  const leads: Lead[] = []
  let orderedAt = Number.POSITIVE_INFINITY
  for (const [touch, day] of touchDays(world, slot).entries()) {
    const enquiry = describeEnquiry(world, slot, touch, day)
    if (enquiry.at >= orderedAt) break
    const fresh = day >= world.freshDay
    const funnel = fresh ? untouched() : runFunnel(world, enquiry, orderedAt === Number.POSITIVE_INFINITY)
    if (funnel.orderAt >= 0) orderedAt = Math.min(orderedAt, funnel.orderAt)
    leads.push({ enquiry, funnel: censor(funnel, endAt) })
  }
  return leads
}

/** The car handed over at the end of a lead. */
export function carOf(lead: Lead): Ownership {
  const { enquiry, funnel } = lead
  return {
    carNumber: enquiry.slot * 4 + 1,
    variantIndex: enquiry.variantIndex,
    dealerIndex: enquiry.dealerIndex,
    orderedAt: funnel.orderAt,
    deliveredAt: funnel.deliveryAt,
    keptUntil: Infinity,
  }
}
