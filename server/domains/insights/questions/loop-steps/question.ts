import { z } from 'zod'
import { question } from '../../door.ts'

const money = z.int().nullable()

export const loopSteps = question(
  {
    name: 'loop-steps',
    title: { zh: '从花费到收入', en: 'From spend to revenue' },
    definition: {
      zh: '本期到达的线索，走到每一步的有多少，至今为止；以及本期的投放花费',
      en: 'Of the leads that arrived in the period, how many have come to each step by now; and what the period cost',
    },
    formula: { zh: '每一步按线索计数一次', en: 'each lead counts once per step' },
    unit: 'count',
    register: ['A1-20', 'A1-21', 'A3-03'],
    params: z.object({}),
    row: z.object({
      spend: money,
      contacts: money,
      budgetFen: money,
      leads: z.int(),
      dispatched: z.int(),
      inTime: z.int(),
      visits: z.int(),
      testDrives: z.int(),
      orders: z.int(),
      deliveries: z.int(),
      revenue: z.int(),
      open: z.int(),
      overdue: z.int(),
      breached: z.int(),
      lost: z.int(),
      dealers: z.int(),
    }),
    example: {},
  },
  import.meta.url,
)
