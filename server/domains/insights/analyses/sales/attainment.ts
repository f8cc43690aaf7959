import { insightProblems } from '../../../../../contract/insights.ts'
import {
  type PlanMeasure,
  planMeasures,
  planMeasureWords,
  planProblems,
} from '../../../../../contract/plans.ts'
import { seesMoney } from '../../../../kernel/ctx.ts'
import { Refused } from '../../../../kernel/errors.ts'
import type { Question } from '../../door.ts'
import { type Attained, noPlan, planNotes, readAttainment } from '../../plans/attaining.ts'
import { leadRows } from '../../questions/lead-rows/question.ts'
import { type AttainedBy, planAttained } from '../../questions/plan-attained/question.ts'
import { analysis, type Found } from '../analysis.ts'
import { column, percent } from '../cells.ts'
import { leadsBehind } from './behind.ts'
import { planTotal } from './planned.ts'

const bys = {
  region: { zh: '大区', en: 'Region' },
  dealer: { zh: '经销商', en: 'Dealer' },
  series: { zh: '车系', en: 'Series' },
} satisfies Partial<Record<AttainedBy, unknown>>
type By = keyof typeof bys

/** A plan needs no comparison chip: it is what this analysis is of. */
export const attainment = analysis<'by' | 'measure'>({
  name: 'attainment',
  room: 'sales',
  title: planAttained.title,
  definition: planAttained.definition,
  formula: planAttained.formula,
  register: ['A18-09', 'A18-08'],
  filters: ['period', 'brand', 'region', 'dealer', 'series', 'medium', 'campaign'],
  choices: [
    {
      key: 'measure',
      title: { zh: '指标', en: 'Measure' },
      options: planMeasures.map((value) => ({ value, title: planMeasureWords[value] })),
      standard: 'orders',
    },
    {
      key: 'by',
      title: { zh: '按', en: 'By' },
      options: Object.entries(bys).map(([value, title]) => ({ value, title })),
      standard: 'dealer',
    },
  ],
  chart: { kind: 'bar', x: 'name', y: ['plan', 'done'], lying: true },
  days: 30,
  questions: [planAttained, leadRows] as Question[],
  find: async (ctx, { window, chosen }) => {
    const [measure, by] = [chosen.measure as PlanMeasure, chosen.by as By]
    const columns = columnsOf(measure, by)
    if (measure === 'revenue' && !seesMoney(ctx.scope))
      return { columns, rows: [], empty: planProblems.noMoney }
    const plans = await readAttainment(ctx, window, by, measure)
    const rows = [...plans.by]
      .flatMap(([id, cells]) => {
        const cell = cells[measure]
        return cell ? [{ id, name: cells.name ?? '–', ...cell, gap: cell.done - cell.plan }] : []
      })
      .sort((a, b) => (a.attained ?? 1) - (b.attained ?? 1) || a.gap - b.gap)
    if (rows.length === 0) return { columns, rows, empty: noPlan[plans.why ?? 'none'] }
    return {
      columns,
      rows,
      figures: figuresOf(measure, planTotal(plans, measure)),
      says: saying(rows),
      notes: planNotes(plans),
    }
  },
  behind: async (ctx, { window, chosen }, row, page) => {
    const [metric, by] = [chosen.measure as PlanMeasure, chosen.by as By]
    if (metric === 'revenue' && !seesMoney(ctx.scope)) throw new Refused(insightProblems.noMoney)
    const planned = by === 'series' ? 'series' : 'whole'
    return leadsBehind(ctx, window, { by: row.id ? by : null, mark: row.id ?? '', metric, planned }, page)
  },
})

const columnsOf = (measure: PlanMeasure, by: By) => {
  const kind = measure === 'revenue' ? 'fen' : 'count'
  return [
    column('id', '编号', 'Id', 'text'),
    column('name', bys[by].zh, bys[by].en, 'text'),
    column('plan', '计划', 'Plan', kind),
    column('done', '完成', 'Done', kind),
    column('attained', '完成率', 'Attained', 'share'),
    column('gap', '超出或差额', 'Ahead or behind', kind),
  ]
}

const figuresOf = (measure: PlanMeasure, total: Attained | null): Found['figures'] =>
  total
    ? [
        {
          key: measure,
          title: planMeasureWords[measure],
          kind: measure === 'revenue' ? 'fen' : 'count',
          value: total.done,
          plan: total.plan,
          attained: total.attained,
        },
      ]
    : []

function saying(rows: readonly (Attained & { name: string })[]): Found['says'] {
  const behind = rows.filter(({ attained }) => attained !== null && attained < 1)
  const [last] = behind
  if (!last) return { zh: `${rows.length} 项计划都已完成`, en: `All ${rows.length} have reached the plan` }
  const share = percent(last.attained ?? 0)
  return {
    zh: `${rows.length} 项中 ${behind.length} 项落后计划；最低的是${last.name}，完成 ${share}`,
    en: `Behind the plan: ${behind.length} of ${rows.length}; furthest is ${last.name} with ${share}`,
  }
}
