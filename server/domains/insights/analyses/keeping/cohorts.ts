import { askQuestion, type Question } from '../../door.ts'
import { proportion } from '../../models/effects/difference.ts'
import { cohortQuarters } from '../../questions/cohorts/question.ts'
import { analysis } from '../analysis.ts'
import { percent } from './windows.ts'

export const cohorts = analysis({
  name: 'cohorts',
  room: 'keeping',
  title: cohortQuarters.title,
  definition: cohortQuarters.definition,
  formula: cohortQuarters.formula,
  register: ['A14-09', 'A23-02'],
  filters: ['brand', 'region', 'dealer', 'series'],
  chart: { kind: 'heat', x: 'since', y: 'cohort', value: 'share' },
  questions: [cohortQuarters as Question],
  find: async (ctx, { window }) => {
    const rows = await askQuestion(ctx, cohortQuarters, window, {})
    const [first, year] = [0, 4].map((since) => {
      const those = rows.filter((row) => row.since === since)
      const owners = those.reduce((sum, row) => sum + row.owners, 0)
      return owners > 0 ? those.reduce((sum, row) => sum + row.came, 0) / owners : null
    })
    return {
      columns: [
        { key: 'cohort', title: { zh: '交车季度', en: 'Quarter of delivery' }, kind: 'text' },
        {
          key: 'since',
          title: { zh: '交车后第几季度（0 起）', en: 'Quarters since, from 0' },
          kind: 'count',
        },
        {
          key: 'share',
          title: { zh: '有付费到店', en: 'With a paid visit' },
          kind: 'share',
          low: 'low',
          high: 'high',
        },
        { key: 'low', title: { zh: '下限', en: 'Low' }, kind: 'share' },
        { key: 'high', title: { zh: '上限', en: 'High' }, kind: 'share' },
        { key: 'came', title: { zh: '来过', en: 'Came' }, kind: 'count' },
        { key: 'owners', title: { zh: '车主', en: 'Owners' }, kind: 'count' },
      ],
      rows: rows.map(({ cohort, since, owners, came }) => {
        const { estimate, low, high } = proportion({ of: owners, did: came })
        return { cohort, since, share: estimate, low, high, came, owners }
      }),
      says:
        first === null || first === undefined
          ? null
          : year === null || year === undefined
            ? {
                zh: `交车后第一个季度有 ${percent(first)} 的车主付费到店`,
                en: `${percent(first)} of the owners pay for a visit in the first quarter after delivery`,
              }
            : {
                zh: `付费到店：交车后第一个季度 ${percent(first)}，满一年后的季度 ${percent(year)}`,
                en: `Paid visits: ${percent(first)} of the owners in the first quarter after delivery, ${percent(year)} in the quarter after the first year`,
              },
      notes: [
        {
          zh: '每位车主从自己的交车日起每 91 天为一季度；只计该季度已满的车主',
          en: 'Quarters are 91 days from each owner’s own delivery; only owners whose quarter is over count',
        },
      ],
    }
  },
})
