import { z } from 'zod'
import { question } from '../../door.ts'

export const lifetimePeriods = question(
  {
    name: 'lifetime-periods',
    title: { zh: '客户关系的每一年', en: 'The years of a relation' },
    definition: {
      zh: '从首次购买起的第几年各业务线收入与免费到店，只计已经过完该年的客户，按价值类型',
      en: 'Revenue by business line and free visits in each year since the first purchase, of customers whose year is over, by value class',
    },
    formula: { zh: '按业务线求和', en: 'sums by business line' },
    unit: 'fen',
    register: ['A9-07'],
    params: z.object({ years: z.int() }),
    row: z.object({
      valueClass: z.string(),
      year: z.int(),
      owners: z.int(),
      vehicleFen: z.int(),
      serviceFen: z.int(),
      accessoriesFen: z.int(),
      freeVisits: z.int(),
    }),
    example: { years: 5 },
  },
  import.meta.url,
)
export type LifetimePeriod = z.output<typeof lifetimePeriods.row>
