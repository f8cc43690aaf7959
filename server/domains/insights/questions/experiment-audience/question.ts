import { z } from 'zod'
import { experimentUnits } from '../../../../../contract/experiments.ts'
import { question } from '../../door.ts'

export const experimentAudience = question(
  {
    name: 'experiment-audience',
    title: { zh: '实验的人群', en: 'The audience of an experiment' },
    definition: {
      zh: '买过的客户（可按价值类与阶段）、有未关闭线索的客户，或本期有日报的经销商',
      en: 'Customers who bought (by value class and stage), customers with an open lead, or dealers that reported in the period',
    },
    formula: { zh: '每人一行', en: 'one row each' },
    unit: 'rows',
    register: ['A23-07'],
    params: z.object({
      unit: z.enum(experimentUnits),
      classes: z.array(z.string()),
      stages: z.array(z.string()),
      limit: z.int().min(1),
    }),
    row: z.object({ id: z.string() }),
    example: { unit: 'owners', classes: [], stages: [], limit: 1000 },
  },
  import.meta.url,
)
