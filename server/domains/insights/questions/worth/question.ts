import { z } from 'zod'
import { question } from '../../door.ts'

const count = z.int().min(0)

export const worth = question(
  {
    name: 'worth',
    title: { zh: '客户带来什么', en: 'What customers bring' },
    definition: {
      zh: '每位客户的购买：交车、工单付费与精品。次数按天数，一天多单算一次；金额只算期间内的',
      en: 'Each customer’s purchases: cars, paid workshop orders, accessories. Times are days with a purchase; amounts count within the period',
    },
    formula: { zh: '按业务线求和', en: 'sums by business line' },
    unit: 'rows',
    register: ['A9-06', 'A23-03'],
    params: z.object({}),
    row: z.object({
      customerId: z.string(),
      daysSinceFirst: count,
      daysSinceLast: count,
      purchaseDays: count,
      inWindow: count,
      lastYear: count,
      yearBefore: count,
      vehicleFen: count,
      serviceFen: count,
      accessoriesFen: count,
      paidVisits: count,
      freeVisits: count,
    }),
    example: {},
  },
  import.meta.url,
)

export type Worth = z.output<typeof worth.row>
