import { z } from 'zod'
import { question } from '../../door.ts'

export const losses = question(
  {
    name: 'losses',
    title: { zh: '亏损客户', en: 'Customers served at a loss' },
    definition: {
      zh: '评定窗口内成本高于收入的客户，按主要原因与价值类型',
      en: 'Customers who cost more than they paid within the valuation’s window, by the main cause and value class',
    },
    formula: {
      zh: '亏损 = 商品工时成本 + 免费到店成本 − 收入；原因 = 相对全体占收入比超出最多的成本',
      en: 'loss = goods and hours + unpaid visits − revenue; the cause is the cost that goes furthest beyond what it takes of everybody’s revenue',
    },
    unit: 'fen',
    register: ['A21-05', 'A21-07'],
    params: z.object({}),
    row: z.object({
      cause: z.string(),
      valueClass: z.string(),
      customers: z.int(),
      lossFen: z.int(),
      amountFen: z.int(),
    }),
    example: {},
  },
  import.meta.url,
)
