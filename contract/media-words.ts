import type { Words } from './endpoint.ts'

/** Well-known media; others may be sent and stand as they came. One table for screens, analyses and mails. */
export const mediumWords: Record<string, Words> = {
  search: { zh: '搜索', en: 'Search' },
  portal: { zh: '垂直媒体', en: 'Car portal' },
  'live-stream': { zh: '直播', en: 'Live stream' },
  'short-video': { zh: '短视频', en: 'Short video' },
  social: { zh: '社交媒体', en: 'Social' },
  tv: { zh: '电视', en: 'Television' },
  radio: { zh: '电台', en: 'Radio' },
  outdoor: { zh: '户外', en: 'Outdoor' },
  'auto-show': { zh: '车展', en: 'Motor show' },
  event: { zh: '线下活动', en: 'Event' },
  display: { zh: '展示广告', en: 'Display' },
  sms: { zh: '短信', en: 'Text message' },
  website: { zh: '官网', en: 'Website' },
  print: { zh: '平面', en: 'Print' },
  wechat: { zh: '微信', en: 'WeChat' },
  referral: { zh: '推荐', en: 'Referral' },
  'walk-in': { zh: '自然到店', en: 'Walk-in' },
  showroom: { zh: '展厅', en: 'Showroom' },
  phone: { zh: '电话', en: 'Telephone' },
  cpc: { zh: '点击付费', en: 'Pay per click' },
  'word-of-mouth': { zh: '口碑', en: 'Word of mouth' },
  web: { zh: '网页', en: 'Web' },
}

/** `live_stream` and `live-stream` are one medium. */
export const mediumWord = (medium: string): Words =>
  mediumWords[medium.replaceAll('_', '-')] ?? { zh: medium, en: medium }
