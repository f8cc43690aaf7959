/** repair-orders.csv: one line for each time a car was in the workshop. */

import { dayOf, dayText, isoText } from './calendar.ts'
import { isNewEnergy, VARIANTS, type Variant } from './catalogue.ts'
import { row, yuan } from './csv.ts'
import type { Timed } from './day-page.ts'
import { describePerson, type Ownership, plateOf, vinOf } from './people.ts'
import { Draw, STREAM, Weighted } from './prng.ts'
import { habitOf, openedAt, workshopOf } from './workshop.ts'
import type { World } from './world.ts'

export const REPAIRS_HEADER =
  'order_no,dealer_code,opened_at,closed_at,customer_name,phone,vin,plate,mileage_km,kind,items,labour_yuan,parts_yuan,total_yuan,adviser\n'

/** Visits to the workshop per car are numbered below this. */
export const MAX_VISITS = 64

const KINDS = ['maintenance', 'repair', 'warranty', 'accident', 'recall'] as const
const kindTable = new Weighted([68, 15, 8, 7, 2])

const EXTRAS = ['空调滤芯', '雨刮片', '刹车片', '轮胎', '蓄电池', '空调清洗', '四轮定位', '玻璃水'] as const
const EXTRA_FEN: Readonly<Record<string, number>> = {
  机油: 32000,
  机滤: 4800,
  空气滤芯: 7600,
  三电检测: 19800,
  空调滤芯: 9800,
  雨刮片: 12800,
  刹车片: 46000,
  轮胎: 88000,
  蓄电池: 62000,
  空调清洗: 16800,
  四轮定位: 18000,
  玻璃水: 2500,
  钣金喷漆: 180000,
  更换控制器: 95000,
}

/** Planted for basket analysis: who has the cabin filter changed has the air conditioning cleaned, six times in ten. */
function itemsOf(kind: (typeof KINDS)[number], variant: Variant, draw: Draw): string[] {
  if (kind === 'accident') return ['钣金喷漆']
  if (kind === 'recall' || kind === 'warranty') return ['更换控制器']
  const electric = isNewEnergy(variant)
  const items = kind === 'maintenance' ? (electric ? ['三电检测'] : ['机油', '机滤']) : [draw.pick(EXTRAS)]
  if (kind === 'maintenance' && !electric && draw.chance(0.4)) items.push('空气滤芯')
  if (kind === 'maintenance' && draw.chance(0.35)) items.push('空调滤芯')
  if (items.includes('空调滤芯') && draw.chance(0.6)) items.push('空调清洗')
  if (draw.chance(0.2)) items.push(draw.pick(EXTRAS))
  return [...new Set(items)]
}

export function repairLine(world: World, person: number, car: Ownership, number: number, day: number): Timed {
  const code = car.carNumber * MAX_VISITS + number
  const draw = new Draw(world.seed, STREAM.repair, code % 4294967296)
  const variant = VARIANTS[car.variantIndex] as Variant
  const kind = KINDS[kindTable.draw(draw)] as (typeof KINDS)[number]
  const dealerIndex = workshopOf(world, car, draw)
  const at = openedAt(day, draw)
  const items = itemsOf(kind, variant, draw)
  const free = kind === 'recall' || kind === 'warranty'
  const partsFen = free ? 0 : items.reduce((sum, item) => sum + (EXTRA_FEN[item] ?? 0), 0)
  const labourFen = free ? 0 : draw.between(8, 30) * 1000 * (kind === 'accident' ? 4 : 1)
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
      items.join('|'),
      yuan(labourFen),
      yuan(partsFen),
      yuan(labourFen + partsFen),
      world.teams[dealerIndex]?.adviser ?? '',
    ]),
  }
}
