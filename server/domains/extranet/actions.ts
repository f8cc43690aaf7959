import type { Call, Reply } from '../../../contract/endpoint.ts'
import {
  type DailyCount,
  extranetProblems,
  type readMatrix as matrix,
  type readMissing as missing,
  type readDailyCounts as readDays,
  type reportDailyCount as report,
} from '../../../contract/extranet.ts'
import { commonProblems } from '../../../contract/problem.ts'
import { type Ctx, dealerOf } from '../../kernel/ctx.ts'
import { pageOf } from '../../kernel/db/keyset.ts'
import { found, Refused } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { writeCounts } from './bulk.ts'
import * as queries from './queries.ts'
import {
  dayBefore,
  daysBetween,
  dueAt,
  entryOf,
  isLate,
  longestCalendar,
  longestMatrix,
  officeZone,
  openDays,
  remindsNow,
  stateOf,
  todayIn,
} from './rules.ts'

const dealerShown = ({ id, code, name, regionId, regionName }: queries.DealerRow) => ({
  id,
  code,
  name,
  region: { id: regionId, name: regionName },
})

/** The month of one dealer: its own, or one the reader may see. Refusals: notADealer, notFound, periodTooLong. */
export async function readDailyCounts(
  ctx: Ctx,
  query: Call<typeof readDays>['query'],
): Promise<Reply<typeof readDays>> {
  const dealerId = found(query.dealer ?? dealerOf(ctx), extranetProblems.notADealer)
  const dealer = found(await queries.dealerById(ctx, dealerId), commonProblems.notFound)
  const days = daysWithin(query.from, query.to, longestCalendar)
  const rows = new Map(
    (await queries.countsOf(ctx, [dealer.id], query.from, query.to)).map((row) => [row.day, row]),
  )
  return {
    dealer: dealerShown(dealer),
    items: days.map((day) => dayShown(day, dealer.zone, rows.get(day), ctx.now)),
  }
}

function daysWithin(from: string, to: string, most: number): string[] {
  const days = daysBetween(from, to, most)
  if (!days) throw new Refused(extranetProblems.periodTooLong, { days: most })
  return days
}

function dayShown(day: string, zone: string, row: queries.CountRow | undefined, now: Date): DailyCount {
  return {
    day,
    showroomVisits: row?.showroomVisits ?? null,
    phoneEnquiries: row?.phoneEnquiries ?? null,
    note: row?.note ?? null,
    reportedAt: row?.reportedAt.toISOString() ?? null,
    reportedBy: row?.reportedBy ?? null,
    version: row?.version ?? null,
    dueAt: dueAt(day, zone).toISOString(),
    state: stateOf(day, zone, row ?? null, now),
    open: entryOf(day, zone, now) === 'open',
  }
}

/** Reports a day, or corrects it; late stays late. Refusals: notADealer, dayAhead, dayClosed, conflict. */
export async function reportDailyCount(
  ctx: Ctx,
  { day, version, ...counts }: Call<typeof report>['body'],
): Promise<DailyCount> {
  const dealer = found(
    await queries.dealerById(ctx, found(dealerOf(ctx), extranetProblems.notADealer)),
    extranetProblems.notADealer,
  )
  const entry = entryOf(day, dealer.zone, ctx.now)
  if (entry === 'ahead') throw new Refused(extranetProblems.dayAhead, { day })
  if (entry === 'closed') throw new Refused(extranetProblems.dayClosed, { day, days: openDays })
  const before = await queries.countForUpdate(ctx, dealer.id, day)
  if ((before?.version ?? null) !== version) throw new Refused(commonProblems.conflict)
  if (before) await queries.correctCount(ctx, before.id, counts)
  else {
    const id = newId()
    const late = isLate(day, dealer.zone, ctx.now)
    const row = {
      index: 0,
      id,
      dealerId: dealer.id,
      brandId: dealer.brandId,
      day,
      reportedAt: ctx.now,
      late,
      ...counts,
    }
    await writeCounts(ctx, [row], null, ctx.actor.id)
    await ctx.emit({
      type: 'extranet.reported',
      subjectId: id,
      dealerId: dealer.id,
      brandId: dealer.brandId,
      data: { day, late, ...counts },
    })
  }
  const [row] = await queries.countsOf(ctx, [dealer.id], day, day)
  return dayShown(day, dealer.zone, row, ctx.now)
}

export async function readMatrix(
  ctx: Ctx,
  query: Call<typeof matrix>['query'],
): Promise<Reply<typeof matrix>> {
  const days = daysWithin(query.from, query.to, longestMatrix)
  const dueDays = days.filter((day) => ctx.now > dueAt(day, officeZone))
  const rows = await queries.dealerPage(ctx, query, query.missing ? dueDays : undefined)
  const shown = rows.slice(0, query.limit)
  const counts = await queries.countsOf(
    ctx,
    shown.map((row) => row.id),
    query.from,
    query.to,
  )
  const byCell = new Map(counts.map((row) => [`${row.dealerId} ${row.day}`, row]))
  const page = pageOf(
    rows,
    query.limit,
    (row) => [row.code, row.id],
    (row) => {
      const cells = days.map((day) => {
        const { showroomVisits, phoneEnquiries, state } = dayShown(
          day,
          row.zone,
          byCell.get(`${row.id} ${day}`),
          ctx.now,
        )
        return { showroomVisits, phoneEnquiries, state }
      })
      return {
        dealer: dealerShown(row),
        cells,
        missing: cells.filter((cell) => cell.state === 'missing').length,
      }
    },
  )
  return { days, ...page }
}

export async function readMissing(
  ctx: Ctx,
  query: Call<typeof missing>['query'],
): Promise<Reply<typeof missing>> {
  const [regions, rows] = [
    await queries.missingByRegion(ctx, query.day),
    await queries.dealerPage(ctx, query, [query.day]),
  ]
  const reminded = await queries.remindersOf(
    ctx,
    rows.map((row) => row.id),
    query.day,
  )
  const page = pageOf(
    rows,
    query.limit,
    (row) => [row.code, row.id],
    (row) => ({
      ...dealerShown(row),
      phone: row.phone,
      remindedAt: reminded.get(row.id)?.toISOString() ?? null,
    }),
  )
  return {
    day: query.day,
    regions: regions.map((row) => ({ ...row, missing: row.dealers - row.reported })),
    ...page,
  }
}

/** Every morning, zone by zone: who has not reported yesterday is told so, once. */
export async function remindDealers(ctx: Ctx): Promise<number> {
  let reminded = 0
  for (const zone of await queries.zonesInUse(ctx)) {
    if (!remindsNow(zone, ctx.now)) continue
    reminded += await queries.remindMissing(ctx, zone, dayBefore(todayIn(zone, ctx.now)))
  }
  return reminded
}
