import { z } from 'zod'
import { question } from '../../door.ts'

export const valueClassesQuestion = question(
  {
    name: 'value-classes',
    title: { zh: '价值分类', en: 'Value classes' },
    definition: {
      zh: '客户按价值类型、ABC 与生命周期阶段的人数、金额、利润、预期利润与亏损',
      en: 'Customers by value class, ABC and lifecycle stage: how many, what they paid, the profit, what is expected and what they cost',
    },
    formula: { zh: '最近一次评定的判定求和', en: 'sums over the verdicts of the last valuation' },
    unit: 'rows',
    register: ['A9-06', 'A9-08', 'A9-09', 'A21-05', 'A21-07', 'A22-04', 'A24-02'],
    params: z.object({}),
    row: z.object({
      valueClass: z.string(),
      abc: z.string(),
      stage: z.string(),
      customers: z.int(),
      amountFen: z.int(),
      profitFen: z.int(),
      expectedFen: z.int(),
      atLoss: z.int(),
      lossFen: z.int(),
      lossByFree: z.int(),
    }),
    example: {},
  },
  import.meta.url,
)
