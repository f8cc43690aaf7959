import { z } from 'zod'
import { ageBuckets } from '../../../../../contract/insights.ts'
import { question } from '../../door.ts'

export const ageing = question(
  {
    name: 'ageing',
    title: { zh: '未关闭线索账龄', en: 'Age of the open leads' },
    definition: {
      zh: '所有未关闭的线索，按到达至今的天数；不限本期',
      en: 'All open leads by the days since they arrived, whatever the period',
    },
    formula: { zh: '账龄 = 现在 − 到达时间', en: 'age = now − time of arrival' },
    unit: 'rows',
    register: ['A3-03'],
    params: z.object({}),
    row: z.object({
      bucket: z.enum(ageBuckets),
      leads: z.int(),
      overdue: z.int(),
      breached: z.int(),
      waiting: z.int(),
    }),
    example: {},
  },
  import.meta.url,
)
