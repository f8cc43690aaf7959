import { z } from 'zod'
import { question } from '../../door.ts'

export const arrivals = question(
  {
    name: 'arrivals',
    title: { zh: '线索到达时所知', en: 'What is known when a lead arrives' },
    definition: {
      zh: '每条线索在到达与首次派发时已知的内容，以及后来是否订车、联系后是否到店或试驾；后来才知道的只作结果，不作特征',
      en: 'What is known of every lead on arrival and at its first dispatch, and whether it ordered later, or came once contacted; what came later is outcome, never feature',
    },
    formula: { zh: '一行一条线索', en: 'one row a lead' },
    unit: 'rows',
    register: ['A6-07', 'A23-05'],
    params: z.object({
      /** An order within so many days of arrival is a sale. */
      sale_days: z.int().min(1).max(365),
      /** A visit or a test drive within so many days of the first contact is an answer. */
      answer_days: z.int().min(1).max(365),
      limit: z.int().min(1).max(200_000),
    }),
    row: z.object({
      id: z.string(),
      on: z.iso.date(),
      source: z.string(),
      medium: z.string(),
      series: z.string(),
      brand: z.string(),
      dealer: z.string(),
      province: z.string(),
      horizon: z.string(),
      tradeIn: z.string(),
      budgetFen: z.int().nullable(),
      wantsDealer: z.boolean(),
      hour: z.int(),
      weekday: z.int(),
      sentAfterHours: z.number().nullable(),
      /** As if it were sent now. */
      waitedHours: z.number(),
      purchases: z.int(),
      daysSincePurchase: z.int().nullable(),
      enquiriesBefore: z.int(),
      open: z.boolean(),
      contacted: z.boolean(),
      came: z.boolean(),
      saidMore: z.boolean(),
      sold: z.boolean(),
      bornSold: z.boolean(),
      cameBefore: z.boolean(),
      answered: z.boolean(),
      contactedOn: z.iso.date().nullable(),
    }),
    example: { sale_days: 60, answer_days: 30, limit: 1000 },
  },
  import.meta.url,
)
export type Arrival = z.output<typeof arrivals.row>
