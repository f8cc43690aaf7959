import { z } from 'zod'
import { question } from '../../door.ts'

const count = z.int().min(0)

export const lapseGroups = ['all', 'region', 'dealer', 'series', 'year'] as const

export const lapseLives = question(
  {
    name: 'lapse-lives',
    title: { zh: '车主留存时长', en: 'How long owners stay' },
    definition: {
      zh: '从首次购车或首次到店起，到首次超过窗口期没有付费到店为止的周数；仍在来的车主计到今天为止',
      en: 'Weeks from the first car or visit until the first absence longer than the window without a paid visit; who still comes is counted up to today',
    },
    formula: {
      zh: '流失日 = 缺席前最后一次付费到店或交车 + 窗口期',
      en: 'lapse = the last paid visit or delivery before the absence + the window',
    },
    unit: 'rows',
    register: ['A14-09', 'A23-02'],
    params: z.object({ by: z.enum(lapseGroups), window_days: z.int() }),
    row: z.object({
      group: z.string(),
      name: z.string(),
      weeks: count,
      lapsed: count,
      watched: count,
      returned: count,
    }),
    example: { by: 'region', window_days: 365 },
  },
  import.meta.url,
)
export type LapseLives = z.output<typeof lapseLives.row>
