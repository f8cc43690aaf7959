import type { AnalysisChart, AnalysisColumn, AnalysisRow } from '../../../../../contract/analyses.ts'
import type { Words } from '../../../../../contract/endpoint.ts'
import type { Ctx } from '../../../../kernel/ctx.ts'
import { championOf, versionsOf, type Whole } from '../../propensity/keep.ts'
import { kinds } from '../../propensity/kinds.ts'
import { type Analysis, analysis, type Found } from '../analysis.ts'
import { kindChoice, kindIn } from './choice.ts'

const percent = (share: number) => `${(share * 100).toFixed(1)}%`
const algorithms = {
  logistic: { zh: '加权和', en: 'a weighted sum' },
  boosted: { zh: '提升树', en: 'boosted trees' },
} satisfies Record<string, Words>

type Drawing = { columns: AnalysisColumn[]; rows: AnalysisRow[]; chart: AnalysisChart }
const drawings: Record<string, (one: Whole) => Drawing> = {
  lift: ({ judgement, baseRate }) => ({
    columns: [
      { key: 'part', title: { zh: '得分最高的', en: 'Best-scored' }, kind: 'text' },
      { key: 'rate', title: { zh: '这一份的达成率', en: 'Rate in this tenth' }, kind: 'share' },
      { key: 'base', title: { zh: '训练时的平均', en: 'Base rate at training' }, kind: 'share' },
      { key: 'lift', title: { zh: '累计提升', en: 'Lift so far' }, kind: 'number' },
      { key: 'gain', title: { zh: '累计找到', en: 'Found so far' }, kind: 'share' },
      { key: 'rows', title: { zh: '样本', en: 'Rows' }, kind: 'count' },
      { key: 'hits', title: { zh: '达成', en: 'Did it' }, kind: 'count' },
    ],
    rows: judgement.lift.map(({ share, rate, lift, gain, rows, hits }) => ({
      part: `${Math.round(share * 100)}%`,
      rate,
      base: baseRate,
      lift,
      gain,
      rows,
      hits,
    })),
    chart: { kind: 'bar', x: 'part', y: ['rate', 'base'] },
  }),
  roc: ({ judgement }) => ({
    columns: [
      { key: 'called', title: { zh: '误选的比例', en: 'Share of those who did not' }, kind: 'share' },
      { key: 'reached', title: { zh: '找到的比例', en: 'Share of those who did' }, kind: 'share' },
      { key: 'chance', title: { zh: '随机', en: 'By chance' }, kind: 'share' },
    ],
    rows: judgement.roc.map(({ called, reached }) => ({ called, reached, chance: called })),
    chart: { kind: 'line', x: 'called', y: ['reached', 'chance'] },
  }),
  calibration: ({ judgement }) => ({
    columns: [
      { key: 'part', title: { zh: '由低到高', en: 'From least to most likely' }, kind: 'text' },
      { key: 'predicted', title: { zh: '预测', en: 'Foretold' }, kind: 'share' },
      { key: 'observed', title: { zh: '实际', en: 'Came true' }, kind: 'share', low: 'low', high: 'high' },
      { key: 'low', title: { zh: '下限', en: 'Low' }, kind: 'share' },
      { key: 'high', title: { zh: '上限', en: 'High' }, kind: 'share' },
      { key: 'rows', title: { zh: '样本', en: 'Rows' }, kind: 'count' },
    ],
    rows: judgement.calibration.map(({ predicted, observed, rows }, at) => ({
      part: String(at + 1),
      predicted,
      observed: observed.estimate,
      low: observed.low,
      high: observed.high,
      rows,
    })),
    chart: { kind: 'line', x: 'part', y: ['predicted', 'observed'] },
  }),
}

/** The published version; before one is, the latest trained. */
export async function modelShown(ctx: Ctx, kind: ReturnType<typeof kindIn>): Promise<Whole | undefined> {
  return (await championOf(ctx, kind)) ?? (await versionsOf(ctx, kind, 1))[0]
}
export const nothingTrained: Words = {
  zh: '还没有训练过这种模型：每周自动训练，总部也可以在“预测模型”页立即训练',
  en: 'No such model has been trained yet: it is trained every week, and head office may train it now on the page of models',
}

function says(one: Whole): Words {
  const { judgement, number } = one
  const title = kinds[one.kind].title
  const first = judgement.lift[0]
  if (judgement.refusals.length > 0 || !first)
    return {
      zh: `${title.zh}第 ${number} 版在 ${judgement.rows} 条留出样本上并不可靠地优于平均比例 ${percent(one.baseRate)}，不能发布。`,
      en: `On ${judgement.rows} held-out rows version ${number} of ${title.en} is not surely better than the base rate of ${percent(one.baseRate)} and must not be published.`,
    }
  return {
    zh: `${title.zh}第 ${number} 版（${algorithms[one.algorithm].zh}）：得分最高的一成里 ${percent(first.rate)} 达成，是平均的 ${first.lift.toFixed(1)} 倍；曲线下面积 ${judgement.area.estimate.toFixed(3)}。`,
    en: `Version ${number} of ${title.en} (${algorithms[one.algorithm].en}): of the best-scored tenth ${percent(first.rate)} did it, ${first.lift.toFixed(1)} times the average; area under the curve ${judgement.area.estimate.toFixed(3)}.`,
  }
}

export const propensityQuality: Analysis = analysis<'kind' | 'chart'>({
  name: 'propensity-quality',
  room: 'sales',
  title: { zh: '预测模型的质量', en: 'Quality of the propensity models' },
  definition: {
    zh: '在训练没有见过的较晚样本上：得分高的是否真的更常达成（提升、ROC），预测的概率是否就是实际的比例（校准）',
    en: 'On later rows the training has not seen: whether the better-scored did it more often (lift, ROC), and whether the chances foretold came true (calibration)',
  },
  formula: {
    zh: '提升 = 累计达成率 ÷ 全体达成率；面积按 DeLong，比例按 Wilson 给出 95% 区间',
    en: 'lift = rate so far ÷ rate of all; 95% intervals by DeLong for the area and by Wilson for rates',
  },
  register: ['A6-07', 'A23-05'],
  filters: [],
  choices: [
    kindChoice,
    {
      key: 'chart',
      title: { zh: '看什么', en: 'Show' },
      options: [
        { value: 'lift', title: { zh: '提升', en: 'Lift' } },
        { value: 'roc', title: { zh: 'ROC 曲线', en: 'ROC curve' } },
        { value: 'calibration', title: { zh: '校准', en: 'Calibration' } },
      ],
    },
  ],
  chart: { kind: 'table' },
  questions: [],
  async find(ctx, { chosen }): Promise<Found> {
    const one = await modelShown(ctx, kindIn(chosen.kind))
    const drawing = one && one.judgement.hits > 0 ? drawings[chosen.chart]?.(one) : undefined
    if (!one || !drawing)
      return {
        columns: [],
        rows: [],
        chart: { kind: 'table' },
        empty: nothingTrained,
        says: one ? says(one) : null,
      }
    const { area, skill } = one.judgement
    return {
      ...drawing,
      figures: [
        {
          key: 'area',
          title: { zh: '曲线下面积', en: 'Area under the curve' },
          kind: 'number',
          value: area.estimate,
          low: area.low,
          high: area.high,
        },
        {
          key: 'skill',
          title: { zh: '比平均比例少错', en: 'Better than the base rate by' },
          kind: 'share',
          value: skill.brier.estimate,
          low: skill.brier.low,
          high: skill.brier.high,
        },
        { key: 'base', title: { zh: '平均比例', en: 'Base rate' }, kind: 'share', value: one.baseRate },
        {
          key: 'rows',
          title: { zh: '留出样本', en: 'Held-out rows' },
          kind: 'count',
          value: one.judgement.rows,
        },
      ],
      says: says(one),
      notes: [
        kinds[one.kind].definition,
        ...(one.state === 'champion'
          ? []
          : [{ zh: '这一版尚未发布，没有打分', en: 'This version is not published and scores nobody' }]),
      ],
      model: { version: one.number, at: one.trainedAt.toISOString() },
    }
  },
})
