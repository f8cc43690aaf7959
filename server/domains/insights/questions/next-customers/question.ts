import { z } from 'zod'
import { question } from '../../door.ts'
import { ruleParams } from '../next-products/question.ts'

export const nextCustomers = question(
  {
    name: 'next-customers',
    title: { zh: '可推荐的客户', en: 'Whom to offer it to' },
    definition: {
      zh: '下一件最合适的产品是这一件的客户，以及所依据的规则',
      en: 'The customers whose next best product it is, with the rule that says so',
    },
    formula: { zh: '行数等于该产品的客户数', en: 'as many rows as the product has customers' },
    unit: 'rows',
    register: ['A8-03'],
    params: z.object({
      ...ruleParams,
      item: z.string(),
      after: z.string().default(''),
      limit: z.int().min(1).max(100_001),
    }),
    row: z.object({ customerId: z.uuid(), rule: z.int().min(0) }),
    example: { given: [['P204']], also: ['J121'], item: 'J121', limit: 100 },
  },
  import.meta.url,
)
