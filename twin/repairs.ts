/** repair-orders.csv: one line for each time a car was in the workshop. */

import { dayOf, dayText, isoText } from './calendar.ts'
import { VARIANTS, type Variant } from './catalogue.ts'
import { row, yuan } from './csv.ts'
import type { Timed } from './day-page.ts'
import { describePerson, type Ownership, plateOf, vinOf } from './people.ts'
import { Draw, STREAM } from './prng.ts'
import { fateOf, habitOf, MAX_VISITS, openedAt, workshopOf } from './workshop.ts'
import { type Bill, billOf, itemsOf, type RepairKind } from './workshop-items.ts'
import type { World } from './world.ts'

export const REPAIRS_HEADER =
  'order_no,dealer_code,opened_at,closed_at,customer_name,phone,vin,plate,mileage_km,kind,items,labour_yuan,parts_yuan,accessories_yuan,total_yuan,cost_yuan,paid_by,adviser\n'

const payerOf = (kind: RepairKind, draw: Draw): string => {
  if (kind === 'warranty') return 'warranty'
  if (kind === 'recall') return 'carmaker'
  return kind === 'accident' && draw.chance(0.75) ? 'insurer' : 'customer'
}

/** Planted: one bill in thirty goes out at half price, for less than the work cost. */
const GOODWILL = 0.033

function moneyOf({ labourFen, partsFen, accessoriesFen }: Bill, isFree: boolean, draw: Draw) {
  const sum = labourFen + partsFen + accessoriesFen
  const cost = labourFen * 0.5 + (partsFen + accessoriesFen) * (0.62 + draw.below(17) / 100)
  const isGoodwill = draw.chance(GOODWILL)
  return { totalFen: isGoodwill ? Math.round(sum / 2) : sum, costFen: isFree ? null : Math.round(cost) }
}

export function repairLine(world: World, person: number, car: Ownership, number: number, day: number): Timed {
  const code = car.carNumber * MAX_VISITS + number
  const draw = new Draw(world.seed, STREAM.repair, code % 4294967296)
  const variant = VARIANTS[car.variantIndex] as Variant
  const ageDays = number * habitOf(world, car.carNumber).periodDays
  const { kind, buysAccessory } = fateOf(world, car, number, ageDays)
  const dealerIndex = workshopOf(world, car, draw)
  const at = openedAt(day, draw)
  const isFree = kind === 'recall' || kind === 'warranty'
  const bill = billOf(itemsOf(kind, variant, buysAccessory, draw), isFree)
  const { totalFen, costFen } = moneyOf(bill, isFree, draw)
  const { name, phone } = describePerson(world, person)
  const km = Math.floor((day - dayOf(car.deliveredAt)) * habitOf(world, car.carNumber).kmPerDay)
  return {
    at,
    line: row([
      `R${dayText(day).slice(2).replaceAll('-', '')}${world.leadNumbers
        .of(code % 4294967296)
        .toString(36)
        .toUpperCase()
        .padStart(7, '0')}`,
      world.dealers[dealerIndex]?.code ?? '',
      isoText(at),
      isoText(at + draw.between(40, kind === 'accident' ? 8000 : 260) * 60),
      name.full,
      phone,
      vinOf(world, car),
      plateOf(world, car),
      // A mis-typed odometer now and then: the mileage pace has to survive it.
      draw.chance(0.006 * world.noise) ? km * 10 : km,
      kind,
      bill.items,
      yuan(bill.labourFen),
      yuan(bill.partsFen),
      yuan(bill.accessoriesFen),
      yuan(totalFen),
      costFen === null ? '' : yuan(costFen),
      payerOf(kind, draw),
      world.teams[dealerIndex]?.adviser ?? '',
    ]),
  }
}
