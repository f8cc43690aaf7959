import { z } from 'zod'
import { question } from '../../door.ts'

export const spendRows = question(
  {
    name: 'spend-rows',
    title: { zh: '花费明细', en: 'The spend behind a number' },
    definition: {
      zh: '每个活动每天每个媒体每个大区一行，最近的在前',
      en: 'One row per campaign, day, medium and region, latest first',
    },
    formula: { zh: '各行之和等于花费', en: 'the rows sum to the spend' },
    unit: 'rows',
    register: ['A1-21'],
    params: z.object({
      after_day: z.string().default(''),
      after_id: z.string().default(''),
      limit: z.int().min(1).max(100_001),
    }),
    row: z.object({
      id: z.uuid(),
      on: z.iso.date(),
      campaign: z.string().nullable(),
      medium: z.string(),
      region: z.string().nullable(),
      spendFen: z.int(),
      contacts: z.int(),
    }),
    example: { limit: 100 },
  },
  import.meta.url,
)
