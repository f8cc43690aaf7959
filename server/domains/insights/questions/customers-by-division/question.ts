import { z } from 'zod'
import { question } from '../../door.ts'

export const customersByDivision = question(
  {
    name: 'customers-by-division',
    title: { zh: '客户分布', en: 'Where customers live' },
    definition: {
      zh: '按客户地址所在的省或市：客户、期间新建档的客户、买过车或来过维修的客户',
      en: 'By province or city of the customer’s address: customers, those first met in the period, those who bought a car or came to a workshop',
    },
    formula: {
      zh: '合并后的客户只算一次；没有地址的单独一行',
      en: 'merged records count once; without an address is a row of its own',
    },
    unit: 'rows',
    register: ['A18-12', 'A21-10'],
    params: z.object({ digits: z.union([z.literal(2), z.literal(4)]), within: z.string().default('') }),
    row: z.object({
      division: z.string(),
      customers: z.int(),
      newcomers: z.int(),
      buyers: z.int(),
    }),
    example: { digits: 2 },
  },
  import.meta.url,
)
