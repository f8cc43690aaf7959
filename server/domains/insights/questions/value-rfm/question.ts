import { z } from 'zod'
import { question } from '../../door.ts'

export const valueRfm = question(
  {
    name: 'value-rfm',
    title: { zh: 'RFM 矩阵', en: 'RFM matrix' },
    definition: {
      zh: '最近一次购买（R）与购买次数（F）的分位得分，1 最低；每格的人数和人均金额（M）',
      en: 'Quantile scores of how recently (R) and how often (F) customers bought, 1 is lowest; customers and mean amount (M) per cell',
    },
    formula: { zh: '得分 = 1 + 超过的分位界数', en: 'score = 1 + the borders passed' },
    unit: 'rows',
    register: ['A9-06', 'A23-02'],
    params: z.object({}),
    row: z.object({ recency: z.int(), frequency: z.int(), customers: z.int(), averageFen: z.int() }),
    example: {},
  },
  import.meta.url,
)
