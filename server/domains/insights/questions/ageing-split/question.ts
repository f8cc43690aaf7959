import { z } from 'zod'
import { ageBuckets } from '../../../../../contract/insights.ts'
import { question } from '../../door.ts'

export const ageingDimensions = ['region', 'dealer', 'series', 'grade', 'stage', 'holder'] as const

export const ageingSplit = question(
  {
    name: 'ageing-split',
    title: { zh: '未关闭线索账龄，按维度', en: 'Age of the open leads, split' },
    definition: {
      zh: '所有未关闭的线索，按到达至今的天数和所选维度；不限本期',
      en: 'All open leads by the days since they arrived and a dimension, whatever the period',
    },
    formula: { zh: '账龄 = 现在 − 到达时间', en: 'age = now − time of arrival' },
    unit: 'rows',
    register: ['A18-09', 'A3-03'],
    params: z.object({ dimension: z.enum(ageingDimensions) }),
    row: z.object({
      mark: z.string(),
      name: z.string().nullable(),
      bucket: z.enum(ageBuckets),
      leads: z.int(),
      overdue: z.int(),
      days: z.int(),
    }),
    example: { dimension: 'region' },
  },
  import.meta.url,
)
