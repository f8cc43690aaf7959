import { z } from 'zod'
import { question } from '../../door.ts'

const count = z.int().min(0)

export const repurchaseGaps = question(
  {
    name: 'repurchase-gaps',
    title: { zh: '两次购车之间', en: 'Between two cars' },
    definition: {
      zh: '每次交车之后到同一客户下一次交车的周数；还没有再买的计到今天为止，同一天的多台算一次',
      en: 'Weeks from each delivery to the same customer’s next; who has not bought again is watched up to today, cars of one day count once',
    },
    formula: { zh: '下次交车 − 本次交车', en: 'next delivery − this one' },
    unit: 'count',
    register: ['A14-09', 'A23-05'],
    params: z.object({}),
    row: z.object({ weeks: count, again: count, watched: count }),
    example: {},
  },
  import.meta.url,
)
