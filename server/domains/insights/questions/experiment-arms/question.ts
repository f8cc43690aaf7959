import { z } from 'zod'
import { question } from '../../door.ts'

const sum = z.number()

export const experimentArms = question(
  {
    name: 'experiment-arms',
    title: { zh: '实验的两组', en: 'The two arms of an experiment' },
    definition: {
      zh: '每项实验中投放组与留出组在实验期内的购买；经销商另算之前同样长的一段。合并后同时在两组的人不算',
      en: 'What the treated and the held-out bought while the experiment ran; of dealers also in the equally long time before. Who was merged into both arms since is left out',
    },
    formula: { zh: '按人求和与平方和', en: 'sums and sums of squares over members' },
    unit: 'rows',
    register: ['A23-07'],
    params: z.object({ experiments: z.array(z.string()), line: z.enum(['', 'vehicle', 'service']) }),
    row: z.object({
      experimentId: z.string(),
      heldOut: z.coerce.boolean(),
      members: z.int(),
      buyers: z.int(),
      purchases: z.int(),
      fen: z.int(),
      purchasesBefore: z.int(),
      fenBefore: z.int(),
      fenSquares: sum,
      changeSquares: sum,
      purchaseChangeSquares: sum,
    }),
    example: { experiments: [], line: '' },
  },
  import.meta.url,
)
export type Arms = z.output<typeof experimentArms.row>
