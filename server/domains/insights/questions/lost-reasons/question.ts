import { z } from 'zod'
import { question } from '../../door.ts'

export const lostReasons = question(
  {
    name: 'lost-reasons',
    title: { zh: '战败原因', en: 'Why leads are lost' },
    definition: {
      zh: '本期到达、已战败的线索，按经销商填写的战败原因',
      en: 'Leads of the period that are lost, by the reason the dealer gave',
    },
    formula: { zh: '占比 = 该原因 ÷ 全部战败', en: 'share = this reason ÷ all lost' },
    unit: 'rows',
    register: ['A3-03'],
    params: z.object({}),
    row: z.object({ reason: z.string().nullable(), leads: z.int() }),
    example: {},
  },
  import.meta.url,
)
