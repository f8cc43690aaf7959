/** What workshops do and sell, by code: J jobs, P parts, A accessories. What goes together is planted for basket analysis. */

import { isNewEnergy, type Variant } from './catalogue.ts'
import type { Draw } from './prng.ts'

export const REPAIR_KINDS = ['maintenance', 'repair', 'warranty', 'accident', 'recall'] as const
export type RepairKind = (typeof REPAIR_KINDS)[number]

/** Name and price in fen. */
export const ITEMS = {
  J101: ['保养工时', 18000],
  J102: ['维修工时', 24000],
  J110: ['三电检测', 19800],
  J118: ['四轮定位', 18000],
  J121: ['空调清洗', 16800],
  J140: ['钣金喷漆', 180000],
  J150: ['更换控制器', 95000],
  P201: ['机油', 32000],
  P202: ['机滤', 4800],
  P203: ['空气滤芯', 7600],
  P204: ['空调滤芯', 9800],
  P205: ['雨刮片', 12800],
  P206: ['刹车片', 46000],
  P207: ['刹车盘', 72000],
  P208: ['轮胎', 88000],
  P209: ['蓄电池', 62000],
  P210: ['玻璃水', 2500],
  A301: ['脚垫', 29800],
  A302: ['后备箱垫', 16800],
  A303: ['行车记录仪', 69900],
  A304: ['车窗贴膜', 128000],
  A305: ['挡泥板', 12000],
} as const satisfies Record<string, readonly [string, number]>
export type ItemCode = keyof typeof ITEMS

const EXTRAS: ItemCode[] = ['P204', 'P205', 'P206', 'P208', 'P209', 'J121', 'J118', 'P210']
const ACCESSORIES: ItemCode[] = ['A301', 'A301', 'A303', 'A304', 'A305']

/** Whoever takes the first takes the second as well, so many times in ten. */
export const GO_TOGETHER: readonly (readonly [ItemCode, ItemCode, number])[] = [
  ['P204', 'J121', 0.6],
  ['P206', 'P207', 0.5],
  ['P208', 'J118', 0.7],
  ['A301', 'A302', 0.6],
]

/** Share of the maintenance and repair visits in which somebody also buys an accessory. */
export const ACCESSORY_SHARE = 0.12

export function itemsOf(kind: RepairKind, variant: Variant, buysAccessory: boolean, draw: Draw): ItemCode[] {
  if (kind === 'accident') return ['J140']
  if (kind === 'recall' || kind === 'warranty') return ['J150']
  const electric = isNewEnergy(variant)
  const items: ItemCode[] =
    kind === 'maintenance'
      ? electric
        ? ['J101', 'J110']
        : ['J101', 'P201', 'P202']
      : ['J102', draw.pick(EXTRAS)]
  if (kind === 'maintenance' && !electric && draw.chance(0.4)) items.push('P203')
  if (kind === 'maintenance' && draw.chance(0.35)) items.push('P204')
  if (draw.chance(0.2)) items.push(draw.pick(EXTRAS))
  if (buysAccessory) items.push(draw.pick(ACCESSORIES))
  for (const [first, second, chance] of GO_TOGETHER)
    if (items.includes(first) && draw.chance(chance)) items.push(second)
  return [...new Set(items)]
}

/** Tyres are changed in pairs. */
export const quantityOf = (code: ItemCode): number => (code === 'P208' ? 2 : 1)

export type Bill = { items: string; labourFen: number; partsFen: number; accessoriesFen: number }

/** The lines as one cell, `P206 刹车片=460.00|P208 轮胎*2=1760.00`, and what they come to. Whoever is not charged has no prices. */
export function billOf(codes: readonly ItemCode[], isFree: boolean): Bill {
  const sums = { J: 0, P: 0, A: 0 }
  const items = codes.map((code) => {
    const [name, fen] = ITEMS[code]
    const quantity = quantityOf(code)
    const amount = isFree ? 0 : fen * quantity
    sums[code[0] as keyof typeof sums] += amount
    return `${code} ${name}${quantity > 1 ? `*${quantity}` : ''}=${(amount / 100).toFixed(2)}`
  })
  return { items: items.join('|'), labourFen: sums.J, partsFen: sums.P, accessoriesFen: sums.A }
}
