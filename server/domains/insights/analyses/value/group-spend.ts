import type { AnalysisColumn } from '../../../../../contract/analyses.ts'
import type { Words } from '../../../../../contract/endpoint.ts'
import { originWords } from '../../../../../contract/lead-words.ts'
import { askQuestion, type Question } from '../../door.ts'
import { groupSpend, type spendGroups } from '../../questions/group-spend/question.ts'
import { analysis } from '../analysis.ts'
import { column } from '../cells.ts'
import { provinces, sixDigits } from '../market/places.ts'
import { fenColumn, yuan } from '../money/wording.ts'
import { abcWords, classWords, stageWords } from './words.ts'

type Group = (typeof spendGroups)[number]
const groups: Record<Group, Words> = {
  class: { zh: '价值类型', en: 'Value class' },
  abc: { zh: 'ABC 类', en: 'ABC class' },
  stage: { zh: '生命周期阶段', en: 'Lifecycle stage' },
  age: { zh: '年龄', en: 'Age' },
  sex: { zh: '性别', en: 'Sex' },
  source: { zh: '最初来源', en: 'First source' },
  province: { zh: '省', en: 'Province' },
}
const ages = Object.fromEntries(
  Array.from({ length: 11 }, (_, at) => at * 10).map((from) => [
    String(from),
    { zh: `${from}–${from + 9} 岁`, en: `${from} to ${from + 9}` },
  ]),
)
const sexes = { female: { zh: '女', en: 'Women' }, male: { zh: '男', en: 'Men' } }
/** A place is called the same in both languages. */
const provinceWords = Object.fromEntries(
  provinces.map(({ code, name }) => [sixDigits(code), { zh: name, en: name }]),
)
const unknown = { '': { zh: '未知', en: 'Not known' } }
const words: Record<Group, NonNullable<AnalysisColumn['words']>> = {
  class: classWords,
  abc: { ...abcWords, ...unknown },
  stage: { ...stageWords, ...unknown },
  age: { ...ages, ...unknown },
  sex: { ...sexes, ...unknown },
  source: { ...originWords, ...unknown },
  province: { ...provinceWords, ...unknown },
}

/** What a group is like is seen in what it pays for, each line per head. */
export const groupSpendAnalysis = analysis<'by'>({
  name: 'group-spend',
  room: 'value',
  title: groupSpend.title,
  definition: groupSpend.definition,
  formula: groupSpend.formula,
  register: groupSpend.register,
  filters: ['period', 'brand', 'region', 'dealer', 'series'],
  choices: [
    {
      key: 'by',
      title: { zh: '按', en: 'By' },
      options: Object.entries(groups).map(([value, title]) => ({ value, title })),
    },
  ],
  // A car is a hundred services: beside it nobody's habits would be seen.
  chart: { kind: 'stack', x: 'group', y: ['serviceEach', 'accessoriesEach'], lying: true },
  questions: [groupSpend as Question],
  find: async (ctx, { window, chosen }) => {
    const by = chosen.by as Group
    const found = await askQuestion(ctx, groupSpend, window, { group: by })
    // In the order of their words, in which nobody's group is the last.
    const order = Object.keys(words[by])
    const place = ({ mark }: { mark: string }) => (order.includes(mark) ? order.indexOf(mark) : order.length)
    const rows = found
      .toSorted((a, b) => place(a) - place(b))
      .map(({ mark, people, payers, visits, vehicleFen, serviceFen, accessoriesFen }) => ({
        group: mark,
        people,
        payerShare: payers / people,
        visitsEach: visits / people,
        vehicleEach: Math.round(vehicleFen / people),
        serviceEach: Math.round(serviceFen / people),
        accessoriesEach: Math.round(accessoriesFen / people),
        totalFen: vehicleFen + serviceFen + accessoriesFen,
      }))
    const after = rows
      .filter(({ group, people }) => group !== '' && people >= leastPeople)
      .map((row) => ({ ...row, each: row.serviceEach + row.accessoriesEach }))
      .sort((a, b) => b.each - a.each)
    const [most, least] = [after[0], after.at(-1)]
    const called = (group: string, language: 'zh' | 'en') => words[by][group]?.[language] ?? group
    return {
      columns: columnsOf(by),
      rows,
      says:
        most && least && most !== least
          ? {
              zh: `售后与精品人均付费最多的是${called(most.group, 'zh')}（${yuan(most.each, 'zh')}），最少的是${called(least.group, 'zh')}（${yuan(least.each, 'zh')}）`,
              en: `After the sale ${called(most.group, 'en')} pay most a head (${yuan(most.each, 'en')}), ${called(least.group, 'en')} least (${yuan(least.each, 'en')})`,
            }
          : null,
      notes: [
        {
          zh: '买过车、售后或精品的客户才计入；人均按全群人数计，本期没有付费的也算',
          en: 'Only customers who ever bought; amounts a head are over the whole group, also those who paid nothing in the period',
        },
      ],
      empty: rows.length === 0 ? nobody : null,
    }
  },
})

/** Fewer are told nothing of in the sentence: one car would make them the best of all. */
const leastPeople = 20
const nobody: Words = {
  zh: '所选范围内还没有客户买过：请放宽筛选，或导入交车与维修工单',
  en: 'Nobody in scope has bought anything yet: widen the filters, or import deliveries and repair orders',
}

const columnsOf = (by: Group): AnalysisColumn[] => [
  column('group', groups[by].zh, groups[by].en, 'text', words[by]),
  column('people', '客户', 'Customers', 'count'),
  column('payerShare', '本期付费的占比', 'Paid in the period', 'share'),
  column('visitsEach', '人均付费到店', 'Paid visits each', 'number'),
  fenColumn('vehicleEach', '人均整车', 'Cars, each'),
  fenColumn('serviceEach', '人均售后', 'Service, each'),
  fenColumn('accessoriesEach', '人均精品', 'Accessories, each'),
  fenColumn('totalFen', '合计', 'Together'),
]
