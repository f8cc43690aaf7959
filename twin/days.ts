/** The day loop: everything that must lie in time order is written while the calendar is walked through once. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { adfFile, adfName, isResent } from './adf.ts'
import { Agenda } from './agenda.ts'
import { dayOf } from './calendar.ts'
import { CALLS_HEADER, callLine, callsOf, MAX_CALLS, strayCall } from './calls.ts'
import { COUNTS_HEADER, countLines, SPEND_HEADER, spendLines } from './counts.ts'
import { row, yesNo } from './csv.ts'
import { describeEnquiry, type Enquiry } from './enquiries.ts'
import { carOf, type Lead, leadsOf } from './funnel.ts'
import { LEADS_HEADER, leadRow } from './history.ts'
import { householdOf, type Ownership, ownedBefore, personCode, settledOn } from './people.ts'
import { recentLead } from './recent.ts'
import { MAX_VISITS, REPAIRS_HEADER, repairLine } from './repairs.ts'
import {
  DELIVERIES_HEADER,
  deliveryLine,
  ORDERS_HEADER,
  orderLine,
  saleOfLead,
  saleOfSettled,
} from './sales.ts'
import { Sink } from './sink.ts'
import { isFresh, leadReference } from './surface.ts'
import {
  formSession,
  RESEARCH_DAYS,
  researchSession,
  sessionDays,
  strangerSession,
  type Timed,
} from './web.ts'
import { visitsWithin } from './workshop.ts'
import { people, type World } from './world.ts'

/** Cars are looked through for their next visits once in so many days, not daily. */
const REPAIR_WINDOW_DAYS = 61
const STRANGER_SESSIONS_PER_LEAD = 0.9
const STRAY_CALLS_PER_LEAD = 0.3
/** Code of a sale without a lead: the place where a touch number would be. */
const SETTLED = 3

const FILES = {
  leads: ['leads.csv', LEADS_HEADER],
  recent: ['leads-recent.jsonl', ''],
  counts: ['daily-counts.csv', COUNTS_HEADER],
  spend: ['media-spend.csv', SPEND_HEADER],
  orders: ['orders.csv', ORDERS_HEADER],
  deliveries: ['deliveries.csv', DELIVERIES_HEADER],
  repairs: ['repair-orders.csv', REPAIRS_HEADER],
  calls: ['call-log.csv', CALLS_HEADER],
  web: ['web-events.jsonl', ''],
  truth: ['truth/leads.csv', 'lead_no,person,is_repeat_of,cause,given_up\n'],
} as const

type FileName = keyof typeof FILES

export class DayLoop {
  private readonly world: World
  private readonly out: string
  private readonly sinks: Record<FileName, Sink>
  private readonly peopleTruth: Sink
  private readonly touches = new Agenda()
  private readonly orders = new Agenda()
  private readonly deliveries = new Agenda()
  private readonly sessions = new Agenda()
  private readonly calls = new Agenda()
  private readonly visits = new Agenda()
  private resent: Enquiry[] = []
  private strangers = 0
  private strays = 0

  private constructor(world: World, out: string, sinks: Record<FileName, Sink>, peopleTruth: Sink) {
    this.world = world
    this.out = out
    this.sinks = sinks
    this.peopleTruth = peopleTruth
  }

  static async open(world: World, out: string, peopleTruth: Sink): Promise<DayLoop> {
    const sinks: Partial<Record<FileName, Sink>> = {}
    for (const [name, [file, header]] of Object.entries(FILES)) {
      sinks[name as FileName] = await Sink.open(join(out, file), header)
    }
    return new DayLoop(world, out, sinks as Record<FileName, Sink>, peopleTruth)
  }

  async run(onProgress: (done: number) => void): Promise<Record<FileName, Sink>> {
    const { startDay, endDay } = this.world
    for (let day = startDay; day < startDay + RESEARCH_DAYS; day++) this.planResearch(day)
    for (let day = startDay; day < endDay; day++) {
      this.planResearch(day + RESEARCH_DAYS)
      if ((day - startDay) % REPAIR_WINDOW_DAYS === 0) this.planRepairs(day)
      this.planSettledSales(day)
      await this.writeDay(day)
      onProgress((day - startDay + 1) / (endDay - startDay))
    }
    for (const sink of Object.values(this.sinks)) await sink.close()
    return this.sinks
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

  private planRepairs(from: number): void {
    const to = Math.min(from + REPAIR_WINDOW_DAYS, this.world.endDay)
    for (let index = 0; index < people(this.world); index++) {
      const car = ownedBefore(this.world, index)
      if (car) this.planVisits(car, from, to)
    }
  }

  private planVisits(car: Ownership, from: number, to: number): void {
    for (const visit of visitsWithin(this.world, car, from, to)) {
      this.visits.add(visit.day, car.carNumber * MAX_VISITS + visit.number)
    }
  }

  private planSettledSales(day: number): void {
    const [from, to] = settledOn(this.world, day)
    for (let index = from; index < to; index++) {
      const car = ownedBefore(this.world, index)
      if (car === undefined) continue
      this.orders.add(dayOf(car.orderedAt), index * 4 + SETTLED)
      this.deliveries.add(dayOf(car.deliveredAt), index * 4 + SETTLED)
    }
  }

  private async writeDay(day: number): Promise<void> {
    const { sinks } = this
    const leads = this.leadsOn(day)
    const web: Timed[] = []
    const calls: Timed[] = []
    const aggregated: Enquiry[] = []
    for (const [at, lead] of leads.entries()) {
      this.writeLead(lead, day, aggregated, calls)
      formSession(this.world, lead.enquiry, web)
      if (at % 256 === 0) await this.drain()
    }
    if (day >= this.world.freshDay) await this.writeAdf(day, aggregated)
    this.browseOn(day, leads.length, web)
    this.callsOn(day, leads.length, calls)
    sinks.counts.add(countLines(this.world, day))
    sinks.spend.add(spendLines(this.world, day))
    await this.pour(web, sinks.web)
    await this.pour(calls, sinks.calls)
    await this.pour(this.ordersOn(day), sinks.orders)
    await this.pour(this.deliveriesOn(day), sinks.deliveries)
    await this.pour(this.repairsOn(day), sinks.repairs)
    await this.drain()
  }

  /** The first enquiries of a day and the repeats that fall on it, by the clock. */
  private leadsOn(day: number): Lead[] {
    const { world } = this
    const leads: Lead[] = []
    for (let slot = world.flow.firstSlot(day); slot < world.flow.firstSlot(day + 1); slot++) {
      const [first, ...repeats] = leadsOf(world, slot)
      if (first) leads.push(first)
      for (const { enquiry } of repeats) this.touches.add(dayOf(enquiry.at), slot * 4 + enquiry.touch)
    }
    for (const code of this.touches.take(day)) {
      const lead = leadsOf(world, Math.floor(code / 4))[code % 4]
      if (lead) leads.push(lead)
    }
    return leads.sort((a, b) => a.enquiry.at - b.enquiry.at || a.enquiry.slot - b.enquiry.slot)
  }

  private writeLead(lead: Lead, day: number, aggregated: Enquiry[], calls: Timed[]): void {
    const { world, sinks } = this
    const { enquiry, funnel } = lead
    const code = enquiry.slot * 4 + enquiry.touch
    if (!isFresh(world, enquiry)) sinks.leads.add(leadRow(world, lead))
    else if (enquiry.source === 'aggregator') aggregated.push(enquiry)
    else sinks.recent.add(`${JSON.stringify(recentLead(world, enquiry))}\n`)
    if (funnel.orderAt >= 0) this.orders.add(dayOf(funnel.orderAt), code)
    if (funnel.deliveryAt >= 0) this.deliveries.add(dayOf(funnel.deliveryAt), code)
    for (const [number, call] of callsOf(world, lead).entries()) {
      if (dayOf(call.at) > day) this.calls.add(dayOf(call.at), code * MAX_CALLS + number)
      else this.addCall(lead, number, calls)
    }
    this.writeTruth(enquiry, funnel.givenUp)
  }

  private writeTruth(enquiry: Enquiry, givenUp: boolean): void {
    const { world } = this
    const arrival = world.flow.arrivalOf(enquiry.slot)
    const reference = leadReference(world, enquiry)
    const person = personCode(enquiry.slot)
    const first =
      enquiry.touch === 0 ? '' : leadReference(world, describeEnquiry(world, enquiry.slot, 0, arrival.day))
    const cause = world.campaigns[arrival.cause]?.code ?? 'organic'
    this.sinks.truth.add(row([reference, person, first, cause, yesNo(givenUp)]))
    const household = householdOf(world, enquiry.slot)
    this.peopleTruth.add(row([person, reference, '', household < 0 ? '' : `H${household + 1}`]))
  }

  private async writeAdf(day: number, today: readonly Enquiry[]): Promise<void> {
    await writeFile(join(this.out, adfName(day)), adfFile(this.world, day, today, this.resent))
    this.resent = today.filter((enquiry) => isResent(this.world, enquiry))
  }

  private browseOn(day: number, leads: number, web: Timed[]): void {
    for (const code of this.sessions.take(day)) {
      researchSession(this.world, Math.floor(code / 8), code % 8, day, web)
    }
    for (let count = Math.round(leads * STRANGER_SESSIONS_PER_LEAD); count > 0; count--) {
      strangerSession(this.world, this.strangers++, day, web)
    }
  }

  private callsOn(day: number, leads: number, calls: Timed[]): void {
    for (const code of this.calls.take(day)) {
      const lead = this.leadAt(Math.floor(code / MAX_CALLS))
      if (lead) this.addCall(lead, code % MAX_CALLS, calls)
    }
    for (let count = Math.round(leads * STRAY_CALLS_PER_LEAD); count > 0; count--) {
      calls.push(strayCall(this.world, this.strays++, day))
    }
  }

  private addCall(lead: Lead, number: number, calls: Timed[]): void {
    const call = callLine(this.world, lead, number)
    if (call) calls.push(call)
  }

  private leadAt(code: number): Lead | undefined {
    return leadsOf(this.world, Math.floor(code / 4))[code % 4]
  }

  private saleAt(code: number) {
    const index = Math.floor(code / 4)
    if (code % 4 === SETTLED) {
      const car = ownedBefore(this.world, index)
      return car && saleOfSettled(this.world, index, car)
    }
    const lead = this.leadAt(code)
    return lead && saleOfLead(this.world, lead)
  }

  private ordersOn(day: number): Timed[] {
    return this.orders.take(day).flatMap((code) => {
      const sale = this.saleAt(code)
      return sale ? [orderLine(this.world, sale)] : []
    })
  }

  private deliveriesOn(day: number): Timed[] {
    return this.deliveries.take(day).flatMap((code) => {
      const sale = this.saleAt(code)
      if (sale === undefined) return []
      // Cars sold through a lead are new to the workshop; the others are found by planRepairs.
      if (code % 4 !== SETTLED) this.planVisits(sale.car, day, this.world.endDay)
      return [deliveryLine(this.world, sale)]
    })
  }

  private repairsOn(day: number): Timed[] {
    return this.visits.take(day).flatMap((code) => {
      const carNumber = Math.floor(code / MAX_VISITS)
      const person = Math.floor(carNumber / 4)
      const bought =
        carNumber % 4 === 0 ? undefined : leadsOf(this.world, person).find((l) => l.funnel.deliveryAt >= 0)
      const car = bought ? carOf(bought) : ownedBefore(this.world, person)
      return car ? [repairLine(this.world, person, car, code % MAX_VISITS, day)] : []
    })
  }

  private async pour(events: Timed[], sink: Sink): Promise<void> {
    events.sort((a, b) => a.at - b.at)
    for (const [at, event] of events.entries()) {
      sink.add(event.line)
      if (at % 512 === 511) await sink.drain()
    }
  }

  private async drain(): Promise<void> {
    for (const sink of Object.values(this.sinks)) await sink.drain()
    await this.peopleTruth.drain()
  }
}
