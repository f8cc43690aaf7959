import { z } from 'zod'
import { question } from '../../door.ts'

export const monthlySales = question(
  {
    name: 'monthly-sales',
    title: { zh: '每月销量', en: 'Sales by month' },
    definition: {
      zh: '最近 60 个月的交车（按交车日）或订单（按下订日）',
      en: 'Deliveries by the day of handover, or orders by the day they were placed, over the last 60 months',
    },
    formula: { zh: '按自然月计数', en: 'counted by calendar month' },
    unit: 'count',
    register: ['A18-13', 'A21-17'],
    params: z.object({
      what: z.enum(['deliveries', 'orders']),
      dimension: z.enum(['all', 'region', 'series']),
    }),
    row: z.object({
      month: z.iso.date(),
      mark: z.string(),
      name: z.string().nullable(),
      sold: z.int().positive(),
    }),
    example: { what: 'deliveries', dimension: 'all' },
  },
  import.meta.url,
)
