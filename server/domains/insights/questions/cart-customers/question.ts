import { z } from 'zod'
import { question } from '../../door.ts'
import { cartWindow, cartWindowParams } from '../cart-next/question.ts'

export const cartCustomers = question(
  {
    name: 'cart-customers',
    title: { zh: '购物车里有这一件的客户', en: 'Whose cart holds it' },
    definition: {
      zh: '下一件最合适的产品来自自己的购物车、且是这一件的客户',
      en: 'Customers whose next best product is this one, from a cart of their own',
    },
    formula: { zh: '行数等于该产品的客户数', en: 'as many rows as the product has customers' },
    unit: 'rows',
    register: ['A8-03', 'A20-06'],
    params: cartWindowParams.extend({
      item: z.string(),
      after: z.string().default(''),
      limit: z.int().min(1).max(201),
    }),
    row: z.object({ customerId: z.uuid(), hours: z.int() }),
    example: { ...cartWindow, item: 'AC-01', limit: 100 },
  },
  import.meta.url,
)
