import { z } from 'zod'
import { question } from '../../door.ts'

const money = z.int().nullable()

export const loopWeekly = question(
  {
    name: 'loop-weekly',
    title: { zh: '每周发生', en: 'What happened each week' },
    definition: {
      zh: '按发生日期归入自然周（周一起，经销商所在时区）：下订算在下订那一周，花费算在投放那一周',
      en: 'By the week it happened in (from Monday, in the dealer’s zone): an order in the week it was placed, spend in the week it ran',
    },
    formula: {
      zh: '每订单花费 = 当周花费 ÷ 当周下订',
      en: 'cost per order = the week’s spend ÷ the week’s orders',
    },
    unit: 'rows',
    register: ['A1-21'],
    params: z.object({}),
    row: z.object({
      week: z.iso.date(),
      spend: money,
      contacts: money,
      leads: z.int(),
      dispatched: z.int(),
      inTime: z.int(),
      visits: z.int(),
      testDrives: z.int(),
      orders: z.int(),
      deliveries: z.int(),
      revenue: z.int(),
    }),
    example: {},
  },
  import.meta.url,
)
