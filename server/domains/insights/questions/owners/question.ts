import { z } from 'zod'
import { question } from '../../door.ts'

const count = z.int().min(0)
export const owners = question(
  {
    name: 'owners',
    title: { zh: '某日的车主', en: 'Owners on a day' },
    definition: {
      zh: '到某一天为止的每位车主：买过几辆、持有多久、进厂与消费，以及那天之后是否再次提车',
      en: 'Every owner as of a day: cars bought, how long ago, workshop visits and spending; and whether another car was delivered after that day',
    },
    formula: { zh: '一行一位车主', en: 'one row an owner' },
    unit: 'rows',
    register: ['A6-07', 'A23-05'],
    params: z.object({
      snapshot: z.iso.date(),
      within_days: z.int().min(1).max(1_100),
      limit: z.int().min(1).max(5_000_000),
    }),
    row: z.object({
      id: z.string(),
      cars: count,
      daysOwned: count,
      series: z.string(),
      brand: z.string(),
      dealer: z.string(),
      priceFen: z.int(),
      daysSinceVisit: count.nullable(),
      visitsThisYear: count,
      visitsYearBefore: count,
      spentFen: count,
      repairs: count,
      freeVisits: count,
      accessoriesFen: count,
      again: z.boolean(),
    }),
    example: { snapshot: '2025-11-22', within_days: 365, limit: 1000 },
  },
  import.meta.url,
)
export type Owner = z.output<typeof owners.row>
