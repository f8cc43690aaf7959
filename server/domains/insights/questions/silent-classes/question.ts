import { z } from 'zod'
import { question } from '../../door.ts'

export const silentClasses = question(
  {
    name: 'silent-classes',
    title: { zh: '沉默客户', en: 'Silent customers' },
    definition: {
      zh: '距最近一次购买或到店（含免费）超过所选天数的客户，按价值类型',
      en: 'Customers whose last purchase or visit, free ones included, is longer ago than chosen, by value class',
    },
    formula: {
      zh: '今夜评定时的沉默天数 > 所选天数',
      en: 'days of silence at the last valuation > the days chosen',
    },
    unit: 'count',
    register: ['A14-09', 'A21-05'],
    params: z.object({ silent: z.int() }),
    row: z.object({
      valueClass: z.string(),
      customers: z.int(),
      all: z.int(),
      amountFen: z.int(),
      profitFen: z.int(),
      expectedFen: z.int(),
      alive: z.number().nullable(),
    }),
    example: { silent: 365 },
  },
  import.meta.url,
)
