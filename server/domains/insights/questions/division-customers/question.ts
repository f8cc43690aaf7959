import { z } from 'zod'
import { question } from '../../door.ts'

export const divisionCounts = ['customers', 'buyers', 'newcomers'] as const

export const divisionCustomers = question(
  {
    name: 'division-customers',
    title: { zh: '某地的客户', en: 'The customers of a division' },
    definition: { zh: '分布图上一个数字背后的客户', en: 'The customers behind a number of the map' },
    formula: { zh: '行数等于客户数', en: 'as many rows as there are customers' },
    unit: 'rows',
    register: ['A18-12'],
    params: z.object({
      within: z.string().max(6),
      of: z.enum(divisionCounts).default('customers'),
      after: z.string().default(''),
      limit: z.int().min(1).max(100_001),
    }),
    row: z.object({
      id: z.uuid(),
      division: z.string(),
      on: z.iso.date(),
      source: z.string(),
      bought: z.union([z.boolean(), z.int()]).transform(Boolean),
    }),
    example: { within: '33', limit: 100 },
  },
  import.meta.url,
)
