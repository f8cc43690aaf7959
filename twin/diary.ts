/** What falls due on which day: repeats, orders, deliveries, calls, clicks and workshop visits, each worked out anew. */

import { Agenda } from './agenda.ts'
import { DAY, dayOf } from './calendar.ts'
import { callLine, callsOf, MAX_CALLS } from './calls.ts'
import type { DayPage } from './day-page.ts'
import { describeEnquiry } from './enquiries.ts'
import { carOf, type Lead, leadsOf } from './funnel.ts'
import { carsBefore } from './owners.ts'
import type { Ownership } from './people.ts'
import { repairLine } from './repairs.ts'
import { deliveryLine, orderLine, type Sale, saleOfLead, saleOfSettled } from './sales.ts'
import { trialVisit } from './trials.ts'
import { RESEARCH_DAYS, researchSession, sessionDays } from './web.ts'
import { MAX_VISITS, TRIAL_VISIT, visitsWithin } from './workshop.ts'
import { people, type World } from './world.ts'

/** Cars are looked through for their next visits and sales once in so many days, not daily. */
const LOOK_DAYS = 122
/** Code of a sale without a lead, the place where a touch number would be; whoever buys again so has no touches. */
const SETTLED = 3
const AGAIN = 2

export class Diary {
  private readonly world: World
  private readonly touches = new Agenda()
  private readonly orders = new Agenda()
  private readonly deliveries = new Agenda()
  private readonly sessions = new Agenda()
  private readonly calls = new Agenda()
  private readonly visits = new Agenda()

  constructor(world: World) {
    this.world = world
    for (let ahead = 0; ahead < RESEARCH_DAYS; ahead++) this.planResearch(world.startDay + ahead)
  }

  /** To be called once for every day, in order, before anything of that day is asked for. */
  open(day: number): void {
    if (day >= this.world.startDay) this.planResearch(day + RESEARCH_DAYS)
    if ((day - this.world.booksDay) % LOOK_DAYS === 0) this.planOwners(day)
  }

  /** The first enquiries of a day and the repeats that fall on it, by the clock. */
  leadsOn(day: number): Lead[] {
    const { world } = this
    const leads: Lead[] = []
    for (let slot = world.flow.firstSlot(day); slot < world.flow.firstSlot(day + 1); slot++) {
      const [first, ...repeats] = leadsOf(world, slot)
      if (first) leads.push(first)
      for (const { enquiry } of repeats) this.touches.add(dayOf(enquiry.at), slot * 4 + enquiry.touch)
    }
    for (const code of this.touches.take(day)) {
      const lead = this.leadAt(code)
      if (lead) leads.push(lead)
    }
    return leads.sort((a, b) => a.enquiry.at - b.enquiry.at || a.enquiry.slot - b.enquiry.slot)
  }

  /** Puts down what follows from a lead, and adds the calls made on its first day. */
  planLead(lead: Lead, day: number, page: DayPage): void {
    const { enquiry, funnel } = lead
    const code = enquiry.slot * 4 + enquiry.touch
    if (funnel.orderAt >= 0) this.orders.add(dayOf(funnel.orderAt), code)
    if (funnel.deliveryAt >= 0) this.deliveries.add(dayOf(funnel.deliveryAt), code)
    for (const [number, call] of callsOf(this.world, lead).entries()) {
      if (dayOf(call.at) > day) this.calls.add(dayOf(call.at), code * MAX_CALLS + number)
      else this.addCall(lead, number, page)
    }
  }

  callsOn(day: number, page: DayPage): void {
    for (const code of this.calls.take(day)) {
      const lead = this.leadAt(Math.floor(code / MAX_CALLS))
      if (lead) this.addCall(lead, code % MAX_CALLS, page)
    }
  }

  researchOn(day: number, page: DayPage): void {
    for (const code of this.sessions.take(day)) {
      researchSession(this.world, Math.floor(code / 8), code % 8, day, page)
    }
  }

  ordersOn(day: number, page: DayPage): void {
    for (const code of this.orders.take(day)) {
      const sale = this.saleAt(code)
      if (sale) page.add(sale.car.orderedAt, orderLine(this.world, sale))
    }
  }

  deliveriesOn(day: number, page: DayPage): void {
    for (const code of this.deliveries.take(day)) {
      const sale = this.saleAt(code)
      if (sale === undefined) continue
      // Cars sold through a lead are new to the workshop; the others are found by planOwners.
      if (sale.leadNo !== '') this.planVisits(sale.car, day, this.world.endDay)
      page.add(sale.car.deliveredAt, deliveryLine(this.world, sale))
    }
  }

  repairsOn(day: number, page: DayPage): void {
    for (const code of this.visits.take(day)) {
      const carNumber = Math.floor(code / MAX_VISITS)
      const person = Math.floor(carNumber / 4)
      const car = carNumber % 4 === 1 ? this.boughtByLead(person) : this.boughtWithout(person, carNumber)
      if (car === undefined) continue
      const { at, line } = repairLine(this.world, person, car, code % MAX_VISITS, day)
      page.add(at, line)
    }
  }

  private boughtByLead(person: number): Ownership | undefined {
    const lead = leadsOf(this.world, person).find(({ funnel }) => funnel.deliveryAt >= 0)
    return lead && carOf(lead)
  }

  private planResearch(day: number): void {
    const { world } = this
    if (day >= world.endDay) return
    for (let slot = world.flow.firstSlot(day); slot < world.flow.firstSlot(day + 1); slot++) {
      const { source } = describeEnquiry(world, slot, 0, day)
      for (const [number, offset] of sessionDays(world, slot, source).entries()) {
        if (day + offset >= world.startDay && number < 7) this.sessions.add(day + offset, slot * 8 + number)
      }
    }
  }

  private boughtWithout(person: number, carNumber: number): Ownership | undefined {
    return carsBefore(this.world, person).find((car) => car.carNumber === carNumber)
  }

  /** What falls due without any enquiry: sales, visits to the workshop, and those a campaign brings. */
  private planOwners(from: number): void {
    const { world } = this
    const to = Math.min(from + LOOK_DAYS, world.endDay)
    const isDue = (at: number) => at >= from * DAY && at < to * DAY
    for (let index = 0; index < people(world); index++) {
      for (const car of carsBefore(world, index)) {
        const code = index * 4 + (car.carNumber % 4 === 0 ? SETTLED : AGAIN)
        // A sale of before the books began is in no book, though the hand-over may be.
        if (car.orderedAt >= world.booksDay * DAY) {
          if (isDue(car.orderedAt)) this.orders.add(dayOf(car.orderedAt), code)
          if (isDue(car.deliveredAt)) this.deliveries.add(dayOf(car.deliveredAt), code)
        }
        this.planVisits(car, from, to)
        const day = trialVisit(world, index, car)
        if (day >= from && day < to) this.visits.add(day, car.carNumber * MAX_VISITS + TRIAL_VISIT)
      }
    }
  }

  private planVisits(car: Ownership, from: number, to: number): void {
    for (const visit of visitsWithin(this.world, car, from, to)) {
      this.visits.add(visit.day, car.carNumber * MAX_VISITS + visit.number)
    }
  }

  private addCall(lead: Lead, number: number, page: DayPage): void {
    const call = callLine(this.world, lead, number)
    if (call) page.add(call.at, call.line)
  }

  private leadAt(code: number): Lead | undefined {
    return leadsOf(this.world, Math.floor(code / 4))[code % 4]
  }

  private saleAt(code: number): Sale | undefined {
    const index = Math.floor(code / 4)
    const place = code % 4
    if (place === SETTLED || (place === AGAIN && index >= this.world.strangers)) {
      const car = this.boughtWithout(index, index * 4 + (place === SETTLED ? 0 : 2))
      return car && saleOfSettled(this.world, index, car)
    }
    const lead = this.leadAt(code)
    return lead && saleOfLead(this.world, lead)
  }
}
