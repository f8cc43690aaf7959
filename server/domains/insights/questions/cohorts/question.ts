import { z } from 'zod'
import { question } from '../../door.ts'

const count = z.int().min(0)

export const cohortQuarters = question(
  {
    name: 'cohorts',
    title: { zh: '交车季度的留存', en: 'Retention by quarter of delivery' },
    definition: {
      zh: '按首次交车的季度分组：交车后的第几个季度（各自的 91 天）内有付费到店的车主',
      en: 'By the quarter of an owner’s first delivery: who paid for a visit in which quarter after it (each owner’s own 91 days)',
    },
    formula: {
      zh: '有付费到店的车主 ÷ 该季度已满的车主',
      en: 'owners with a paid visit ÷ owners whose quarter is over',
    },
    unit: 'count',
    register: ['A14-09', 'A23-02'],
    params: z.object({}),
    row: z.object({ cohort: z.string(), since: count, owners: count, came: count }),
    example: {},
  },
  import.meta.url,
)
