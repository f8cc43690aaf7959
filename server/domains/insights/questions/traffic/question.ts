import { z } from 'zod'
import { question } from '../../door.ts'

export const traffic = question(
  {
    name: 'traffic',
    title: { zh: '展厅人流与来电', en: 'Showroom traffic and phone enquiries' },
    definition: {
      zh: '经销商日报之和，按自然周；漏报的日子没有数',
      en: 'The dealers’ daily counts summed by week; a missing report counts nothing',
    },
    formula: { zh: '日报相加', en: 'daily counts added up' },
    unit: 'rows',
    register: ['A3-08'],
    params: z.object({}),
    row: z.object({ week: z.iso.date(), showroomVisits: z.int(), phoneEnquiries: z.int(), reports: z.int() }),
    example: {},
  },
  import.meta.url,
)
