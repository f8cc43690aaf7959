import { z } from 'zod'
import { question } from '../../door.ts'

export const repurchaseRows = question(
  {
    name: 'repurchase-rows',
    title: { zh: '正在换购窗口内的客户', en: 'Customers in the window to buy again' },
    definition: {
      zh: '最近一次交车的车龄落在换购窗口内的客户，车龄长的在前',
      en: 'Customers whose last delivery is as old as the window says, oldest first',
    },
    formula: { zh: '今天 − 最近一次交车', en: 'today − last delivery' },
    unit: 'rows',
    register: ['A14-09', 'A23-05'],
    params: z.object({
      from_age: z.int(),
      to_age: z.int(),
      after_id: z.string(),
      limit: z.int().min(1).max(100_001),
    }),
    row: z.object({
      id: z.string(),
      boughtOn: z.string(),
      cars: z.int(),
      age: z.int(),
      valueClass: z.string(),
      inWindow: z.int(),
    }),
    example: { from_age: 0, to_age: 3650, after_id: '', limit: 50 },
  },
  import.meta.url,
)
