import { z } from 'zod'
import { question } from '../../door.ts'

const maybe = z.number().nullable()

export const lifetimeExpected = question(
  {
    name: 'lifetime-expected',
    title: { zh: '模型预期的价值', en: 'Value as the models expect it' },
    definition: {
      zh: '最近一次评定中每类客户的仍是客户的可能、预期到店次数与预期利润的均值与离散程度',
      en: 'Means and spread of the chance to be alive, the visits and the profit expected, by value class, of the last valuation',
    },
    formula: {
      zh: 'BG/NBD 与 Gamma-Gamma 的逐客户结果求均值',
      en: 'means of BG/NBD and Gamma-Gamma per customer',
    },
    unit: 'rows',
    register: ['A9-07', 'A24-02'],
    params: z.object({}),
    row: z.object({
      valueClass: z.string(),
      customers: z.int(),
      alive: maybe,
      aliveSpread: maybe,
      visits: maybe,
      visitsSpread: maybe,
      expectedFen: maybe,
      expectedSpread: maybe,
    }),
    example: {},
  },
  import.meta.url,
)
