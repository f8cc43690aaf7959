/** When a car comes to the workshop: every so many months, until its owner stops coming. */

import { DAY, dayOf } from './calendar.ts'
import type { Ownership } from './people.ts'
import { Draw, mix32, STREAM } from './prng.ts'
import type { World } from './world.ts'

export interface Habit {
  periodDays: number
  /** After so many visits the owner has gone elsewhere; that is the churn to be found. */
  visits: number
  kmPerDay: number
}

export function habitOf(world: World, carNumber: number): Habit {
  const draw = new Draw(world.seed, STREAM.service, carNumber)
  return {
    periodDays: draw.between(150, 330),
    visits: Math.floor(draw.exponential(7)),
    kmPerDay: 18 + Math.floor(draw.exponential(22)),
  }
}

/** Day of the number-th visit (from 1); punctual to within a fifth of the period. */
export function visitDay(world: World, car: Ownership, habit: Habit, number: number): number {
  const jitter = mix32(world.seed ^ mix32(car.carNumber * 97 + number)) / 4294967296
  return dayOf(car.deliveredAt) + Math.floor(habit.periodDays * (number + jitter * 0.2))
}

/** Last visit before the files were drawn; -1 when there was none. */
export function lastVisitDay(world: World, car: Ownership): number {
  const habit = habitOf(world, car.carNumber)
  const elapsed = world.endDay - dayOf(car.deliveredAt)
  for (let number = Math.min(habit.visits, Math.floor(elapsed / habit.periodDays)); number >= 1; number--) {
    const day = visitDay(world, car, habit, number)
    if (day < world.endDay) return day
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
  const habit = habitOf(world, car.carNumber)
  const bought = dayOf(car.deliveredAt)
  const first = Math.max(1, Math.floor((from - bought) / habit.periodDays - 0.2))
  const last = Math.min(habit.visits, Math.floor((to - bought) / habit.periodDays))
  const found: { number: number; day: number }[] = []
  for (let number = first; number <= last; number++) {
    const day = visitDay(world, car, habit, number)
    if (day >= from && day < to) found.push({ number, day })
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
