import type { Drift } from '../../models/propensity/drift.ts'
import { kinds } from '../../propensity/kinds.ts'
import { titleOf } from '../../propensity/versions.ts'
import { type Analysis, analysis, type Found } from '../analysis.ts'
import { kindChoice, kindIn } from './choice.ts'
import { modelShown, nothingTrained } from './quality.ts'

const verdicts = {
  stable: { zh: '稳定', en: 'Stable' },
  watch: { zh: '留意', en: 'Watch' },
  shifted: { zh: '已变', en: 'Shifted' },
} satisfies Record<Drift['verdict'], { zh: string; en: string }>

export const propensityDrift: Analysis = analysis<'kind'>({
  name: 'propensity-drift',
  room: 'sales',
  title: { zh: '预测模型的漂移', en: 'Drift of the propensity models' },
  definition: {
    zh: '已发布的模型今天面对的人与训练时的人有多不同，逐项特征；0.1 以下稳定，0.25 以上应重新训练',
    en: 'How far those a published model meets today differ from those it learned from, feature by feature; under 0.1 is stable, over 0.25 asks for a new training',
  },
  formula: {
    zh: 'PSI = Σ（今日占比 − 训练占比）× ln（今日占比 ÷ 训练占比）',
    en: 'PSI = Σ (share now − share then) × ln (share now ÷ share then)',
  },
  register: ['A6-07'],
  filters: [],
  choices: [kindChoice],
  chart: { kind: 'bar', x: 'feature', y: ['index'], lying: true },
  questions: [],
  async find(ctx, { chosen }): Promise<Found> {
    const columns: Found['columns'] = [
      { key: 'feature', title: { zh: '特征', en: 'Feature' }, kind: 'text', words: {} },
      { key: 'index', title: { zh: '漂移（PSI）', en: 'Drift (PSI)' }, kind: 'number' },
      { key: 'verdict', title: { zh: '判断', en: 'Verdict' }, kind: 'text', words: verdicts },
    ]
    const kind = kindIn(chosen.kind)
    const one = await modelShown(ctx, kind)
    const drift = one?.drift
    if (!drift || drift.length === 0)
      return {
        columns,
        rows: [],
        empty: one
          ? {
              zh: '还没有量过漂移：模型发布后每晚打分时测量',
              en: 'Drift has not been measured yet: it is, every night, once a model is published',
            }
          : nothingTrained,
      }
    columns[0]!.words = Object.fromEntries(drift.map(({ name }) => [name, titleOf(kind, name)]))
    const rows = [...drift]
      .sort((a, b) => b.index - a.index)
      .map(({ name, index, verdict }) => ({ feature: name, index, verdict }))
    const shifted = drift.filter(({ verdict }) => verdict === 'shifted').length
    const most = rows[0]!
    const { zh, en } = titleOf(kind, most.feature)
    return {
      columns,
      rows,
      says: {
        zh: `变化最大的是“${zh}”（PSI ${most.index.toFixed(2)}）；${drift.length} 项特征中 ${shifted} 项已变。`,
        en: `“${en}” has moved most (PSI ${most.index.toFixed(2)}); ${shifted} of ${drift.length} features have shifted.`,
      },
      notes: [kinds[kind].definition],
      model: { version: one.number, at: one.trainedAt.toISOString() },
    }
  },
})
