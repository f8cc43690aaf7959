/** The cars people bought without any enquiry in these files, one after the other. */

import { DAY, dayOf } from './calendar.ts'
import { type BrandCode, VARIANTS } from './catalogue.ts'
import { drawDealer, homeOf, type Ownership, ownedBefore } from './people.ts'
import { Draw, STREAM } from './prng.ts'
import { habitOf, visitsUntil } from './workshop.ts'
import type { World } from './world.ts'

/** Planted: of those who still come to the workshop so many buy again after three to six years, of the others so many. */
export const BUYING_AGAIN = { faithful: 0.5, gone: 0.14, sameBrand: 0.85, sameDealer: 0.8 } as const

/** What is bought before the files are drawn; whoever enquired buys his next one through the lead. */
export function carsBefore(world: World, index: number): readonly Ownership[] {
  const first = ownedBefore(world, index)
  if (first === undefined) return []
  const again = index < world.strangers ? undefined : boughtAgain(world, index, first)
  return again ? [{ ...first, keptUntil: dayOf(again.deliveredAt) }, again] : [first]
}

function boughtAgain(world: World, index: number, first: Ownership): Ownership | undefined {
  const draw = new Draw(world.seed, STREAM.again, index)
  const days = Math.floor(365 * (3 + 1.5 * (draw.unit() + draw.unit())))
  const orderedAt = first.orderedAt - (first.orderedAt % DAY) + days * DAY + 36000 + draw.below(30000)
  if (orderedAt >= world.endDay * DAY) return undefined
  const habit = habitOf(world, first.carNumber)
  const most = Math.floor((dayOf(orderedAt) - dayOf(first.deliveredAt)) / habit.periodDays)
  const isFaithful = visitsUntil(world, first, habit, most) === most
  if (!draw.chance(isFaithful ? BUYING_AGAIN.faithful : BUYING_AGAIN.gone)) return undefined
  const before = VARIANTS[first.variantIndex]?.brand as BrandCode
  const brand = draw.chance(BUYING_AGAIN.sameBrand) ? before : before === 'HL' ? 'XC' : 'HL'
  const stays = brand === before && draw.chance(BUYING_AGAIN.sameDealer)
  const deliveredAt = orderedAt + draw.between(5, 42) * DAY
  return {
    carNumber: index * 4 + 2,
    variantIndex: world.variants[brand].draw(draw),
    dealerIndex: stays ? first.dealerIndex : drawDealer(world, brand, homeOf(world, index), draw),
    orderedAt,
    deliveredAt,
    keptUntil: Infinity,
  }
}
