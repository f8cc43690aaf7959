import type { Words } from '../../../../../contract/endpoint.ts'
import type { lossCauses, ValueClass, ValueStage } from '../../../../../contract/value.ts'

/** What the codes of a valuation are called in tables. */
export const classWords: Record<ValueClass | '', Words> = {
  honoured: { zh: '贵宾型', en: 'Honoured' },
  improving: { zh: '改进型', en: 'Improving' },
  maintained: { zh: '维持型', en: 'Maintained' },
  abandoned: { zh: '放弃型', en: 'Abandoned' },
  '': { zh: '未分类', en: 'Unclassified' },
}
export const abcWords: Record<'A' | 'B' | 'C', Words> = {
  A: { zh: 'A 类', en: 'A' },
  B: { zh: 'B 类', en: 'B' },
  C: { zh: 'C 类', en: 'C' },
}
export const stageWords: Record<ValueStage, Words> = {
  acquiring: { zh: '潜在获取期', en: 'Acquiring' },
  growing: { zh: '成长期', en: 'Growing' },
  mature: { zh: '成熟期', en: 'Mature' },
  declining: { zh: '衰退期', en: 'Declining' },
  ended: { zh: '终止期', en: 'Ended' },
}
export const causeWords: Record<(typeof lossCauses)[number], Words> = {
  goods: { zh: '商品与工时成本高于收入', en: 'goods and hours cost more than they paid' },
  free: { zh: '免费到店过多', en: 'visits nobody paid for' },
}

export const customersTitle: Words = { zh: '客户', en: 'Customers' }
export const hiddenMoney: Words = {
  zh: '金额含客户在其他经销商的消费，区域与经销商不显示',
  en: 'Amounts include what customers paid elsewhere: regions and dealers do not see them',
}
export const notValued: Words = {
  zh: '还没有客户被评定：每夜 4:47（北京时间）评定一次',
  en: 'Nobody has been valued yet: it happens every night at 4:47 in Beijing',
}
/** Said of every table of verdicts. */
export const ofTheNight: Words = {
  zh: '来自最近一次夜间评定；假设的毛利率与免费到店成本见客户价值看板',
  en: 'From the last nightly valuation; the margins and costs it assumes stand on the value board',
}
