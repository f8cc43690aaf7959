import { z } from 'zod'
import { question } from '../../door.ts'

export const cartRows = question(
  {
    name: 'cart-rows',
    title: { zh: '没有下单的购物车', en: 'Carts that were left' },
    definition: {
      zh: '未下单且超过所选小时没有动过、里面有该商品的购物车；不指定商品时为全部',
      en: 'Carts not ordered and not touched for longer than chosen that hold the item; all of them where no item is named',
    },
    formula: { zh: '行数等于留有该商品的购物车数', en: 'as many rows as carts the item was left in' },
    unit: 'rows',
    register: ['A20-06'],
    params: z.object({
      hours: z.int(),
      item: z.string().default(''),
      after: z.string().default(''),
      limit: z.int().min(1).max(201),
    }),
    row: z.object({
      cartId: z.uuid(),
      customerId: z.uuid().nullable(),
      reachable: z.boolean(),
      quantity: z.int(),
      valueFen: z.int(),
      cartFen: z.int(),
      hours: z.int(),
    }),
    example: { hours: 24, limit: 100 },
  },
  import.meta.url,
)
