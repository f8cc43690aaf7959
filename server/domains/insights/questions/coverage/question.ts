import { z } from 'zod'
import { question } from '../../door.ts'

export const coverageQuestion = question(
  {
    name: 'coverage',
    title: { zh: '产品覆盖', en: 'Product coverage' },
    definition: {
      zh: '各省各车系交付的车辆，按客户地址所在的省，没有地址的按经销商所在的省',
      en: 'Cars delivered by province and series: the province of the customer’s address, or the dealer’s where there is none',
    },
    formula: { zh: '按车辆计数', en: 'each car counts once' },
    unit: 'rows',
    register: ['A18-12'],
    params: z.object({ ever: z.boolean() }),
    row: z.object({ division: z.string(), seriesId: z.uuid(), series: z.string(), cars: z.int() }),
    example: { ever: true },
  },
  import.meta.url,
)
