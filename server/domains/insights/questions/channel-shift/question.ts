import { z } from 'zod'
import { question } from '../../door.ts'

export const channelShiftQuestion = question(
  {
    name: 'channel-shift',
    title: { zh: '渠道开通前后的购买', en: 'Purchases before and after a channel' },
    definition: {
      zh: '每家店本期与之前同样长的一段：经该渠道的交车额，与其余全部购买（其他渠道的交车、工单），按已有客户与新客户（此前未买过任何东西）分开',
      en: 'Per dealer, in the period and the equally long one before: cars sold through the channel, and everything else (cars by other channels, workshop orders), by customers known before and new ones (nothing bought until then)',
    },
    formula: { zh: '金额相加', en: 'amounts added up' },
    unit: 'rows',
    register: ['A20-07'],
    params: z.object({
      sources: z.array(z.string()),
      before_from: z.iso.date(),
      only_brands: z.array(z.string()),
      only_regions: z.array(z.string()),
    }),
    row: z.object({
      dealerId: z.string(),
      customers: z.enum(['existing', 'new']),
      /** The dealer sold through the channel before the period; until its end. */
      hadBefore: z.coerce.boolean(),
      has: z.coerce.boolean(),
      channelBeforeFen: z.int(),
      otherBeforeFen: z.int(),
      channelFen: z.int(),
      otherFen: z.int(),
    }),
    example: { sources: ['website'], before_from: '2026-09-01', only_brands: [], only_regions: [] },
  },
  import.meta.url,
)
export type ShiftFact = z.output<typeof channelShiftQuestion.row>
