import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseDay } from '../../../../twin/calendar.ts'
import { writeTwin } from '../../../../twin/index.ts'
import type { Spell } from '../questions/lapse-spells/question.ts'
import { learnLapse, rankDrivers } from './lapse.ts'

/** The twin plants why owners stop coming to the workshop: `truth/owners.csv` says how often after what. */
type Row = Record<string, string>
const until = '2026-11-22'
const windowDays = 365
const folder = mkdtempSync(join(tmpdir(), 'ringroad-owners-'))
beforeAll(async () => {
  await writeTwin({ seed: 7, dealers: 60, customers: 5_000, months: 12, until, out: folder })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const rowsOf = (file: string): Row[] => parse(readFileSync(join(folder, file)), { columns: true, bom: true })

type Stop = { day: number; car: boolean; paid: boolean; repair: boolean; extras: boolean; dealer: string }

/** A customer's days with a dealer as the view `stop` has them; whose they are the telephone in the books says. */
function stopsByOwner(): Stop[][] {
  const owners = new Map<string, Map<number, Stop>>()
  const add = (phone: string, stop: Stop) => {
    const days = owners.get(phone) ?? new Map<number, Stop>()
    owners.set(phone, days)
    const same = days.get(stop.day)
    days.set(stop.day, same ? { ...same, car: same.car || stop.car, paid: same.paid || stop.paid } : stop)
  }
  const bought = { car: true, paid: true, repair: false, extras: false }
  for (const file of ['history/deliveries-1.csv', 'history/deliveries-2.csv', 'deliveries.csv'])
    for (const row of rowsOf(file))
      add(row.phone!, { ...bought, day: dayOf(row.delivered_at!), dealer: row.dealer_code! })
  for (const row of [...rowsOf('history/repair-orders.csv'), ...rowsOf('repair-orders.csv')]) {
    const paid = Number(row.total_yuan) > 0
    add(row.phone!, {
      day: dayOf(row.opened_at!),
      car: false,
      paid,
      repair: row.kind === 'repair' || row.kind === 'accident',
      extras: paid && Number(row.accessories_yuan) > 0,
      dealer: row.dealer_code!,
    })
  }
  return [...owners.values()].map((days) => [...days.values()].sort((a, b) => a.day - b.day))
}
const dayOf = (at: string) => parseDay(at.slice(0, 10))
const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)

/** One absence after each paid stop, with what was known that day: what the question asks of ClickHouse. */
function spellsOf(stops: readonly Stop[], regionOf: (dealer: string) => string): Spell[] {
  return stops.flatMap((stop, at): Spell[] => {
    if (!stop.paid) return []
    const past = stops.slice(0, at + 1)
    const next = stops.slice(at + 1).find(({ paid }) => paid)?.day
    const visits = past.filter(({ car }) => !car)
    const [bought, visited] = [past.find(({ car }) => car)?.day, visits[0]?.day]
    return [
      {
        customerId: '',
        on: '',
        days: Math.min(windowDays, (next ?? parseDay(until)) - stop.day),
        back: next !== undefined && next - stop.day <= windowDays ? 1 : 0,
        visits: visits.filter(({ paid, day }) => paid && day > stop.day - 365).length,
        freeShare: share(visits.filter(({ paid }) => !paid).length, visits.length),
        years: (stop.day - past[0]!.day) / 365.25,
        lateFirst: bought !== undefined && visited !== undefined && visited - bought > 180 ? 1 : 0,
        extras: past.some(({ extras }) => extras) ? 1 : 0,
        boughtHere: bought === undefined ? 0 : 1,
        moved: new Set(past.map(({ dealer }) => dealer)).size > 1 ? 1 : 0,
        repaired: stop.repair ? 1 : 0,
        region: regionOf(stop.dealer),
      },
    ]
  })
}

it('a repair, which the twin makes owners leave for, ranks first, and the accessories that keep them are found to keep', () => {
  const parents = new Map(rowsOf('network.csv').map((unit) => [unit.code!, unit.parent_code!]))
  const regionOf = (dealer: string) => parents.get(parents.get(dealer) ?? '') ?? ''
  const spells = stopsByOwner().flatMap((stops) => spellsOf(stops, regionOf))
  const ranked = rankDrivers(learnLapse(spells, windowDays)!)
  expect(ranked[0]!.column.driver).toBe('repaired')
  expect(ranked[0]!.ratio.low).toBeGreaterThan(1.3)
  expect(ranked.find(({ column }) => column.driver === 'extras')!.ratio.high).toBeLessThan(1)
})
