import { z } from 'zod'
import { question } from '../../door.ts'

export const funnelSteps = [
  'leads',
  'dispatched',
  'contacted',
  'visits',
  'test-drives',
  'orders',
  'deliveries',
] as const

export const funnelQuestion = question(
  {
    name: 'funnel',
    title: { zh: '漏斗', en: 'Funnel' },
    definition: {
      zh: '本期到达的线索走到每一步的有多少，以及从该线索的上一步到这一步用了几天（中位数与第九十百分位）',
      en: 'How many leads of the period came to each step, and how many days it took from the step before that the lead took (median and 90th percentile)',
    },
    formula: {
      zh: '天数 = 这一步时间 − 上一步时间，早于上一步算 0',
      en: 'days = this step − the one before; earlier than it counts 0',
    },
    unit: 'rows',
    register: ['A18-09', 'A3-03'],
    params: z.object({}),
    row: z.object({
      step: z.enum(funnelSteps),
      leads: z.int(),
      medianDays: z.number().nullable(),
      slowDays: z.number().nullable(),
    }),
    example: {},
  },
  import.meta.url,
)
