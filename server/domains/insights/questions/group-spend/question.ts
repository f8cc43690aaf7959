import { z } from 'zod'
import { question } from '../../door.ts'

export const spendGroups = ['class', 'abc', 'stage', 'age', 'sex', 'source', 'province'] as const

export const groupSpend = question(
  {
    name: 'group-spend',
    title: { zh: '各客户群的消费', en: 'Spending by group' },
    definition: {
      zh: '买过的客户按类别分组：人数、本期付费人数、付费到店次数，以及整车、售后、精品三项本期付费。只计所问范围内门店的付费',
      en: 'Customers who ever bought, by group: how many, how many paid in the period, their paid visits, and what they paid for cars, service and accessories; only what the dealers in scope were paid',
    },
    formula: {
      zh: '人均 = 本期付费 ÷ 该群人数（含本期未付费的人）',
      en: 'each = paid in the period ÷ people of the group, whether they paid or not',
    },
    unit: 'rows',
    register: ['A23-01', 'A23-03', 'A23-04'],
    params: z.object({ group: z.enum(spendGroups) }),
    row: z.object({
      mark: z.string(),
      people: z.int().positive(),
      payers: z.int(),
      visits: z.int(),
      vehicleFen: z.int(),
      serviceFen: z.int(),
      accessoriesFen: z.int(),
    }),
    example: { group: 'age' },
  },
  import.meta.url,
)
