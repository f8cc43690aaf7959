import { z } from 'zod'
import { question } from '../../door.ts'

export const dealerCounts = question(
  {
    name: 'dealer-counts',
    title: { zh: '每家店的日报', en: 'Each dealer’s daily counts' },
    definition: {
      zh: '每家店报来的每一天：展厅人流与来电；没报的日子不在其中',
      en: 'Every day each dealer reported: showroom visits and phone enquiries; days without a report are not there',
    },
    formula: { zh: '按日报', en: 'as reported' },
    unit: 'rows',
    register: ['A3-08'],
    params: z.object({}),
    row: z.object({
      dealerId: z.string(),
      dealer: z.string().nullable(),
      regionId: z.string().nullable(),
      brandId: z.string(),
      /** Days since the first of the period, in order, and the two counts of each. */
      days: z.array(z.int()),
      visits: z.array(z.int()),
      calls: z.array(z.int()),
    }),
    example: {},
  },
  import.meta.url,
)
export type DealerCounts = z.output<typeof dealerCounts.row>
