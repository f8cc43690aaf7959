import { z } from 'zod'
import { question } from '../../door.ts'

export const referralRows = question(
  {
    name: 'referral-rows',
    title: { zh: '推荐来的线索', en: 'Leads that came by recommendation' },
    definition: {
      zh: '来源为老客户推荐的线索，最新的在前',
      en: 'Leads whose source is a recommendation, newest first',
    },
    formula: { zh: '同一批线索', en: 'the same leads' },
    unit: 'rows',
    register: ['A14-09', 'A24-06'],
    params: z.object({
      of: z.enum(['leads', 'deliveries']),
      one: z.boolean(),
      whose: z.string(),
      after_id: z.string(),
      limit: z.int().min(1).max(100_001),
    }),
    row: z.object({
      id: z.string(),
      number: z.string(),
      capturedOn: z.string(),
      stage: z.string(),
      deliveredOn: z.string(),
    }),
    example: { of: 'leads', one: false, whose: '', after_id: '', limit: 50 },
  },
  import.meta.url,
)
