import { z } from 'zod'
import { question } from '../../door.ts'

export const referrals = question(
  {
    name: 'referrals',
    title: { zh: '推荐来的客户', en: 'Customers recommended to us' },
    definition: {
      zh: '期间内的线索或交车中，来源是老客户推荐（转介绍）的，按经销商',
      en: 'Of the period’s leads, or deliveries, those whose source is a recommendation, by dealer',
    },
    formula: { zh: '来源为转介绍 ÷ 全部', en: 'source is a referral ÷ all' },
    unit: 'count',
    register: ['A14-09', 'A24-06'],
    params: z.object({ of: z.enum(['leads', 'deliveries']) }),
    row: z.object({ dealer: z.string(), name: z.string(), cases: z.int(), referred: z.int() }),
    example: { of: 'leads' },
  },
  import.meta.url,
)
