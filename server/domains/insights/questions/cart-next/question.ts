import { z } from 'zod'
import { question } from '../../door.ts'
import { itemOfCart } from '../cart-items/question.ts'

/** A cart counts as left for a next best product from a day on, and for a month. */
export const cartWindow = { least_hours: 24, most_hours: 720 }
const window = z.object({ least_hours: z.int(), most_hours: z.int() })

export { window as cartWindowParams }

export const cartNext = question(
  {
    name: 'cart-next',
    title: { zh: '客户自己挑好的下一件', en: 'Next products customers chose themselves' },
    definition: {
      zh: '每位客户最近一个没有下单的购物车里金额最高的一件；超过一天、不超过 30 天没有动过',
      en: 'Of each customer the dearest item of the latest cart that was not ordered, untouched for more than a day and not more than 30 days',
    },
    formula: {
      zh: '下单占比按放过该商品且已决定的购物车',
      en: 'the share ordered is of decided carts the item was ever in',
    },
    unit: 'count',
    register: ['A8-03', 'A20-06'],
    params: window,
    row: z.object({
      item: z.string(),
      name: z.string(),
      kind: itemOfCart,
      customers: z.int(),
      ordered: z.int(),
      decided: z.int(),
    }),
    example: cartWindow,
  },
  import.meta.url,
)
