/** web-carts.csv and shop-events.jsonl: what owners put into the online shop's cart, and that they had signed in. */

import { DAY, isoText } from './calendar.ts'
import { brandOf, VARIANTS, type Variant } from './catalogue.ts'
import { row } from './csv.ts'
import { carsBefore } from './owners.ts'
import { describePerson, type Ownership } from './people.ts'
import { Draw, mix32, STREAM } from './prng.ts'
import { type GO_TOGETHER, ITEMS, type ItemCode } from './workshop-items.ts'
import { people, type World } from './world.ts'

export const CARTS_HEADER =
  'cart_id,visitor_id,item_code,item_name,item_kind,quantity,price_yuan,added_at,removed_at,cart_state,ordered_at\n'

/** Of a hundred owners so many had a cart in the last so many days. */
const SHOPPERS = 0.07
const DAYS = 90
/** Nine of a hundred in the shop sign in never. */
const ANONYMOUS = 0.09
/** Planted: of the carts so many are left as they are, ordered, emptied. */
export const CARTS = { left: 0.62, ordered: 0.3, emptied: 0.08 } as const

/** Accessories, and what can be paid for before coming. */
const OFFERED = [
  'A301',
  'A302',
  'A303',
  'A304',
  'A305',
  'P205',
  'P210',
  'J121',
  'J101',
] as const satisfies ItemCode[]
/** What lies in a cart together: of the pairs of the workshop the one that a shop sells. */
const PAIR: (typeof GO_TOGETHER)[number] = ['A301', 'A302', 0.6]
const KIND = { A: 'accessory', P: 'part', J: 'service' } as const

interface Shopper {
  index: number
  car: Ownership
  visitor: string
  at: number
  draw: Draw
}

function* shoppers(world: World): Generator<Shopper> {
  for (let index = 0; index < people(world); index++) {
    if (mix32(world.seed ^ mix32(index ^ 0x3c3c3c3c)) > SHOPPERS * 4294967296) continue
    const car = carsBefore(world, index).at(-1)
    if (car === undefined) continue
    const draw = new Draw(world.seed, STREAM.cart, index)
    // Most carts are young; those who could still be reminded are many.
    const day = world.endDay - 1 - Math.floor(DAYS * draw.unit() ** 1.6)
    if (car.deliveredAt / DAY >= day) continue
    const at = day * DAY + 9 * 3600 + draw.below(12 * 3600)
    yield {
      index,
      car,
      visitor: `s${world.visitors
        .of(index ^ 0x2aaaaaaa)
        .toString(16)
        .padStart(8, '0')}`,
      at,
      draw,
    }
  }
}

const isAnonymous = (world: World, index: number) =>
  mix32(world.seed ^ mix32(index ^ 0x0f0f0f0f)) < ANONYMOUS * 4294967296

/** The sign-in, by which a visitor of the shop is somebody, and whether offers may be sent; in no order. */
export function* shopLines(world: World): Generator<string> {
  for (const { index, car, visitor, at } of shoppers(world)) {
    const { brand, series } = VARIANTS[car.variantIndex] as Variant
    const phone = isAnonymous(world, index)
      ? ''
      : `,"phone":"${describePerson(world, index).phone}","newsletter":${index % 5 < 3}`
    yield `{"visitorId":"${visitor}","at":"${isoText(at - 60)}","event":"view","page":"${brandOf(brand).site}/shop","series":"${series}"${phone}}\n`
  }
}

function choose(draw: Draw): ItemCode[] {
  const items = new Set<ItemCode>([draw.pick(OFFERED)])
  if (draw.chance(0.3)) items.add(draw.pick(OFFERED))
  const [first, second, chance] = PAIR
  if (items.has(first) && draw.chance(chance)) items.add(second)
  return [...items]
}

export function* cartLines(world: World): Generator<string> {
  for (const { visitor, at, draw } of shoppers(world)) {
    const u = draw.unit()
    const state = u < CARTS.left ? 'open' : u < CARTS.left + CARTS.ordered ? 'ordered' : 'emptied'
    const orderedAt = state === 'ordered' ? at + draw.between(120, 3000) : -1
    for (const [place, code] of choose(draw).entries()) {
      const [name, fen] = ITEMS[code]
      const addedAt = at + place * 90
      yield row([
        `C${visitor.slice(1).toUpperCase()}`,
        visitor,
        code,
        name,
        KIND[code[0] as keyof typeof KIND],
        1,
        (fen / 100).toFixed(2),
        isoText(addedAt),
        state === 'emptied' ? isoText(addedAt + 600) : '',
        state,
        isoText(orderedAt),
      ])
    }
  }
}
