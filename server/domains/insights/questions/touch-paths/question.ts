import { z } from 'zod'
import { question } from '../../door.ts'

export const attributionOf = ['medium', 'campaign'] as const
/** What stands for touches of unknown medium or no campaign, and for leads without any touch. */
export const unknownMark = 'none'
export const untouchedMark = 'untouched'

export const touchPaths = question(
  {
    name: 'touch-paths',
    title: { zh: '成交前的触点路径', en: 'The touches before a purchase' },
    definition: {
      zh: '本期线索中已交车或战败的：同一客户在同一品牌下单（或战败）之前、回溯期之内的全部触点，从早到晚；相同的路径合为一行',
      en: 'Leads of the period that were delivered or lost: every touch of the customer by that brand before the order (or the loss) and within the look-back, oldest first; equal paths are one row',
    },
    formula: {
      zh: '各路径收入之和等于交车线索的收入',
      en: 'the paths’ revenue sums to the revenue of delivered leads',
    },
    unit: 'rows',
    register: ['A1-21', 'A20-15'],
    params: z.object({
      of: z.enum(attributionOf),
      lookback: z.int().min(1).max(730),
      /** With the age of each touch: time decay asks for it, and it makes fewer paths equal. */
      aged: z.boolean(),
      /** One row per delivered lead instead of one per path. */
      each: z.boolean().default(false),
      mark: z.string().default(''),
      after: z.string().default(''),
      limit: z.int().min(1).max(5_000_000),
    }),
    row: z.object({
      leadId: z.string(),
      number: z.string(),
      on: z.iso.date().nullable(),
      dealer: z.string().nullable(),
      touches: z.array(z.string()),
      ageDays: z.array(z.int()),
      delivered: z.int(),
      lost: z.int(),
      revenueFen: z.int(),
    }),
    example: { of: 'medium', lookback: 90, aged: true, limit: 1000 },
  },
  import.meta.url,
)
export type TouchPath = z.output<typeof touchPaths.row>
