import { z } from 'zod'
import { question } from '../../door.ts'

export const takeUp = question(
  {
    name: 'take-up',
    title: { zh: '选装率', en: 'Take-up' },
    definition: {
      zh: '期间交付的车辆，按车系：带该选装、该颜色或该款型的有多少；没有报告选装或颜色的车不计',
      en: 'Of the cars delivered in the period, by series: how many with an option, a colour or a variant; cars whose file does not say are left out',
    },
    formula: {
      zh: '选装率 = 带该项的车 ÷ 该车系已报告的车',
      en: 'take-up = cars with it ÷ cars of the series that say',
    },
    unit: 'rows',
    register: ['A23-06', 'A1-12'],
    params: z.object({ what: z.enum(['option', 'colour', 'variant']) }),
    row: z.object({
      seriesId: z.uuid(),
      series: z.string(),
      mark: z.string(),
      taken: z.int(),
      cars: z.int(),
    }),
    example: { what: 'variant' },
  },
  import.meta.url,
)
