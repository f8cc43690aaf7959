import { z } from 'zod'
import { question } from '../../door.ts'

export const basketKinds = ['', 'job', 'part', 'accessory'] as const

export const baskets = question(
  {
    name: 'baskets',
    title: { zh: '购物篮', en: 'Baskets' },
    definition: {
      zh: '每张维修工单（或每位客户全部工单）中的项目、配件与精品，同一项只算一次；相同的篮子合并计数',
      en: 'The jobs, parts and accessories of a repair order (or of all orders of a customer), each once; equal baskets are counted together',
    },
    formula: {
      zh: '项目以编码区分，没有编码以名称',
      en: 'an item is its code, or its name where it has none',
    },
    unit: 'rows',
    register: ['A23-06', 'A20-06'],
    params: z.object({
      basket: z.enum(['order', 'customer']),
      kind: z.enum(basketKinds),
      /** All there is until the last day, whatever the first one. */
      ever: z.boolean(),
    }),
    row: z.object({ items: z.array(z.string()).min(1), baskets: z.int().positive() }),
    example: { basket: 'order', kind: '', ever: false },
  },
  import.meta.url,
)
