import { z } from 'zod'
import { question } from '../../door.ts'

export const valueRows = question(
  {
    name: 'value-rows',
    title: { zh: '客户价值明细', en: 'Customers by value' },
    definition: {
      zh: '看板上数字背后的客户，利润从高到低',
      en: 'The customers behind a number of the board, most profitable first',
    },
    formula: { zh: '同一批判定', en: 'the same verdicts' },
    unit: 'rows',
    register: ['A21-05', 'A21-07', 'A21-20'],
    params: z.object({
      classes: z.array(z.string()),
      abcs: z.array(z.string()),
      stages: z.array(z.string()),
      recency: z.int(),
      frequency: z.int(),
      at_loss: z.boolean(),
      after_id: z.string(),
      limit: z.int().min(1).max(100_001),
    }),
    row: z.object({
      id: z.string(),
      valueClass: z.string(),
      abc: z.string(),
      stage: z.string(),
      recency: z.int(),
      frequency: z.int(),
      monetary: z.int(),
      daysSince: z.int(),
      purchases: z.int(),
      amountFen: z.int(),
      profitFen: z.int(),
      alive: z.number().nullable(),
      expectedVisits: z.number().nullable(),
      expectedFen: z.int().nullable(),
      lossCause: z.string(),
      lossFen: z.int().nullable(),
    }),
    example: {
      classes: [],
      abcs: [],
      stages: [],
      recency: 0,
      frequency: 0,
      at_loss: false,
      after_id: '',
      limit: 50,
    },
  },
  import.meta.url,
)
export const everyRow = valueRows.example
