import { type Horizon, horizons, type LostReason, lostReasons } from '../../../../contract/lead-words.ts'

/** How people and spreadsheets write a purchase horizon. */
const horizonPatterns: [RegExp, Horizon][] = [
  [/^h\b|^h级|[一1]\s*周|7\s*天|本周|近期|马上|立即|within a week|this week|immediately|asap/i, 'week'],
  [
    /^a\b|^a级|(?:^|[^\d十两二三四五六])[一1]\s*个?月|30\s*天|本月|半个?月|within a month|this month|^1 month/i,
    'month',
  ],
  [
    /^b\b|^b级|[三3]\s*个?月|[两二2]\s*个?月|季度|within (?:a quarter|(?:three|3|two|2) months)|^[23] months/i,
    'quarter',
  ],
  [/^c\b|^c级|半年|[一1]年|更晚|未定|不确定|以后|later|unknown|not sure|(?:six|6|12) months|year/i, 'later'],
]

/** Null when there is nothing to read; `unknown` when there is something and it means nothing. */
export function readHorizon(text: string | null | undefined): Horizon | 'unknown' | null {
  const plain = text?.normalize('NFKC').trim().toLowerCase()
  if (!plain) return null
  const exact = horizons.find((one) => one === plain)
  return exact ?? horizonPatterns.find(([pattern]) => pattern.test(plain))?.[1] ?? 'unknown'
}

const lostPatterns: [RegExp, LostReason][] = [
  [/其他品牌|竞品|别的品牌|other brand|competitor/i, 'bought-other-brand'],
  [/其他店|别的店|同城|他店|another dealer|elsewhere/i, 'bought-elsewhere'],
  [/价格|优惠|太贵|price|discount|expensive/i, 'price'],
  [/金融|贷款|征信|finance|loan|credit/i, 'finance'],
  [/交车|现车|等车|delivery|stock/i, 'delivery-time'],
  [/预算|没钱|budget/i, 'no-budget'],
  [/产品|配置|空间|动力|product|feature/i, 'product'],
  [/推迟|暂缓|不买|放弃|postpone|later|not now/i, 'postponed'],
  [/联系不上|无人接|拒接|unreach|no answer/i, 'unreachable'],
  [/空号|错号|号码|wrong number/i, 'wrong-number'],
]
/** A reason from the list; free text that means none of them is `other`. */
export function readLostReason(text: string | null | undefined): LostReason {
  const plain = text?.trim().toLowerCase() ?? ''
  return (
    lostReasons.find((one) => one === plain) ??
    lostPatterns.find(([pattern]) => pattern.test(plain))?.[1] ??
    'other'
  )
}
