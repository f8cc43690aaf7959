/** When a car comes to the workshop: every so many months, until its owner stops coming; and why he stops. */

import { DAY, dayOf } from './calendar.ts'
import { REGIONS } from './cities.ts'
import type { Ownership } from './people.ts'
import { Draw, mix32, STREAM, Weighted } from './prng.ts'
import { ACCESSORY_SHARE, REPAIR_KINDS, type RepairKind } from './workshop-items.ts'
import type { World } from './world.ts'

export interface Habit {
  periodDays: number
  kmPerDay: number
}

/** Visits to the workshop per car are numbered below this; the last number is the one a campaign adds. */
export const MAX_VISITS = 64
export const TRIAL_VISIT = MAX_VISITS - 1

export function habitOf(world: World, carNumber: number): Habit {
  const draw = new Draw(world.seed, STREAM.service, carNumber)
  return { periodDays: draw.between(205, 275), kmPerDay: 18 + Math.floor(draw.exponential(22)) }
}

const kindTable = new Weighted([68, 15, 8, 7, 2])

/**
 * Planted: the chance that an owner never comes again, after the hand-over and after every visit. A repair drives away
 * before anything else; then come an accident, a car out of warranty and the long roads of the north; an accessory keeps.
 */
export const LEAVING = {
  handover: 0.07,
  visit: 0.055,
  repair: 0.42,
  accident: 0.2,
  oldCar: 0.05,
  farAway: 0.05,
  accessory: 0.5,
} as const
const OLD_DAYS = 4 * 365
const FAR_AWAY = new Set(['DB', 'XB'])

export interface Fate {
  kind: RepairKind
  buysAccessory: boolean
  leaves: boolean
}

/** What a visit was for, whether something was bought beside it, and whether it was the last. */
export function fateOf(world: World, car: Ownership, number: number, ageDays: number): Fate {
  const draw = new Draw(world.seed, STREAM.fate, (car.carNumber * MAX_VISITS + number) % 4294967296)
  const kind = REPAIR_KINDS[kindTable.draw(draw)] as RepairKind
  const isDesk = kind === 'maintenance' || kind === 'repair'
  const buysAccessory = isDesk && draw.chance(ACCESSORY_SHARE)
  const bad = kind === 'repair' ? LEAVING.repair : kind === 'accident' ? LEAVING.accident : LEAVING.visit
  const chance =
    bad * (buysAccessory ? LEAVING.accessory : 1) +
    (ageDays > OLD_DAYS ? LEAVING.oldCar : 0) +
    (isFarAway(world, car) ? LEAVING.farAway : 0)
  return { kind, buysAccessory, leaves: draw.chance(chance) }
}

function isFarAway(world: World, car: Ownership): boolean {
  const city = world.cities[world.dealers[car.dealerIndex]?.cityIndex ?? 0]
  return FAR_AWAY.has(REGIONS[city?.regionIndex ?? 0]?.code ?? '')
}

/** How many of the first `most` visits take place before the owner goes elsewhere. */
export function visitsUntil(world: World, car: Ownership, habit: Habit, most: number): number {
  if (most < 1 || new Draw(world.seed, STREAM.fate, car.carNumber ^ 0x70000000).chance(LEAVING.handover))
    return 0
  const last = Math.min(most, TRIAL_VISIT - 1)
  for (let number = 1; number < last; number++)
    if (fateOf(world, car, number, number * habit.periodDays).leaves) return number
  return last
}

/** Day of the number-th visit (from 1); punctual to within a fifth of the period. */
export function visitDay(world: World, car: Ownership, habit: Habit, number: number): number {
  const jitter = mix32(world.seed ^ mix32(car.carNumber * 97 + number)) / 4294967296
  return dayOf(car.deliveredAt) + Math.floor(habit.periodDays * (number + jitter * 0.2))
}

/** Last visit before the files were drawn; -1 when there was none. */
export function lastVisitDay(world: World, car: Ownership): number {
  const habit = habitOf(world, car.carNumber)
  const until = Math.min(world.endDay, car.keptUntil)
  const most = Math.floor((until - dayOf(car.deliveredAt)) / habit.periodDays)
  for (let number = visitsUntil(world, car, habit, most); number >= 1; number--) {
    const day = visitDay(world, car, habit, number)
    if (day < until) return day
  }
  return -1
}

/** The visits that fall into [from, to). */
export function visitsWithin(
  world: World,
  car: Ownership,
  from: number,
  to: number,
): { number: number; day: number }[] {
  const until = Math.min(to, car.keptUntil)
  const bought = dayOf(car.deliveredAt)
  if (until <= bought || car.keptUntil <= from) return []
  const habit = habitOf(world, car.carNumber)
  const first = Math.max(1, Math.floor((from - bought) / habit.periodDays - 0.2))
  const most = Math.floor((until - bought) / habit.periodDays)
  if (most < first) return []
  const last = visitsUntil(world, car, habit, most)
  const found: { number: number; day: number }[] = []
  for (let number = first; number <= last; number++) {
    const day = visitDay(world, car, habit, number)
    if (day >= from && day < until) found.push({ number, day })
  }
  return found
}

/** Where the car goes this time: one visit in eight is to another house in town. */
export function workshopOf(world: World, car: Ownership, draw: Draw): number {
  if (!draw.chance(0.12)) return car.dealerIndex
  const city = world.dealers[car.dealerIndex]?.cityIndex
  const inTown = world.dealers.filter((dealer) => dealer.cityIndex === city)
  return draw.pick(inTown).index
}

export function openedAt(day: number, draw: Draw): number {
  return day * DAY + 8 * 3600 + draw.below(9 * 3600)
}
