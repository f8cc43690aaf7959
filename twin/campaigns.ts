/** Eighteen campaigns with the lift each of them truly has; two of them have none, which is the harder thing to see. */

import { dayText } from './calendar.ts'
import { type BrandCode, brandOf, SERIES } from './catalogue.ts'
import { REGIONS } from './cities.ts'
import { regionCode } from './tree.ts'

export const SOURCES = [
  'website',
  'mini_program',
  'aggregator',
  'search_ad',
  'live_stream',
  'contact_centre',
  'walk_in',
  'auto_show',
  'referral',
] as const
export type Source = (typeof SOURCES)[number]

export interface Campaign {
  index: number
  code: string
  name: string
  brand: BrandCode
  medium: string
  source: Source
  /** -1 for the whole country. */
  regionIndex: number
  regionCode: string
  seriesIndex: number
  fromDay: number
  /** Last day of the flight, included. */
  toDay: number
  trackingCode: string
  landingPage: string
  /** Per enquiry it truly causes; spread over all enquiries it is a few hundred. */
  costPerLeadYuan: number
  /** Extra enquiries it really causes, relative to the organic ones of its brand and region. */
  leadLift: number
  /** Extra showroom visits and phone enquiries it causes at the dealers of its brand and region. */
  countLift: number
}

type Plan = readonly [
  name: string,
  brand: BrandCode,
  medium: string,
  source: Source,
  region: string,
  series: string,
  start: number,
  days: number,
  leadLift: number,
  countLift: number,
]

/** start is a share of the whole window, days is capped for short windows; 0 days means all the time. */
const PLANS: readonly Plan[] = [
  ['环路品牌搜索', 'HL', 'search', 'search_ad', '', '', 0, 0, 0.05, 0],
  ['星程品牌搜索', 'XC', 'search', 'search_ad', '', '', 0, 0, 0.06, 0],
  ['垂直媒体年度合作', 'HL', 'portal', 'aggregator', '', '', 0, 0, 0.04, 0],
  ['越岭 L 上市直播', 'HL', 'live_stream', 'live_stream', '', '越岭 L', 0.22, 30, 0.22, 0],
  ['星程 N7 上市短视频', 'XC', 'short_video', 'live_stream', '', 'N7', 0.47, 30, 0.3, 0],
  ['岁末置换季', 'HL', 'social', 'mini_program', '', '', 0.05, 24, 0.12, 0],
  ['华东春季团购', 'HL', 'tv', 'website', 'HD', '越岭', 0.14, 28, 0.45, 0.2],
  ['华南国际车展', 'HL', 'auto_show', 'auto_show', 'HN', '望川', 0.31, 21, 0.5, 0.2],
  ['华北试驾季', 'HL', 'outdoor', 'website', 'HB', '云衡', 0.36, 28, 0.4, 0.2],
  ['西南越野季', 'HL', 'short_video', 'live_stream', 'XN', '越岭 L', 0.41, 28, 0.45, 0.2],
  ['华中返乡季', 'HL', 'radio', 'contact_centre', 'HZ', '青舟', 0.57, 21, 0.35, 0.2],
  ['西北自驾季', 'HL', 'social', 'mini_program', 'XB', '越岭', 0.72, 28, 0.35, 0.2],
  ['东北冰雪季', 'HL', 'tv', 'website', 'DB', '越岭', 0.54, 28, 0.4, 0.2],
  ['华东星程充电无忧', 'XC', 'outdoor', 'website', 'HD', 'N5', 0.69, 28, 0.5, 0.2],
  ['华南星程城市快闪', 'XC', 'event', 'auto_show', 'HN', 'N3', 0.74, 21, 0.5, 0.2],
  ['华东金秋购车节', 'HL', 'tv', 'website', 'HD', '拾光', 0.9, 28, 0.35, 0.2],
  ['华北弹窗广告', 'HL', 'display', 'website', 'HB', '云衡', 0.78, 28, 0, 0],
  ['华中短信群发', 'HL', 'sms', 'mini_program', 'HZ', '望川', 0.88, 21, 0, 0],
]

/** Regions without a dealer of the brand are replaced by one that has some, so small networks keep all eighteen. */
export function buildCampaigns(
  startDay: number,
  endDay: number,
  servedRegions: (brand: BrandCode) => readonly number[],
): Campaign[] {
  const length = endDay - startDay
  return PLANS.map((plan, index) => {
    const [name, brand, medium, source, region, series, start, days, leadLift, countLift] = plan
    const wanted = REGIONS.findIndex((candidate) => candidate.code === region)
    const served = servedRegions(brand)
    const regionIndex =
      region === '' || served.includes(wanted) ? wanted : (served[index % served.length] ?? -1)
    const fromDay = startDay + Math.floor(start * length)
    const flight = days === 0 ? length : Math.max(3, Math.min(days, Math.floor(length / 6)))
    const seriesIndex = SERIES.findIndex((candidate) => candidate.name === series)
    const stamp = dayText(fromDay).slice(2, 7).replace('-', '')
    return {
      index,
      code: `C${stamp}${String(index + 1).padStart(2, '0')}`,
      name,
      brand,
      medium,
      source,
      regionIndex,
      regionCode: regionIndex < 0 ? '' : regionCode(brand, regionIndex),
      seriesIndex,
      fromDay,
      toDay: Math.min(endDay, fromDay + flight) - 1,
      trackingCode: `${brand.toLowerCase()}-${medium.replace('_', '')}-${stamp}-${index + 1}`,
      landingPage: `${brandOf(brand).site}/${SERIES[seriesIndex]?.slug ?? 'offers'}/${medium.replace('_', '-')}-${stamp}`,
      costPerLeadYuan: 1200 + ((index * 530) % 1800),
      leadLift,
      countLift,
    }
  })
}
