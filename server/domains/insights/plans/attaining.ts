import type { Words } from '../../../../contract/endpoint.ts'
import type { PlanMeasure } from '../../../../contract/plans.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { askQuestion, type Window } from '../door.ts'
import { type AttainedBy, planAttained } from '../questions/plan-attained/question.ts'
import { ratio } from '../rules.ts'
import { type Lacking, readLacking } from './queries.ts'

/** What was to be reached, what was, and its share; null over no plan. */
export type Attained = { plan: number; done: number; attained: number | null }
type Cells = Partial<Record<PlanMeasure, Attained>>
export type Attainment = {
  /** By the id of the region, dealer or series; '' for all together. */
  by: ReadonlyMap<string, Cells & { name: string | null }>
  /** Why there is nothing to compare with. */
  why: 'none' | 'narrowed' | null
  lacking: Lacking[]
  /** Dealers with a month without a plan; `lacking` names the first of them. */
  lackingDealers: number
}

const mostNamed = 20

/** The plan of a window and what was reached of it. Nobody plans by medium, campaign or audience: so narrowed there is no plan. */
export async function readAttainment(
  ctx: Ctx,
  window: Window,
  by: AttainedBy,
  measure: PlanMeasure | null = null,
): Promise<Attainment> {
  if (window.medium?.length || window.campaign?.length || window.audience?.length)
    return { by: new Map(), why: 'narrowed', lacking: [], lackingDealers: 0 }
  const rows = await askQuestion(ctx, planAttained, window, { by })
  const lacking = await readLacking(ctx, window, measure, mostNamed)
  const found = new Map<string, Cells & { name: string | null }>()
  for (const { id, name, measure, plan, done } of rows) {
    const whole = measure === 'revenue' ? Math.round(plan) : plan
    const cells = found.get(id ?? '') ?? { name }
    cells[measure] = { plan: whole, done, attained: ratio(done, whole) }
    found.set(id ?? '', cells)
  }
  return {
    by: found,
    why: found.size > 0 ? null : 'none',
    lacking: lacking.items,
    lackingDealers: lacking.dealers,
  }
}

/** More names would hide the number. */
const namedInNote = 3
/** What a reader should know of the plan: why there is none, or whose is missing. */
export function planNotes({ why, lacking, lackingDealers }: Attainment): Words[] {
  if (why === 'narrowed') return [noPlan.narrowed]
  if (why === 'none') return [noPlan.none]
  if (lackingDealers === 0) return [counted]
  const named = lacking.slice(0, namedInNote)
  const more = lackingDealers - named.length
  const list = (comma: string, between: string) =>
    named.map(({ name, months }) => `${name}${between}${months.join(comma)}`)
  return [
    counted,
    {
      zh: `没有计划、不计入完成率：${list('、', ' ').join('；')}${more > 0 ? `；另有 ${more} 家` : ''}`,
      en: `No plan, so not in what is attained: ${list(', ', ' ').join('; ')}${more > 0 ? `; and ${more} more dealers` : ''}`,
    },
  ]
}

const counted: Words = {
  zh: '完成数按发生日计（不论线索何时到达）；不满一个月时计划按天数折算',
  en: 'What is attained counts by the day it happened, whenever the lead arrived; of a month the period cuts, the plan counts by days',
}
export const noPlan: Record<'none' | 'narrowed', Words> = {
  none: {
    zh: '这段时间没有计划：在「销售计划」里填写，或导入计划文件',
    en: 'No plan for this period: enter one under Sales plans, or import a file of plans',
  },
  narrowed: {
    zh: '计划不分媒体、活动与客群：去掉这些筛选才能对比计划',
    en: 'Plans know no medium, campaign or audience: take these filters away to compare with the plan',
  },
}
