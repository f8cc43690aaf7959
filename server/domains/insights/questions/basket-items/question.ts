import { z } from 'zod'
import { question } from '../../door.ts'

export const basketItems = question(
  {
    name: 'basket-items',
    title: { zh: '工单项目', en: 'What workshops do and sell' },
    definition: {
      zh: '工单中出现过的项目、配件与精品，名称取最近一次的写法',
      en: 'Jobs, parts and accessories of repair orders, called as they were last',
    },
    formula: {
      zh: '项目以编码区分，没有编码以名称',
      en: 'an item is its code, or its name where it has none',
    },
    unit: 'rows',
    register: ['A23-06'],
    params: z.object({}),
    row: z.object({
      item: z.string(),
      name: z.string(),
      kind: z.enum(['job', 'part', 'accessory']),
      lines: z.int(),
    }),
    example: {},
  },
  import.meta.url,
)
