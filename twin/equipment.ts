/** Which colour a car was ordered in and what was ordered with it, by series: the truth behind take-up. */

import { OPTIONS, SERIES, VARIANTS, type Variant } from './catalogue.ts'
import { REGIONS } from './cities.ts'
import type { Ownership } from './people.ts'
import { Draw, STREAM, Weighted } from './prng.ts'
import type { World } from './world.ts'

const COLOURS = ['珍珠白', '曜石黑', '星空灰', '深海蓝', '烈焰红', '薄荷绿'] as const

/** Two moods: who drives in a family wants white and grey, who drives an N wants a colour to be seen in. */
const COLOUR_WEIGHTS = { HL: [38, 22, 18, 10, 9, 3], XC: [27, 14, 20, 15, 8, 16] } as const
const colourTables = { HL: new Weighted(COLOUR_WEIGHTS.HL), XC: new Weighted(COLOUR_WEIGHTS.XC) }

const TAKE_UP: Readonly<Record<string, number>> = {
  珍珠白车漆: 0.21,
  全景天幕: 0.34,
  智驾辅助包: 0.23,
  冬季舒适包: 0.12,
  '20 英寸轮毂': 0.17,
  高级音响: 0.2,
  拖挂钩: 0.05,
  家用充电桩: 0.62,
}

/** Where winter lasts five months, everybody wants the seats heated. */
const COLD = new Set(['DB', 'XB', 'HB'])
/** One line in twelve was written by somebody who left the colour empty. */
const UNTOLD = 1 / 12

export interface Equipment {
  colour: string
  options: readonly string[]
}

/** Planted: a share for every option, half as much again for the top trims, two and a half times for winter in the north. */
export function takeUpOf(variant: Variant, option: string, isCold: boolean): number {
  const top = /尊享|旗舰|性能|四驱|六座|长续航/.test(variant.variant) ? 1.5 : 1
  const cold = option === '冬季舒适包' && isCold ? 2.5 : 1
  return Math.min(0.9, (TAKE_UP[option] ?? 0) * top * cold)
}

export function equipmentOf(world: World, car: Ownership): Equipment {
  const region =
    REGIONS[world.cities[world.dealers[car.dealerIndex]?.cityIndex ?? 0]?.regionIndex ?? 0]?.code ?? ''
  const draw = new Draw(world.seed, STREAM.equipment, car.carNumber)
  const variant = VARIANTS[car.variantIndex] as Variant
  const colour = COLOURS[colourTables[variant.brand].draw(draw)] as string
  const options = OPTIONS.filter(({ series }) => series === SERIES[variant.seriesIndex]?.name)
    .filter(({ name }) => draw.chance(takeUpOf(variant, name, COLD.has(region))))
    .map(({ name }) => name)
  return { colour: draw.chance(UNTOLD) ? '' : colour, options }
}
