import { z } from 'zod'
import { question } from '../../door.ts'

/** Rules as two columns, surest first. */
export const ruleParams = {
  given: z.array(z.array(z.string())),
  also: z.array(z.string()),
  /** Leaves out whoever chose something themselves: their own cart goes before a rule. */
  but_carts: z.boolean().default(false),
}
const example = { given: [['P204']], also: ['J121'] }

export const nextProducts = question(
  {
    name: 'next-products',
    title: { zh: '下一件最合适的产品', en: 'Next best product' },
    definition: {
      zh: '每位客户只算一次：在其已有全部左侧项目、尚无右侧项目的规则中，取置信度最高的一条；右侧必须是同款车做过的项目',
      en: 'Each customer once, by the surest rule whose left side they have and whose right side they have not, among what cars of their model ever had done',
    },
    formula: { zh: '规则按置信度从高到低', en: 'rules by confidence, highest first' },
    unit: 'count',
    register: ['A8-03', 'A23-06'],
    params: z.object(ruleParams),
    row: z.object({ rule: z.int().min(0), customers: z.int() }),
    example,
  },
  import.meta.url,
)
