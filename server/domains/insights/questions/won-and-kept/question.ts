import { z } from 'zod'
import { question } from '../../door.ts'

export const wonAndKept = question(
  {
    name: 'won-and-kept',
    title: { zh: '获客与保客', en: 'Customers won and kept' },
    definition: {
      zh: '本期首次提车的客户为新获客户；此前已提车、本期付费到店或再购的为保住的客户。媒体花费按线索均摊，落在老客户线索上的算保客，其余算获客',
      en: 'Whose first car is delivered in the period is won; whoever was delivered one before and pays in the period is kept. What media billed is shared equally by a campaign’s leads: the shares of leads of customers are keeping, all the rest is winning',
    },
    formula: {
      zh: '花费 ÷ 客户；免费到店次数由规则折算',
      en: 'spend ÷ customers; visits nobody paid for are priced by the rule',
    },
    unit: 'rows',
    register: ['A24-02'],
    params: z.object({}),
    row: z.object({
      spendFen: z.int(),
      spendOnOwnersFen: z.int(),
      won: z.int(),
      kept: z.int(),
      freeVisits: z.int(),
    }),
    example: {},
  },
  import.meta.url,
)
