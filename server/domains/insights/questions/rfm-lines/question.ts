import { z } from 'zod'
import { question } from '../../door.ts'

export const rfmLines = question(
  {
    name: 'rfm-lines',
    title: { zh: '按业务线的 RFM', en: 'RFM by business line' },
    definition: {
      zh: '窗口期内在该业务线有付费购买的客户，按最近一次（R）、购买天数（F）、金额（M）各自的分位打分，1 最低；相同的值得分相同',
      en: 'Customers who paid in this business line within the window, scored by quantiles of how recently (R), on how many days (F) and how much (M) they bought; 1 is lowest, equal values score equal',
    },
    formula: {
      zh: '得分 = 1 + 超过的分位界数，分位界为第 ⌈份额·n⌉ 位的值',
      en: 'score = 1 + borders passed; a border is the value at rank ⌈share·n⌉',
    },
    unit: 'rows',
    register: ['A9-06', 'A23-02'],
    params: z.object({
      line: z.enum(['all', 'vehicle', 'service', 'accessories']),
      /** Shares of the customers, ascending. */
      shares: z.array(z.number()).min(1),
      months: z.int(),
    }),
    row: z.object({
      recency: z.int(),
      frequency: z.int(),
      customers: z.int(),
      monetary: z.number(),
      averageFen: z.int().nullable(),
      times: z.number(),
    }),
    example: { line: 'all', shares: [0.2, 0.4, 0.6, 0.8], months: 36 },
  },
  import.meta.url,
)
