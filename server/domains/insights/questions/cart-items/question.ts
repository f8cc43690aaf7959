import { z } from 'zod'
import { question } from '../../door.ts'

export const itemOfCart = z.enum(['accessory', 'service', 'part', 'option'])

export const cartItems = question(
  {
    name: 'cart-items',
    title: { zh: '留在购物车里的商品', en: 'What lies in carts' },
    definition: {
      zh: '期间开始的购物车中，未下单且超过所选小时没有动过的商品；编码为空的一行是合计。决定过的购物车：已下单、已清空，或超过所选小时没有动过',
      en: 'Items in carts begun in the period that are not ordered and were not touched for longer than chosen; the row without a code is the total. A cart is decided when it was ordered, emptied, or left untouched for that long',
    },
    formula: {
      zh: '下单占比 = 下单时仍有该商品的购物车 ÷ 放过该商品且已决定的购物车；小时数为中位数',
      en: 'share ordered = carts ordered with the item in them ÷ decided carts it was ever in; hours are the median',
    },
    unit: 'rows',
    register: ['A20-06'],
    params: z.object({ hours: z.int() }),
    row: z.object({
      item: z.string(),
      name: z.string(),
      kind: itemOfCart,
      left: z.int(),
      quantity: z.int(),
      valueFen: z.int(),
      ordered: z.int(),
      decided: z.int(),
      known: z.int(),
      reachable: z.int(),
      hours: z.number().nullable(),
    }),
    example: { hours: 24 },
  },
  import.meta.url,
)
