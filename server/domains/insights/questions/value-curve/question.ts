import { z } from 'zod'
import { question } from '../../door.ts'

export const valueCurve = question(
  {
    name: 'value-curve',
    title: { zh: '80/20 曲线', en: 'The 80/20 curve' },
    definition: {
      zh: '按利润从高到低，前百分之几的客户带来全部利润的多少；亏损客户使曲线先高过 100% 再回落',
      en: 'From the most profitable down, what share of all profit the best so many per cent bring; loss-makers lift it above 100 % and back',
    },
    formula: { zh: '累计利润 ÷ 总利润', en: 'profit added up ÷ all profit' },
    unit: 'rows',
    register: ['A21-05', 'A24-02'],
    params: z.object({}),
    row: z.object({
      shares: z.array(z.number()),
      customers: z.int(),
      totalFen: z.int(),
      forFourFifths: z.number(),
    }),
    example: {},
  },
  import.meta.url,
)
