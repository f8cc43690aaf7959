/** The day loop: everything that must lie in time order is written while the calendar is walked through once. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { adfFile, adfName, isResent } from './adf.ts'
import { writeBooks } from './books.ts'
import { CALLS_HEADER, strayCall } from './calls.ts'
import { COUNTS_HEADER, countLines, SPEND_HEADER, spendLines } from './counts.ts'
import { row, yesNo } from './csv.ts'
import { DayPage } from './day-page.ts'
import { Diary } from './diary.ts'
import { describeEnquiry, type Enquiry } from './enquiries.ts'
import type { Lead } from './funnel.ts'
import { LEADS_HEADER, leadRow } from './history.ts'
import { householdCode, personCode } from './people.ts'
import { recentLead } from './recent.ts'
import { REPAIRS_HEADER } from './repairs.ts'
import { DELIVERIES_HEADER, ORDERS_HEADER } from './sales.ts'
import { Sink } from './sink.ts'
import { isFresh, leadReference } from './surface.ts'
import { formSession, strangerSession } from './web.ts'
import type { World } from './world.ts'

const STRANGER_SESSIONS_PER_LEAD = 0.9
const STRAY_CALLS_PER_LEAD = 0.3

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

type Sinks = Record<keyof typeof FILES, Sink>

export class DayLoop {
  private readonly world: World
  private readonly out: string
  private readonly sinks: Sinks
  private readonly peopleTruth: Sink
  private readonly diary: Diary
  private readonly web = new DayPage()
  private readonly calls = new DayPage()
  private readonly page = new DayPage()
  private resent: Enquiry[] = []
  private strangers = 0
  private strays = 0

  private constructor(world: World, out: string, sinks: Sinks, peopleTruth: Sink) {
    this.world = world
    this.out = out
    this.sinks = sinks
    this.peopleTruth = peopleTruth
    this.diary = new Diary(world)
  }

  static async open(world: World, out: string, peopleTruth: Sink): Promise<DayLoop> {
    const sinks: Partial<Sinks> = {}
    for (const [name, [file, header]] of Object.entries(FILES)) {
      sinks[name as keyof Sinks] = await Sink.open(join(out, file), header)
    }
    return new DayLoop(world, out, sinks as Sinks, peopleTruth)
  }

  async run(onProgress: (done: number) => void): Promise<{ files: Sinks; bookBytes: number }> {
    const { booksDay, startDay, endDay } = this.world
    // A day of the books alone is a fifth of the work of a day with leads, calls and clicks.
    const whole = (startDay - booksDay) / 5 + endDay - startDay
    const before = (startDay - booksDay) / 5
    const books = await writeBooks(this.world, this.out, this.diary, (day) =>
      onProgress((day - booksDay + 1) / 5 / whole),
    )
    for (let day = startDay; day < endDay; day++) {
      this.diary.open(day)
      await this.writeDay(day)
      onProgress((before + day - startDay + 1) / whole)
    }
    for (const sink of Object.values(this.sinks)) await sink.close()
    return { files: this.sinks, bookBytes: books.bytes }
  }

  private async writeDay(day: number): Promise<void> {
    const { world, sinks, diary, web, calls, page } = this
    const leads = diary.leadsOn(day)
    const aggregated: Enquiry[] = []
    for (const [at, lead] of leads.entries()) {
      this.writeLead(lead, aggregated)
      diary.planLead(lead, day, calls)
      formSession(world, lead.enquiry, web)
      if (at % 256 === 255) await this.drain()
    }
    if (day >= world.freshDay) await this.writeAdf(day, aggregated)
    diary.researchOn(day, web)
    diary.callsOn(day, calls)
    this.addStrangers(day, leads.length)
    sinks.counts.add(countLines(world, day))
    sinks.spend.add(spendLines(world, day))
    await web.pour(sinks.web)
    await calls.pour(sinks.calls)
    diary.ordersOn(day, page)
    await page.pour(sinks.orders)
    diary.deliveriesOn(day, page)
    await page.pour(sinks.deliveries)
    diary.repairsOn(day, page)
    await page.pour(sinks.repairs)
    await this.drain()
  }

  private writeLead(lead: Lead, aggregated: Enquiry[]): void {
    const { world, sinks } = this
    const { enquiry, funnel } = lead
    if (!isFresh(world, enquiry)) sinks.leads.add(leadRow(world, lead))
    else if (enquiry.source === 'aggregator') aggregated.push(enquiry)
    else sinks.recent.add(`${JSON.stringify(recentLead(world, enquiry))}\n`)
    this.writeTruth(enquiry, funnel.givenUp)
  }

  private writeTruth(enquiry: Enquiry, givenUp: boolean): void {
    const { world } = this
    const { slot, touch } = enquiry
    const arrival = world.flow.arrivalOf(slot)
    const reference = leadReference(world, enquiry)
    const person = personCode(slot)
    const first = touch === 0 ? '' : leadReference(world, describeEnquiry(world, slot, 0, arrival.day))
    const cause = world.campaigns[arrival.cause]?.code ?? 'organic'
    this.sinks.truth.add(row([reference, person, first, cause, yesNo(givenUp)]))
    this.peopleTruth.add(row([person, reference, '', householdCode(world, slot)]))
  }

  private async writeAdf(day: number, today: readonly Enquiry[]): Promise<void> {
    // A portal with nothing to tell sends no file.
    if (today.length + this.resent.length > 0)
      await writeFile(join(this.out, adfName(day)), adfFile(this.world, day, today, this.resent))
    this.resent = today.filter((enquiry) => isResent(this.world, enquiry))
  }

  /** Visitors and callers who are nobody's lead, as many as there is traffic that day. */
  private addStrangers(day: number, leads: number): void {
    for (let count = Math.round(leads * STRANGER_SESSIONS_PER_LEAD); count > 0; count--) {
      strangerSession(this.world, this.strangers++, day, this.web)
    }
    for (let count = Math.round(leads * STRAY_CALLS_PER_LEAD); count > 0; count--) {
      const { at, line } = strayCall(this.world, this.strays++, day)
      this.calls.add(at, line)
    }
  }

  private async drain(): Promise<void> {
    for (const sink of Object.values(this.sinks)) await sink.drain()
    await this.peopleTruth.drain()
  }
}
