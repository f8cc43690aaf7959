import { z } from 'zod'
import { question } from '../../door.ts'

export const marketCells = question(
  {
    name: 'market-cells',
    title: { zh: '市场、咨询与销量', en: 'Market, enquiries and sales' },
    definition: {
      zh: '期间内已有市场总量的整月：各省各级别的上牌量、我方线索（按经销商所在省与意向车系的级别）和交车',
      en: 'Whole months of the period whose market is known: registrations by province and segment, beside our leads (by the dealer’s province and the segment of the series asked for) and deliveries',
    },
    formula: { zh: '没有意向车系或经销商的线索不计', en: 'leads without a series or a dealer are left out' },
    unit: 'rows',
    register: ['A15-01'],
    params: z.object({}),
    row: z.object({
      province: z.string(),
      segment: z.string(),
      market: z.int(),
      enquiries: z.int(),
      sold: z.int(),
      months: z.int(),
      lastMonth: z.string(),
    }),
    example: {},
  },
  import.meta.url,
)
