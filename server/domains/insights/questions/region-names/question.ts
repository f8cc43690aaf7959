import { z } from 'zod'
import { question } from '../../door.ts'

export const regionNames = question(
  {
    name: 'region-names',
    title: { zh: '区域名称', en: 'Names of regions' },
    definition: { zh: '全网的区域', en: 'The regions of the network' },
    formula: { zh: '名称', en: 'names' },
    unit: 'rows',
    register: ['A14-09'],
    params: z.object({}),
    row: z.object({ id: z.string(), name: z.string() }),
    example: {},
  },
  import.meta.url,
)
