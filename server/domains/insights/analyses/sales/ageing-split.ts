import { ageBuckets } from '../../../../../contract/insights.ts'
import { askQuestion, type Question } from '../../door.ts'
import { type ageingDimensions, ageingSplit as asks } from '../../questions/ageing-split/question.ts'
import { analysis } from '../analysis.ts'
import { column, percent } from '../cells.ts'
import { lastWithout, withoutWord } from '../without.ts'
import { leadsBehind } from './behind.ts'

type Dimension = (typeof ageingDimensions)[number]
const dimensions: Record<Dimension, { zh: string; en: string }> = {
  region: { zh: '大区', en: 'Region' },
  dealer: { zh: '经销商', en: 'Dealer' },
  series: { zh: '车系', en: 'Series' },
  grade: { zh: '等级', en: 'Grade' },
  stage: { zh: '阶段', en: 'Stage' },
  holder: { zh: '由谁持有', en: 'Held by' },
}
const codes = {
  new: { zh: '新线索', en: 'New' },
  profile: { zh: '已建档', en: 'Profile' },
  visit: { zh: '到店', en: 'Visit' },
  'test-drive': { zh: '试驾', en: 'Test drive' },
  order: { zh: '订单', en: 'Order' },
  pool: { zh: '线索池', en: 'Pool' },
  'contact-centre': { zh: '客服中心', en: 'Contact centre' },
  dealer: { zh: '经销商', en: 'Dealer' },
  consultant: { zh: '销售顾问', en: 'Consultant' },
}
const mostNames = 30

export const ageingSplit = analysis<'by'>({
  name: 'ageing-split',
  room: 'sales',
  title: asks.title,
  definition: asks.definition,
  formula: asks.formula,
  register: asks.register,
  filters: ['brand', 'region', 'dealer', 'series', 'medium', 'campaign'],
  choices: [
    {
      key: 'by',
      title: { zh: '按', en: 'By' },
      options: Object.entries(dimensions).map(([value, title]) => ({ value, title })),
    },
  ],
  chart: { kind: 'stack', x: 'name', y: ['leads'], by: 'bucket', lying: true },
  questions: [asks] as Question[],
  find: async (ctx, { window, chosen }) => {
    const dimension = chosen.by as Dimension
    const cells = await askQuestion(ctx, asks, window, { dimension })
    const totals = new Map<string, number>()
    for (const { mark, leads } of cells) totals.set(mark, (totals.get(mark) ?? 0) + leads)
    const bySize = [...totals].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    const marks = lastWithout(
      bySize.map(([mark]) => mark),
      (mark) => mark === '',
    )
    const shown = marks.slice(0, mostNames)
    const rows = shown.flatMap((mark) =>
      ageBuckets.flatMap((bucket) => {
        const cell = cells.find((one) => one.mark === mark && one.bucket === bucket)
        if (!cell) return []
        const { leads, overdue, days } = cell
        return [{ id: mark, name: cell.name ?? mark, bucket, leads, overdue, averageDays: days / leads }]
      }),
    )
    const sum = (of: (cell: (typeof cells)[0]) => number) => cells.reduce((all, cell) => all + of(cell), 0)
    const [open, overdue, old] = [
      sum((cell) => cell.leads),
      sum((cell) => cell.overdue),
      sum((cell) => (['61-90', '91+'].includes(cell.bucket) ? cell.leads : 0)),
    ]
    return {
      columns: columnsOf(dimension),
      rows,
      figures: [
        { key: 'open', title: { zh: '未关闭', en: 'Open' }, kind: 'count', value: open },
        { key: 'overdue', title: { zh: '已逾期', en: 'Overdue' }, kind: 'count', value: overdue },
      ],
      says: open
        ? {
            zh: `${open} 条未关闭线索中，${percent(old / open)} 已超过 60 天，${percent(overdue / open)} 已逾期`,
            en: `Of ${open} open leads ${percent(old / open)} are older than 60 days and ${percent(overdue / open)} are overdue`,
          }
        : null,
      notes:
        marks.length > mostNames
          ? [
              {
                zh: `只列出未关闭线索最多的 ${mostNames} 个`,
                en: `The ${mostNames} with the most open leads`,
              },
            ]
          : [],
    }
  },
  behind: (ctx, { window, chosen }, row, page) =>
    leadsBehind(
      ctx,
      window,
      {
        by: chosen.by as Dimension,
        mark: row.id ?? '',
        metric: 'open',
        ...(row.bucket && { bucket: row.bucket }),
      },
      page,
    ),
})

const ages = Object.fromEntries(
  ageBuckets.map((bucket) => {
    const days = bucket.replace('-', '–')
    return [bucket, { zh: `${days} 天`, en: `${days} days` }]
  }),
)
const columnsOf = (dimension: Dimension) => [
  column('id', '编号', 'Id', 'text'),
  column('name', dimensions[dimension].zh, dimensions[dimension].en, 'text', {
    ...codes,
    '': withoutWord(dimension),
  }),
  column('bucket', '账龄', 'Age', 'text', ages),
  column('leads', '线索', 'Leads', 'count'),
  column('overdue', '已逾期', 'Overdue', 'count'),
  column('averageDays', '平均天数', 'Mean days', 'days'),
]
