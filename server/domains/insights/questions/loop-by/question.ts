import { z } from 'zod'
import { dimensions } from '../../../../../contract/insights.ts'
import { question } from '../../door.ts'

export const loopBy = question(
  {
    name: 'loop-by',
    title: { zh: '环路按维度', en: 'The loop by dimension' },
    definition: {
      zh: '同一批线索按活动、媒体、大区、经销商或车系分组。花费：按活动、媒体、大区用媒体账单；按经销商、车系由本期线索平均分担其活动的花费',
      en: 'The same leads grouped. Spend by campaign, medium and region is as billed; by dealer and series each lead of the period carries an equal share of what its campaign spent',
    },
    formula: { zh: '各组之和等于总数', en: 'the groups sum to the total' },
    unit: 'rows',
    register: ['A1-21', 'A20-07'],
    params: z.object({ dimension: z.enum(dimensions), limit: z.int().min(1).max(500) }),
    row: z.object({
      id: z.string().nullable(),
      name: z.string().nullable(),
      spendFen: z.int().nullable(),
      contacts: z.int().nullable(),
      leads: z.int(),
      dispatched: z.int(),
      inTime: z.int(),
      visits: z.int(),
      testDrives: z.int(),
      orders: z.int(),
      deliveries: z.int(),
      revenueFen: z.int(),
      breached: z.int(),
      lost: z.int(),
    }),
    example: { dimension: 'dealer', limit: 100 },
  },
  import.meta.url,
)
