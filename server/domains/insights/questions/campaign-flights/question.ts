import { z } from 'zod'
import { question } from '../../door.ts'

export const campaignFlights = question(
  {
    name: 'campaign-flights',
    title: { zh: '活动的投放期与大区', en: 'When and where campaigns ran' },
    definition: {
      zh: '投放期与所选期间相交的活动；没有指定大区的，取其媒体账单上的大区',
      en: 'Campaigns whose flight touches the period; without a region of their own, the regions their media billed',
    },
    formula: { zh: '按活动登记', en: 'as the campaigns are registered' },
    unit: 'rows',
    register: ['A3-08', 'A1-21'],
    params: z.object({ limit: z.int().min(1).max(2000) }),
    row: z.object({
      id: z.string(),
      name: z.string(),
      brandId: z.string(),
      medium: z.string(),
      /** Empty: everywhere. */
      regionIds: z.array(z.string()),
      startsOn: z.iso.date(),
      endsOn: z.iso.date(),
    }),
    example: { limit: 100 },
  },
  import.meta.url,
)
export type Flight = z.output<typeof campaignFlights.row>
