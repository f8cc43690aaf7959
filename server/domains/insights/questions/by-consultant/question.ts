import { z } from 'zod'
import { question } from '../../door.ts'

export const byConsultant = question(
  {
    name: 'by-consultant',
    title: { zh: '销售顾问', en: 'Sales consultants' },
    definition: {
      zh: '本期到达、由顾问跟进的线索，按现在的顾问；花费由本期线索平均分担其活动的花费',
      en: 'Leads of the period by the consultant who holds them now; each carries an equal share of what its campaign spent',
    },
    formula: { zh: '每一步按线索计数一次', en: 'each lead counts once per step' },
    unit: 'rows',
    register: ['A18-08', 'A23-04'],
    params: z.object({ limit: z.int().min(1).max(20_000) }),
    row: z.object({
      id: z.uuid(),
      dealerId: z.uuid(),
      dealer: z.string(),
      leads: z.int(),
      inTime: z.int(),
      visits: z.int(),
      testDrives: z.int(),
      orders: z.int(),
      deliveries: z.int(),
      revenueFen: z.int(),
      spendFen: z.int().nullable(),
    }),
    example: { limit: 500 },
  },
  import.meta.url,
)
