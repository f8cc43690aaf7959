import { z } from 'zod'
import { metricKeys } from '../../../../../contract/insights.ts'
import { question } from '../../door.ts'

const name = z.string().nullable()
export const leadMarks = [
  'region',
  'dealer',
  'series',
  'consultant',
  'grade',
  'stage',
  'holder',
  'contacted',
] as const
export type LeadMark = (typeof leadMarks)[number]

export const leadRows = question(
  {
    name: 'lead-rows',
    title: { zh: '数字背后的线索', en: 'The leads behind a number' },
    definition: {
      zh: '数字数到的每一条线索，最近到达的在前',
      en: 'Every lead the number counted, latest arrival first',
    },
    formula: { zh: '行数等于该数字', en: 'as many rows as the number says' },
    unit: 'rows',
    register: ['A23-09'],
    params: z.object({
      metric: z.enum(metricKeys),
      bucket: z.string().default(''),
      reason: z.string().default(''),
      /** What a plan counts: by the day it happened, of dealers with a plan of that month, as a whole or for the series. */
      planned: z.enum(['', 'whole', 'series']).default(''),
      /** Of one region, dealer, series, consultant … only; an empty mark is of none. */
      mark_by: z.enum(['', ...leadMarks]).default(''),
      mark: z.string().default(''),
      after_at: z.string().default(''),
      after_id: z.string().default(''),
      limit: z.int().min(1).max(100_001),
    }),
    row: z.object({
      id: z.uuid(),
      number: z.string(),
      on: z.iso.date(),
      capturedAt: z.string(),
      campaign: name,
      medium: name,
      region: name,
      dealer: name,
      series: name,
      grade: z.string(),
      stage: z.string(),
      at: z.string().nullable(),
      breaches: z.int(),
      lostReason: name,
      revenueFen: z.int().nullable(),
    }),
    example: { metric: 'leads', limit: 100 },
  },
  import.meta.url,
)
