import type { Words } from '../../../../contract/endpoint.ts'

/** What a row is whose leads or customers have none of what it is split by. Its mark is empty. */
export const withoutWords: Record<string, Words> = {
  brand: { zh: '无品牌', en: 'Without brand' },
  region: { zh: '无大区', en: 'Without region' },
  dealer: { zh: '尚未派发', en: 'Not yet dispatched' },
  consultant: { zh: '尚未分配顾问', en: 'No consultant yet' },
  series: { zh: '车系未定', en: 'No series yet' },
  campaign: { zh: '无活动', en: 'No campaign' },
  medium: { zh: '媒体不明', en: 'Medium unknown' },
  source: { zh: '来源不明', en: 'Source unknown' },
  grade: { zh: '未评级', en: 'Not graded' },
}
const other: Words = { zh: '未填', en: 'Not given' }
export const withoutWord = (by: string): Words => withoutWords[by] ?? other

/** They come last, however many they are: a chart begins with what somebody can act on. */
export const lastWithout = <Row>(rows: readonly Row[], isWithout: (row: Row) => boolean): Row[] => [
  ...rows.filter((row) => !isWithout(row)),
  ...rows.filter(isWithout),
]
