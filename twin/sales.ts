/** orders.csv and deliveries.csv: the dealers' books, with and without a lead behind the sale. */

import { dayOf, dayText, isoText } from './calendar.ts'
import { VARIANTS, type Variant } from './catalogue.ts'
import { row, yuan } from './csv.ts'
import { equipmentOf } from './equipment.ts'
import { carOf, type Lead } from './funnel.ts'
import { brandName } from './history.ts'
import { describePerson, type Ownership, plateOf, vinOf } from './people.ts'
import { Draw, STREAM } from './prng.ts'
import { leadReference } from './surface.ts'
import type { World } from './world.ts'

export const ORDERS_HEADER =
  'order_no,lead_no,dealer_code,ordered_at,customer_name,phone,brand,series,variant,price_yuan,deposit_yuan,consultant,cancelled_at\n'
export const DELIVERIES_HEADER =
  'order_no,lead_no,dealer_code,customer_name,phone,vin,plate,variant,price_yuan,delivered_at,colour,options\n'

/** A sale seen from the dealer's desk, whoever the buyer was. */
export interface Sale {
  person: number
  car: Ownership
  leadNo: string
  priceFen: number
  consultantIndex: number
  cancelledAt: number
}

export function saleOfLead(world: World, lead: Lead): Sale {
  const { enquiry, funnel } = lead
  return {
    person: enquiry.slot,
    car: carOf(lead),
    leadNo: leadReference(world, enquiry),
    priceFen: funnel.priceFen,
    consultantIndex: funnel.consultantIndex,
    cancelledAt: funnel.lostAt,
  }
}

/** Somebody bought without ever having been a lead. */
export function saleOfSettled(world: World, person: number, car: Ownership): Sale {
  const draw = new Draw(world.seed, STREAM.owned, car.carNumber ^ 0x40000000)
  const list = VARIANTS[car.variantIndex]?.priceFen ?? 0
  return {
    person,
    car,
    leadNo: '',
    priceFen: Math.round((list * (0.93 + draw.unit() * 0.07)) / 10000) * 10000,
    consultantIndex: draw.below(world.teams[car.dealerIndex]?.consultants.length ?? 1),
    cancelledAt: -1,
  }
}

function orderNumber(world: World, sale: Sale): string {
  const serial = world.visitors
    .of(sale.car.carNumber ^ 0x55555555)
    .toString(36)
    .toUpperCase()
    .padStart(7, '0')
  return `O${dayText(dayOf(sale.car.orderedAt)).slice(2).replaceAll('-', '')}${serial}`
}

export function orderLine(world: World, sale: Sale): string {
  const person = describePerson(world, sale.person)
  const variant = VARIANTS[sale.car.variantIndex] as Variant
  return row([
    orderNumber(world, sale),
    sale.leadNo,
    world.dealers[sale.car.dealerIndex]?.code ?? '',
    isoText(sale.car.orderedAt),
    person.name.full,
    person.phone,
    brandName(variant.brand),
    variant.series,
    variant.variant,
    yuan(sale.priceFen),
    sale.car.carNumber % 3 === 0 ? 2000 : 5000,
    world.teams[sale.car.dealerIndex]?.consultants[sale.consultantIndex] ?? '',
    isoText(sale.cancelledAt),
  ])
}

export function deliveryLine(world: World, sale: Sale): string {
  const person = describePerson(world, sale.person)
  const { colour, options } = equipmentOf(world, sale.car)
  return row([
    orderNumber(world, sale),
    sale.leadNo,
    world.dealers[sale.car.dealerIndex]?.code ?? '',
    person.name.full,
    person.phone,
    vinOf(world, sale.car),
    plateOf(world, sale.car),
    VARIANTS[sale.car.variantIndex]?.variant ?? '',
    yuan(sale.priceFen),
    isoText(sale.car.deliveredAt),
    colour,
    options.join('|'),
  ])
}
