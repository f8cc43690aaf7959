import { day } from '../../kernel/clock.ts'
import { normaliseName, stripSalutation } from '../../kernel/names.ts'
import type { CarKeeper } from '../vehicles/index.ts'

/** Who came with the car, as the order says it. */
export type Visitor = { name: string | null; phone: string | null; openedOn: string }
/** `said`: the order itself names them; else it is only the car that speaks. */
export type Whose = { customerId: string; said: boolean } | 'ask' | null

/** The nearest to the car first. */
const roles: CarKeeper['role'][] = ['owner', 'driver', 'contact', 'payer', 'buyer']

/**
 * Whose visit it was: the keeper of that day with this telephone, else somebody to be identified when a name and a
 * number are given, else the keeper of this name, else, when nobody is named, the one owner or driver the car has.
 */
export function whoseVisit({ name, phone, openedOn }: Visitor, keepers: readonly CarKeeper[]): Whose {
  const then = keepersOn(openedOn, keepers)
  const byPhone = phone && then.find(({ phones }) => phones.includes(phone))
  if (byPhone) return { customerId: byPhone.customerId, said: true }
  if (name && phone) return 'ask'
  if (name) {
    const named = new Set(then.filter((one) => isSame(one.name, name)).map((one) => one.customerId))
    return named.size === 1 ? { customerId: [...named][0]!, said: true } : null
  }
  if (phone) return null
  for (const role of ['owner', 'driver'] as const) {
    const all = new Set(then.filter((one) => one.role === role).map((one) => one.customerId))
    if (all.size === 1) return { customerId: [...all][0]!, said: false }
    if (all.size > 1) return null
  }
  return null
}

export const keepersOn = (on: string, keepers: readonly CarKeeper[]): CarKeeper[] =>
  keepers
    .filter(({ fromOn, untilOn }) => (!untilOn || untilOn >= on) && (!fromOn || fromOn <= on))
    .sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))

export const isSame = (a: string, b: string): boolean =>
  normaliseName(stripSalutation(a).name) === normaliseName(stripSalutation(b).name)

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / day

/** Taxis drive 400 km a day; whoever types a digit too many says more. */
const mostKmPerDay = 500
const mostKm = 1_500_000

/** Whether a reading can be the odometer's; of a car whose age nobody knows everything below 1.5 million can. */
export const isOdometer = (km: number, on: string, soldOn: string | null): boolean =>
  km <= (soldOn ? Math.min(mostKm, 1_000 + Math.max(0, daysBetween(soldOn, on)) * mostKmPerDay) : mostKm)

export type Reading = { on: string; km: number }

/** A reading this many times the usual is a slip of a digit, not a holiday. */
const slip = 4

/**
 * Kilometres a day: the lower median of what every reading says since the sale (or the first reading), so that one
 * slip does not count; null without two points in time, or within a month.
 */
export function paceOf(readings: readonly Reading[], soldOn: string | null): number | null {
  const inTime = [...readings].sort((a, b) => (a.on < b.on ? -1 : 1))
  const start: Reading | undefined = soldOn ? { on: soldOn, km: 0 } : inTime[0]
  if (!start) return null
  const paces = inTime
    .filter(({ on, km }) => daysBetween(start.on, on) >= 30 && km > start.km)
    .map(({ on, km }) => (km - start.km) / daysBetween(start.on, on))
    .sort((a, b) => a - b)
  const pace = paces[Math.floor((paces.length - 1) / 2)]
  return pace !== undefined && pace <= mostKmPerDay ? pace : null
}

/** What a maker asks for: 10,000 km or a year, whichever comes first. */
const intervalKm = 10_000
const intervalDays = 365

export type Due = { dueOn: string; dueKm: number | null; dueBy: 'mileage' | 'calendar' }

/** When the next maintenance is due, counted from the last one, or from the sale when there was none. */
export function nextDue(
  readings: readonly Reading[],
  { soldOn, maintained }: { soldOn: string | null; maintained: { on: string; km: number | null } | null },
): Due | null {
  const from = maintained?.on ?? soldOn
  if (!from) return null
  const pace = paceOf(readings, soldOn)
  const byCalendar = dayAfter(from, intervalDays)
  if (pace === null) return { dueOn: byCalendar, dueKm: null, dueBy: 'calendar' }
  const driven = soldOn ? daysBetween(soldOn, from) * pace : null
  const read = maintained?.km ?? (maintained ? null : 0)
  const isSlip = read !== null && driven !== null && driven > 0 && read > driven * slip
  const km = read === null || isSlip ? driven : read
  const dueKm = km === null ? null : Math.round((km + intervalKm) / 100) * 100
  const byMileage = dayAfter(from, Math.min(10 * intervalDays, Math.floor(intervalKm / pace)))
  return byMileage < byCalendar
    ? { dueOn: byMileage, dueKm, dueBy: 'mileage' }
    : { dueOn: byCalendar, dueKm, dueBy: 'calendar' }
}

const dayAfter = (on: string, days: number) =>
  new Date(Date.parse(on) + days * day).toISOString().slice(0, 10)
