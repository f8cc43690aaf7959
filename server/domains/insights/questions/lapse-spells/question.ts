import { z } from 'zod'
import { question } from '../../door.ts'

const count = z.int().min(0)
const yes = z.int().min(0).max(1)

export const lapseSpells = question(
  {
    name: 'lapse-spells',
    title: { zh: '两次付费到店之间', en: 'Between two paid visits' },
    definition: {
      zh: '每次付费到店或交车之后：多少天内又付费到店，以及当时已知的车主情况；到窗口期或今天为止',
      en: 'After each paid visit or delivery: within how many days the owner paid again, and what was known of them then; watched up to the window or today',
    },
    formula: {
      zh: '天数 = 下次付费到店 − 本次；超过窗口期算未回',
      en: 'days = next paid visit − this one; beyond the window they did not come back',
    },
    unit: 'rows',
    register: ['A14-09', 'A23-02'],
    params: z.object({
      window_days: z.int(),
      history_days: z.int(),
      /** Only what each owner is in now, of everybody. */
      current: z.boolean(),
      /** Otherwise: so many owners, at least, picked by lot. */
      owners: z.int(),
    }),
    row: z.object({
      customerId: z.string(),
      on: z.string(),
      days: count,
      back: yes,
      visits: count,
      freeShare: z.number(),
      years: z.number(),
      lateFirst: yes,
      extras: yes,
      boughtHere: yes,
      moved: yes,
      repaired: yes,
      region: z.string(),
    }),
    example: { window_days: 365, history_days: 1095, current: false, owners: 100_000 },
  },
  import.meta.url,
)
export type Spell = z.output<typeof lapseSpells.row>
