import type { AnalysisCell, AnalysisColumn } from '../../../../../contract/analyses.ts'
import { type PlanMeasure, planMeasureWords } from '../../../../../contract/plans.ts'
import type { Attained, Attainment } from '../../plans/attaining.ts'
import { ratio } from '../../rules.ts'
import { column } from '../cells.ts'

const kindOf = (measure: PlanMeasure) => (measure === 'revenue' ? 'fen' : 'count')

/** Columns of plan, done and attained for each measure that somebody planned. */
export function planColumns(plans: Attainment, measures: readonly PlanMeasure[]): AnalysisColumn[] {
  return planned(plans, measures).flatMap((measure) => {
    const { zh, en } = planMeasureWords[measure]
    return [
      column(`${measure}Plan`, `${zh}计划`, `${en} planned`, kindOf(measure)),
      column(`${measure}Done`, `${zh}完成`, `${en} in the period`, kindOf(measure)),
      column(`${measure}Attained`, `${zh}完成率`, `${en} attained`, 'share'),
    ]
  })
}

export function planCells(
  plans: Attainment,
  measures: readonly PlanMeasure[],
  id: string,
): Record<string, AnalysisCell> {
  const cells = plans.by.get(id)
  return Object.fromEntries(
    planned(plans, measures).flatMap((measure) => [
      [`${measure}Plan`, cells?.[measure]?.plan ?? null],
      [`${measure}Done`, cells?.[measure]?.done ?? null],
      [`${measure}Attained`, cells?.[measure]?.attained ?? null],
    ]),
  )
}

const planned = ({ by }: Attainment, measures: readonly PlanMeasure[]) =>
  measures.filter((measure) => [...by.values()].some((cells) => cells[measure]))

/** Of all who have a plan together; null where nobody has one. */
export function planTotal({ by }: Attainment, measure: PlanMeasure): Attained | null {
  const cells = [...by.values()].flatMap((one) => one[measure] ?? [])
  if (cells.length === 0) return null
  const [plan, done] = [sum(cells.map((cell) => cell.plan)), sum(cells.map((cell) => cell.done))]
  return { plan, done, attained: ratio(done, plan) }
}
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
