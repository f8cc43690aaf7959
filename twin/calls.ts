/** call-log.csv: the contact centre's and the dealers' telephones. A call that is not here did not take place. */

import { DAY, dayOf, dayText, isoText } from './calendar.ts'
import { row, yesNo } from './csv.ts'
import type { Timed } from './day-page.ts'
import type { Lead } from './funnel.ts'
import { describePerson } from './people.ts'
import { Draw, STREAM } from './prng.ts'
import { given, leadReference } from './surface.ts'
import type { World } from './world.ts'

export const CALLS_HEADER =
  'call_no,started_at,direction,kind,party,agent,dealer_code,phone,answered,duration_seconds,lead_no\n'

const SEATS = 70
/** At most so many calls are planned per lead; the day loop packs the number into three bits. */
export const MAX_CALLS = 8

type Kind = 'enquiry' | 'verification' | 'first_contact' | 'follow_up' | 'nuisance' | 'question'

interface Call {
  at: number
  kind: Kind
  answered: boolean
  byDealer: boolean
}

/** A dealer who gives up calls once and never again; one who works a lead calls until he knows. */
export function callsOf(world: World, lead: Lead): Call[] {
  const { enquiry, funnel } = lead
  const draw = new Draw(world.seed, STREAM.call, enquiry.slot * 4 + enquiry.touch)
  const calls: Call[] = []
  if (enquiry.source === 'contact_centre')
    calls.push({ at: enquiry.at, kind: 'enquiry', answered: true, byDealer: false })
  if (enquiry.source === 'walk_in') return calls
  if (funnel.dispatchedAt >= 0) {
    const at = Math.max(enquiry.at + 30, funnel.dispatchedAt - draw.between(90, 500))
    calls.push({ at, kind: 'verification', answered: enquiry.phoneIsValid, byDealer: false })
  } else if (funnel.lostAt >= 0) {
    const answered = funnel.lostReason === '暂不购车'
    calls.push({
      at: funnel.lostAt - draw.between(100, 9000),
      kind: 'verification',
      answered,
      byDealer: false,
    })
  }
  if (funnel.feedbackAt >= 0) dealerCalls(lead, draw, calls)
  const endAt = world.endDay * DAY
  return calls.filter((call) => call.at >= enquiry.at && call.at < endAt).slice(0, MAX_CALLS)
}

function dealerCalls(lead: Lead, draw: Draw, calls: Call[]): void {
  const { funnel } = lead
  const first = funnel.feedbackAt - draw.between(60, 280)
  if (!funnel.reallyContacted) {
    // Whoever invents a contact does not dial.
    if (funnel.contacted) return
    const tries = funnel.givenUp ? 1 : draw.between(2, 4)
    for (let count = 0; count < tries; count++) {
      const at = count === 0 ? first : funnel.feedbackAt + count * draw.between(20, 40) * 3600
      calls.push({ at, kind: 'first_contact', answered: false, byDealer: true })
    }
    return
  }
  calls.push({ at: first, kind: 'first_contact', answered: true, byDealer: true })
  const more = funnel.givenUp ? 0 : draw.between(0, 3)
  for (let count = 1; count <= more; count++) {
    const at = funnel.feedbackAt + Math.floor(count * DAY * (1.5 + draw.unit() * 4))
    calls.push({ at, kind: 'follow_up', answered: draw.chance(0.7), byDealer: true })
  }
}

export function callLine(world: World, lead: Lead, number: number): Timed | undefined {
  const call = callsOf(world, lead)[number]
  if (call === undefined) return undefined
  const { enquiry, funnel } = lead
  const code = (enquiry.slot * 4 + enquiry.touch) * MAX_CALLS + number
  const draw = new Draw(world.seed, STREAM.call, code ^ 0x40000000)
  const person = describePerson(world, enquiry.slot)
  const dealer = world.dealers[enquiry.dealerIndex]
  const consultant = world.teams[enquiry.dealerIndex]?.consultants[funnel.consultantIndex] ?? ''
  const seconds = call.answered
    ? 25 + Math.floor(draw.exponential(call.kind === 'verification' ? 80 : 130))
    : 0
  return {
    at: call.at,
    line: row([
      callNumber(world, call.at, code),
      isoText(call.at),
      call.kind === 'enquiry' ? 'in' : 'out',
      call.kind,
      call.byDealer ? 'dealer' : 'carmaker',
      call.byDealer ? consultant : seat(draw),
      call.byDealer ? (dealer?.code ?? '') : '',
      given(world, enquiry, person).phone,
      yesNo(call.answered),
      seconds,
      leadReference(world, enquiry),
    ]),
  }
}

function seat(draw: Draw): string {
  return `S${String(draw.between(1, SEATS)).padStart(2, '0')}`
}

function callNumber(world: World, at: number, code: number): string {
  const serial = world.visitors
    .of(code >>> 0)
    .toString(36)
    .toUpperCase()
    .padStart(7, '0')
  return `T${dayText(dayOf(at)).slice(2).replaceAll('-', '')}${serial}`
}

/** Calls that belong to no lead: questions of owners, and nuisance calls, three short ones from one number. */
export function strayCall(world: World, number: number, day: number): Timed {
  const draw = new Draw(world.seed, STREAM.call, (number | 0x80000000) >>> 0)
  const nuisance = draw.chance(0.12)
  const at = day * DAY + 8 * 3600 + draw.below(13 * 3600)
  const phone = world.identities.mobile(3_900_000_000 + (nuisance ? draw.below(40) : number))
  const answered = draw.chance(nuisance ? 0.8 : 0.93)
  const seconds = answered ? (nuisance ? draw.between(1, 9) : 30 + Math.floor(draw.exponential(140))) : 0
  return {
    at,
    line: row([
      callNumber(world, at, (number | 0xc0000000) >>> 0),
      isoText(at),
      'in',
      nuisance ? 'nuisance' : 'question',
      'carmaker',
      seat(draw),
      '',
      phone,
      yesNo(answered),
      seconds,
      '',
    ]),
  }
}
