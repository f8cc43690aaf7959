import type { Words } from '../../../../../contract/endpoint.ts'
import type { Ctx } from '../../../../kernel/ctx.ts'
import { askQuestion, type Question } from '../../door.ts'
import { takeUp } from '../../questions/take-up/question.ts'
import { type Asked, analysis, type Found } from '../analysis.ts'
import { column, percent, ranged, shareCells } from '../cells.ts'

type What = 'option' | 'colour' | 'variant'
const shared = {
  room: 'products' as const,
  register: ['A23-06', 'A1-12'],
  filters: ['period', 'compare', 'brand', 'region', 'dealer', 'series'] as const,
  chart: { kind: 'range' as const, name: 'name', value: 'share' },
  questions: [takeUp] as Question[],
  formula: {
    zh: '占比 = 带该项的车 ÷ 该车系已报告的车；区间为 Wilson 95%',
    en: 'share = cars with it ÷ cars of the series that say; Wilson’s 95 % interval',
  },
}

export const optionsTakeUp = analysis<'by'>({
  ...shared,
  name: 'options-take-up',
  title: { zh: '选装与款型', en: 'Take-up of options and variants' },
  definition: {
    zh: '期间交付的车辆，按车系：每个选装（或每个款型）被选的比例，供产品规划使用',
    en: 'Of the cars delivered in the period, by series: how often each option (or variant) was taken, for product planning',
  },
  choices: [
    {
      key: 'by',
      title: { zh: '按', en: 'By' },
      options: [
        { value: 'option', title: { zh: '选装', en: 'Option' } },
        { value: 'variant', title: { zh: '款型', en: 'Variant' } },
      ],
    },
  ],
  find: (ctx, asked) => find(ctx, asked, asked.chosen.by === 'variant' ? 'variant' : 'option'),
})

export const coloursTakeUp = analysis({
  ...shared,
  name: 'colours-take-up',
  title: { zh: '颜色', en: 'Take-up of colours' },
  definition: {
    zh: '期间交付的车辆，按车系：每种颜色的比例，供产品规划使用',
    en: 'Of the cars delivered in the period, by series: the share of each colour, for product planning',
  },
  find: (ctx, asked) => find(ctx, asked, 'colour'),
})

const missing: Record<What, Words> = {
  option: {
    zh: '期间交付的车辆都没有报告选装：在交车表中加一列“选装”（多项以顿号或竖线分隔）再导入，或改看款型',
    en: 'No car delivered in the period says its options: add a column Options to the delivery book (several separated by |) and import it, or look at variants',
  },
  colour: {
    zh: '期间交付的车辆都没有报告颜色：在交车表中加一列“颜色”再导入',
    en: 'No car delivered in the period says its colour: add a column Colour to the delivery book and import it',
  },
  variant: {
    zh: '期间没有交付，或车辆没有款型',
    en: 'Nothing was delivered in the period, or no car has a variant',
  },
}

async function find(ctx: Ctx, { window, before }: Asked, what: What): Promise<Found> {
  const now = await askQuestion(ctx, takeUp, window, { what })
  const then = before && (await askQuestion(ctx, takeUp, before, { what }))
  const key = (row: { seriesId: string; mark: string }) => `${row.seriesId}|${row.mark}`
  const earlier = new Map((then ?? []).map((row) => [key(row), row.taken / row.cars]))
  const rows = now.map((row) => ({
    name: `${row.series} · ${row.mark}`,
    series: row.series,
    mark: row.mark,
    taken: row.taken,
    cars: row.cars,
    ...shareCells('share', { of: row.cars, did: row.taken }),
    ...(then && { before: earlier.get(key(row)) ?? null }),
  }))
  const [first] = now
  return {
    columns: [
      column('name', '项', 'What', 'text'),
      column('series', '车系', 'Series', 'text'),
      column(
        'mark',
        what === 'option' ? '选装' : what === 'colour' ? '颜色' : '款型',
        what === 'option' ? 'Option' : what === 'colour' ? 'Colour' : 'Variant',
        'text',
      ),
      column('taken', '台数', 'Cars', 'count'),
      column('cars', '该车系已报告', 'Cars of the series that say', 'count'),
      ...ranged('share', '占比', 'Share', 'share'),
      ...(then ? [column('before', '对比期占比', 'Share before', 'share')] : []),
    ],
    rows,
    says: first
      ? {
          zh: `${first.series}的 ${first.cars} 台车中，${percent(first.taken / first.cars)} 是“${first.mark}”`,
          en: `Of ${first.cars} cars of ${first.series}, ${percent(first.taken / first.cars)} have ${first.mark}`,
        }
      : null,
    empty: first ? null : missing[what],
  }
}
