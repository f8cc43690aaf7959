import { z } from 'zod'
import { question } from '../../door.ts'

export const benchmarkWhats = ['orders', 'test-drives', 'in-time'] as const
export const benchmarkMixes = ['both', 'medium', 'series', 'grade'] as const

export const benchmarkCells = question(
  {
    name: 'benchmark',
    title: { zh: '经销商与线索构成', en: 'Dealers and the mix of their leads' },
    definition: {
      zh: '本期各经销商的线索，按来源媒体、意向车系或等级，以及其中成功的',
      en: 'Each dealer’s leads of the period by medium, series or grade, and how many of them succeeded',
    },
    formula: {
      zh: '成功 = 下订、试驾或按时反馈',
      en: 'success = an order, a test drive or feedback in time',
    },
    unit: 'rows',
    register: ['A18-08'],
    params: z.object({ what: z.enum(benchmarkWhats), mix: z.enum(benchmarkMixes) }),
    row: z.object({
      dealerId: z.uuid(),
      dealer: z.string(),
      kind: z.string(),
      cases: z.int(),
      hits: z.int(),
    }),
    example: { what: 'orders', mix: 'both' },
  },
  import.meta.url,
)
