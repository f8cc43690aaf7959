import type { Words } from '../../../../contract/endpoint.ts'
import { divisionByCode } from '../../../kernel/divisions.ts'
import { categoryColumn, numberColumn, type Table } from '../models/propensity/columns.ts'
import type { Arrival } from '../questions/arrivals/question.ts'
import type { Owner } from '../questions/owners/question.ts'

/** One thing known of a row at the moment the model speaks. */
export type Feature<R> = {
  name: string
  title: Words
  /** Null is "not known". */
  of: (row: R) => string | number | null
  kind: 'number' | 'category'
  /** What its codes mean; names and numbers speak for themselves. */
  words?: Readonly<Record<string, Words>>
  unit?: Words
  /** Every row of the training has it; who lacks it yet counts as the average row. */
  averaged?: true
}
/** Of a lead that arrives, from the facts or from what the enquiry itself said. */
export type Known = Pick<
  Arrival,
  | 'source'
  | 'medium'
  | 'series'
  | 'brand'
  | 'dealer'
  | 'province'
  | 'horizon'
  | 'tradeIn'
  | 'wantsDealer'
  | 'hour'
  | 'weekday'
  | 'budgetFen'
  | 'sentAfterHours'
  | 'purchases'
  | 'daysSincePurchase'
  | 'enquiriesBefore'
>

const category = <R>(
  name: string,
  title: Words,
  of: (row: R) => string,
  words?: Readonly<Record<string, Words>>,
): Feature<R> => ({ name, title, of: (row) => of(row) || null, kind: 'category', ...(words && { words }) })
const number = <R>(name: string, title: Words, of: (row: R) => number | null, unit?: Words): Feature<R> => ({
  name,
  title,
  of,
  kind: 'number',
  ...(unit && { unit }),
})

const yesNo = { yes: { zh: '是', en: 'yes' }, no: { zh: '否', en: 'no' } }
const said = (yes: boolean) => (yes ? 'yes' : 'no')
const horizons = {
  week: { zh: '一周内', en: 'within a week' },
  month: { zh: '一个月内', en: 'within a month' },
  quarter: { zh: '三个月内', en: 'within three months' },
  later: { zh: '更晚', en: 'later' },
}
const weekdays = Object.fromEntries(
  [...'一二三四五六日'].map((zh, at) => [
    String(at + 1),
    {
      zh: `星期${zh}`,
      en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][at]!,
    },
  ]),
)
const partOf = (hour: number) =>
  hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'
const parts = {
  night: { zh: '0–6 点', en: '0–6 h' },
  morning: { zh: '6–12 点', en: '6–12 h' },
  afternoon: { zh: '12–18 点', en: '12–18 h' },
  evening: { zh: '18–24 点', en: '18–24 h' },
}
const days = { zh: '天', en: 'days' }
const yuan = { zh: '元', en: 'yuan' }

/**
 * What is known on arrival and at the first dispatch. Nothing else may stand here: grade, stage, dealer and dispatch of the
 * lead itself change with what becomes of it, and its message may be a note somebody wrote later.
 */
export const arrivalFeatures: readonly Feature<Known>[] = [
  category('source', { zh: '来源', en: 'Source' }, (row) => row.source),
  category('medium', { zh: '媒介', en: 'Medium' }, (row) => row.medium),
  category('series', { zh: '车系', en: 'Series' }, (row) => row.series),
  category('brand', { zh: '品牌', en: 'Brand' }, (row) => row.brand),
  {
    ...category<Known>('dealer', { zh: '首次派发的经销商', en: 'Dealer first sent to' }, (row) => row.dealer),
    averaged: true,
  },
  category('province', { zh: '省份', en: 'Province' }, (row) => divisionByCode(row.province)?.name ?? ''),
  category('horizon', { zh: '购车时间', en: 'Purchase horizon' }, (row) => row.horizon, horizons),
  category('tradeIn', { zh: '置换', en: 'Trade-in' }, (row) => row.tradeIn, yesNo),
  category('wantsDealer', { zh: '指定经销商', en: 'Names a dealer' }, (row) => said(row.wantsDealer), yesNo),
  category('partOfDay', { zh: '到达时段', en: 'Time of day' }, (row) => partOf(row.hour), parts),
  category('weekday', { zh: '星期', en: 'Weekday' }, (row) => String(row.weekday), weekdays),
  number(
    'budget',
    { zh: '预算', en: 'Budget' },
    (row) => (row.budgetFen === null ? null : Math.round(row.budgetFen / 100)),
    yuan,
  ),
  number('sentAfter', { zh: '到达至派发', en: 'Arrival to dispatch' }, (row) => row.sentAfterHours, {
    zh: '小时',
    en: 'hours',
  }),
  number('purchases', { zh: '此前购买', en: 'Purchases before' }, (row) => row.purchases, {
    zh: '次',
    en: 'times',
  }),
  number(
    'sincePurchase',
    { zh: '距上次购买', en: 'Since the last purchase' },
    (row) => row.daysSincePurchase,
    days,
  ),
  number('enquiries', { zh: '此前询价', en: 'Enquiries before' }, (row) => row.enquiriesBefore, {
    zh: '次',
    en: 'times',
  }),
]

const times = { zh: '次', en: 'times' }
/** What is known of an owner on a day; amounts are of the year before it. */
export const ownerFeatures: readonly Feature<Owner>[] = [
  number('cars', { zh: '已购车辆', en: 'Cars bought' }, (row) => row.cars, { zh: '辆', en: 'cars' }),
  number('daysOwned', { zh: '距上次提车', en: 'Since the last delivery' }, (row) => row.daysOwned, days),
  category('series', { zh: '现有车系', en: 'Series owned' }, (row) => row.series),
  category('brand', { zh: '品牌', en: 'Brand' }, (row) => row.brand),
  category('dealer', { zh: '售车经销商', en: 'Dealer who sold it' }, (row) => row.dealer),
  number('price', { zh: '车价', en: 'Price paid' }, (row) => Math.round(row.priceFen / 100), yuan),
  number(
    'sinceVisit',
    { zh: '距上次进厂', en: 'Since the last workshop visit' },
    (row) => row.daysSinceVisit,
    days,
  ),
  number(
    'visits',
    { zh: '近一年进厂', en: 'Workshop visits, last year' },
    (row) => row.visitsThisYear,
    times,
  ),
  number(
    'visitsBefore',
    { zh: '前一年进厂', en: 'Workshop visits, the year before' },
    (row) => row.visitsYearBefore,
    times,
  ),
  number(
    'spent',
    { zh: '近一年售后消费', en: 'Paid in the workshop, last year' },
    (row) => Math.round(row.spentFen / 100),
    yuan,
  ),
  number(
    'repairs',
    { zh: '近一年维修与事故', en: 'Repairs and accidents, last year' },
    (row) => row.repairs,
    times,
  ),
  number(
    'freeVisits',
    { zh: '近一年免费进厂', en: 'Unpaid visits, last year' },
    (row) => row.freeVisits,
    times,
  ),
  number(
    'accessories',
    { zh: '近一年精品', en: 'Accessories, last year' },
    (row) => Math.round(row.accessoriesFen / 100),
    yuan,
  ),
]

export const tableOf = <R>(features: readonly Feature<R>[], rows: readonly R[]): Table => ({
  rows: rows.length,
  columns: features.map(({ name, kind, of }) =>
    kind === 'number'
      ? numberColumn(
          name,
          rows.map((row) => of(row) as number | null),
        )
      : categoryColumn(
          name,
          rows.map((row) => of(row) as string | null),
        ),
  ),
})

/** A value as a person reads it; null where it is not known. */
export function valueWords<R>({ of, words, unit }: Feature<R>, row: R): Words | null {
  const value = of(row)
  if (value === null) return null
  if (typeof value === 'string') return words?.[value] ?? { zh: value, en: value }
  const shown = (language: string) => value.toLocaleString(language, { maximumFractionDigits: 1 })
  return {
    zh: `${shown('zh-CN')}${unit ? ` ${unit.zh}` : ''}`,
    en: `${shown('en')}${unit ? ` ${unit.en}` : ''}`,
  }
}

export const averagedOf = (features: readonly { name: string; averaged?: true }[]): ReadonlySet<string> =>
  new Set(features.filter(({ averaged }) => averaged).map(({ name }) => name))
