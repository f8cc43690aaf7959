import { z } from 'zod'
import { planMeasures } from '../../../../../contract/plans.ts'
import { question } from '../../door.ts'

export const attainedBy = ['all', 'region', 'dealer', 'series'] as const
export type AttainedBy = (typeof attainedBy)[number]

export const planAttained = question(
  {
    name: 'plan-attained',
    title: { zh: '计划与完成', en: 'Plan and attainment' },
    definition: {
      zh: '本期各日的计划，与这些日子里真正发生的线索、到店、试驾、下订、交车与收入（不论线索何时到达）。不满一个月时计划按天数折算；只与有计划的经销商、月份、车系比较',
      en: 'The plan for the days of the period, and what happened on them: leads, visits, test drives, orders, deliveries and revenue, whenever the lead arrived. Of a month the period cuts, the plan counts by its days; only dealers, months and series that have a plan are compared',
    },
    formula: {
      zh: '完成率 = 完成 ÷ 计划；计划 = 月计划 × 本期天数 ÷ 当月天数',
      en: 'attained = done ÷ plan; plan = the month’s plan × days in the period ÷ days of the month',
    },
    unit: 'rows',
    register: ['A18-09'],
    params: z.object({ by: z.enum(attainedBy) }),
    row: z.object({
      id: z.string().nullable(),
      name: z.string().nullable(),
      measure: z.enum(planMeasures),
      plan: z.number(),
      done: z.int(),
    }),
    example: { by: 'dealer' },
  },
  import.meta.url,
)
