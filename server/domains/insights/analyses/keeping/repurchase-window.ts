import type { Ctx } from '../../../../kernel/ctx.ts'
import { cursorOf, readCursor } from '../../../../kernel/db/keyset.ts'
import { askQuestion, type Question, type Window } from '../../door.ts'
import {
  type SurvivalCurve,
  stepAt,
  survivalCurve,
  talliesFrom,
  timeUntilShare,
} from '../../models/survival/kaplan-meier.ts'
import { repurchaseGaps } from '../../questions/repurchase-gaps/question.ts'
import { repurchaseRows } from '../../questions/repurchase-rows/question.ts'
import { namesOf } from '../../value/rows.ts'
import { analysis, type Found } from '../analysis.ts'
import { classWords } from '../value/words.ts'
import { percent } from './windows.ts'

/** Fewer second cars say nothing about when a third is bought. */
const fewest = 20
const weeksInMonth = 365.25 / 12 / 7

/** Between these ages of the car the middle half of those who ever buy again, as far as is known, do so. */
export function windowWithin(curve: SurvivalCurve): { fromDays: number; toDays: number } | null {
  const least = curve.steps.at(-1)?.survival ?? 1
  const buyAgain = 1 - least
  const at = (part: number) => timeUntilShare(curve, 1 - part * buyAgain)
  const [from, to] = [at(0.25), at(0.75)]
  // The n-th week is of days 7n - 6 to 7n.
  return from === null || to === null ? null : { fromDays: Math.max(0, from * 7 - 6), toDays: to * 7 }
}

async function curveOf(ctx: Ctx, window: Window): Promise<SurvivalCurve> {
  const gaps = await askQuestion(ctx, repurchaseGaps, window, {})
  return survivalCurve(
    talliesFrom(gaps.map(({ weeks, again, watched }) => ({ time: weeks, events: again, censored: watched }))),
  )
}

export const repurchaseWindow = analysis({
  name: 'repurchase-window',
  room: 'keeping',
  title: { zh: '换购窗口', en: 'When the next car is bought' },
  definition: {
    zh: '同一客户两次交车之间的时间；窗口是已知会再买的客户中间一半再买的车龄。现在窗口内：最近一次交车的车龄落在窗口内',
    en: 'Time between two deliveries to one customer; the window is the age of the car at which the middle half of those known to buy again do so. In it now: whose last delivery is that old',
  },
  formula: {
    zh: '1 − Kaplan-Meier；还没有再买的客户计到今天（截尾）',
    en: '1 − Kaplan-Meier; who has not bought again is watched up to today (censored)',
  },
  register: ['A14-09', 'A23-05'],
  filters: ['brand', 'region', 'dealer', 'series'],
  chart: { kind: 'line', x: 'month', y: ['again'] },
  questions: [repurchaseGaps as Question, repurchaseRows as Question],
  find: async (ctx, { window }): Promise<Found> => {
    const curve = await curveOf(ctx, window)
    const within = curve.events >= fewest ? windowWithin(curve) : null
    if (!within) return { columns, rows: [], empty: tooFew }
    const [first] = await askQuestion(ctx, repurchaseRows, window, {
      from_age: within.fromDays,
      to_age: within.toDays,
      after_id: '',
      limit: 1,
    })
    const months = Math.floor((curve.steps.at(-1)?.time ?? 0) / weeksInMonth)
    const now = first?.inWindow ?? 0
    const [from, to] = [within.fromDays, within.toDays].map((days) => Math.round(days / (365.25 / 12)))
    const threeYears = 1 - (stepAt(curve, (3 * 365.25) / 7)?.survival ?? 1)
    return {
      columns,
      rows: Array.from({ length: months + 1 }, (_, month) => {
        const step = stepAt(curve, month * weeksInMonth)
        return {
          month,
          again: 1 - (step?.survival ?? 1),
          low: 1 - (step?.high ?? 1),
          high: 1 - (step?.low ?? 1),
          watched: step ? step.atRisk - step.events - step.censored : curve.subjects,
        }
      }),
      figures: [
        { key: 'from', title: { zh: '窗口起', en: 'Window from' }, kind: 'days', value: within.fromDays },
        { key: 'to', title: { zh: '窗口止', en: 'Window to' }, kind: 'days', value: within.toDays },
        { key: 'inWindow', title: { zh: '现在窗口内', en: 'In it now' }, kind: 'count', value: now },
        { key: 'again', title: { zh: '已知的再购', en: 'Bought again' }, kind: 'count', value: curve.events },
      ],
      says: {
        zh: `再购多在交车后 ${from} 至 ${to} 个月，现在有 ${now} 位客户在窗口内；三年内再购 ${percent(threeYears)}`,
        en: `The next car comes ${from} to ${to} months after delivery; ${now} customers are there now; ${percent(threeYears)} buy again within three years`,
      },
      notes: [
        {
          zh: '企业客户分批提车也算再购；只见您能看到的门店的交车',
          en: 'A company taking its cars in batches buys again, too; deliveries out of your sight are not known here',
        },
      ],
    }
  },
  behind: async (ctx, { window }, _row, page) => {
    const curve = await curveOf(ctx, window)
    const within = curve.events >= fewest ? windowWithin(curve) : null
    if (!within) return { columns: behindColumns, items: [], next: null }
    const rows = await askQuestion(ctx, repurchaseRows, window, {
      from_age: within.fromDays,
      to_age: within.toDays,
      after_id: page.after ? String(readCursor(page.after, 1)[0]) : '',
      limit: page.limit + 1,
    })
    const shown = rows.slice(0, page.limit)
    const names = await namesOf(
      ctx,
      shown.map(({ id }) => id),
    )
    const last = shown.at(-1)
    return {
      columns: behindColumns,
      items: shown.map(({ id, boughtOn, age, cars, valueClass }) => ({
        id,
        title: names.get(id) ?? '–',
        page: 'customer' as const,
        cells: { boughtOn, age, cars, valueClass },
      })),
      next: rows.length > page.limit && last ? cursorOf([last.id]) : null,
    }
  },
})

const tooFew = {
  zh: `至少需要 ${fewest} 次再购才能看出窗口`,
  en: `It needs ${fewest} second purchases to show a window`,
}
const columns: Found['columns'] = [
  { key: 'month', title: { zh: '交车后的月数', en: 'Months since delivery' }, kind: 'count' },
  { key: 'again', title: { zh: '已再购', en: 'Bought again' }, kind: 'share', low: 'low', high: 'high' },
  { key: 'low', title: { zh: '下限', en: 'Low' }, kind: 'share' },
  { key: 'high', title: { zh: '上限', en: 'High' }, kind: 'share' },
  { key: 'watched', title: { zh: '仍在观察', en: 'Still watched' }, kind: 'count' },
]
const behindColumns: Found['columns'] = [
  { key: 'boughtOn', title: { zh: '最近一次交车', en: 'Last delivery' }, kind: 'day' },
  { key: 'age', title: { zh: '车龄', en: 'Age of the car' }, kind: 'days' },
  { key: 'cars', title: { zh: '购车次数', en: 'Times bought' }, kind: 'count' },
  { key: 'valueClass', title: { zh: '价值类型', en: 'Value class' }, kind: 'text', words: classWords },
]
