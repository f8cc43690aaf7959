import { z } from 'zod'
import type { Words } from './endpoint.ts'
import { grade, grades } from './policy.ts'

/** What a lead can be, as data: the server decides by these tables and the screens draw from them. */

export { grade, grades }
export type Grade = z.infer<typeof grade>

export const stages = [
  'new',
  'profile',
  'visit',
  'test-drive',
  'order',
  'delivery',
  'lost',
  'invalid',
] as const
export const stage = z.enum(stages)
export type Stage = z.infer<typeof stage>

/** The one transition table. Steps may be skipped, because people walk in; nothing goes back but a cancelled order. */
export const stageTransitions: Record<Stage, readonly Stage[]> = {
  new: ['profile', 'visit', 'test-drive', 'order', 'delivery', 'lost', 'invalid'],
  profile: ['visit', 'test-drive', 'order', 'delivery', 'lost', 'invalid'],
  visit: ['test-drive', 'order', 'delivery', 'lost'],
  'test-drive': ['order', 'delivery', 'lost'],
  order: ['delivery', 'test-drive', 'lost'],
  delivery: [],
  lost: ['new'],
  invalid: [],
}
export const closedStages: readonly Stage[] = ['delivery', 'lost', 'invalid']
export const openStages: readonly Stage[] = ['new', 'profile', 'visit', 'test-drive', 'order']
export const mayMove = (from: Stage, to: Stage): boolean => stageTransitions[from].includes(to)

export const stageWords: Record<Stage, Words> = {
  new: { zh: '新增线索', en: 'New lead' },
  profile: { zh: '建档', en: 'Profile created' },
  visit: { zh: '到店', en: 'Showroom visit' },
  'test-drive': { zh: '试驾', en: 'Test drive' },
  order: { zh: '下订', en: 'Order' },
  delivery: { zh: '交车', en: 'Delivery' },
  lost: { zh: '战败', en: 'Lost' },
  invalid: { zh: '无效', en: 'Invalid' },
}

export const holders = ['pool', 'contact-centre', 'dealer', 'consultant'] as const
export const holder = z.enum(holders)
export type Holder = z.infer<typeof holder>

/** Why nobody at a dealer holds it. */
export const waitingReasons = [
  'unqualified',
  'needs-review',
  'no-consent',
  'no-dealer',
  'tie',
  'nurture',
  'breach',
  'recall',
  'dispute',
  'recycle',
  'win-back',
] as const
export const waiting = z.enum(waitingReasons)
export type Waiting = z.infer<typeof waiting>
export const waitingWords: Record<Waiting, Words> = {
  unqualified: { zh: '清洗中', en: 'Being qualified' },
  'needs-review': { zh: '内容待人工核对', en: 'Content needs a look' },
  'no-consent': { zh: '缺单独同意', en: 'No separate consent' },
  'no-dealer': { zh: '无合适的店', en: 'No suitable dealer' },
  tie: { zh: '同分待定', en: 'Dealers tie' },
  nurture: { zh: '培育中', en: 'Nurtured' },
  breach: { zh: '超时收回', en: 'Recalled at breach' },
  recall: { zh: '总部收回', en: 'Recalled' },
  dispute: { zh: '争议收回', en: 'Recalled after a dispute' },
  recycle: { zh: '久未跟进，回收', en: 'Recycled' },
  'win-back': { zh: '战败挽回', en: 'Win-back' },
}

export const horizons = ['week', 'month', 'quarter', 'later'] as const
export const horizon = z.enum(horizons)
export type Horizon = z.infer<typeof horizon>
export const horizonWords: Record<Horizon, Words> = {
  week: { zh: '一周内', en: 'Within a week' },
  month: { zh: '一个月内', en: 'Within a month' },
  quarter: { zh: '三个月内', en: 'Within three months' },
  later: { zh: '更晚或未定', en: 'Later or unknown' },
}

/** Well-known sources; others may be sent and are kept as they come. */
export const leadSources = [
  'website',
  'mini-programme',
  'search',
  'live-stream',
  'aggregator',
  'auto-show',
  'contact-centre',
  'walk-in',
  'dealer-call',
  'referral',
  'key-account',
  'adf',
  'import',
] as const
export const sourceWords: Record<(typeof leadSources)[number], Words> = {
  website: { zh: '官网', en: 'Website' },
  'mini-programme': { zh: '小程序', en: 'Mini-programme' },
  search: { zh: '搜索广告', en: 'Search' },
  'live-stream': { zh: '直播间', en: 'Live stream' },
  aggregator: { zh: '垂直媒体', en: 'Car portal' },
  'auto-show': { zh: '车展留资', en: 'Motor show' },
  'contact-centre': { zh: '客户开发中心', en: 'Contact centre' },
  'walk-in': { zh: '到店', en: 'Walk-in' },
  'dealer-call': { zh: '来电', en: 'Call to the dealer' },
  referral: { zh: '老客户推荐', en: 'Referral' },
  'key-account': { zh: '大客户转介', en: 'Key account' },
  adf: { zh: 'ADF', en: 'ADF' },
  import: { zh: '导入', en: 'Import' },
}

/** Systems that send files rather than leads; a record names the one it came from. */
const systemWords: Record<string, Words> = {
  dms: { zh: '经销商系统', en: 'Dealer system' },
  network: { zh: '网络名册', en: 'Network register' },
  catalogue: { zh: '车型目录', en: 'Catalogue' },
  campaigns: { zh: '市场活动', en: 'Campaigns' },
  media: { zh: '媒体账单', en: 'Media accounts' },
  staff: { zh: '人员名册', en: 'Staff register' },
  'lead-table': { zh: '线索表', en: 'Lead table' },
  orders: { zh: '订单系统', en: 'Order system' },
  deliveries: { zh: '交车系统', en: 'Delivery system' },
  'daily-counts': { zh: '展厅日报', en: 'Daily counts' },
  'call-log': { zh: '通话记录', en: 'Call log' },
  'repair-orders': { zh: '维修工单', en: 'Repair orders' },
  'web-events': { zh: '网站访问', en: 'Web visits' },
  'web-carts': { zh: '网上购物车', en: 'Web carts' },
}
/** Wherever a record came from, by a source of leads or by a system's file. */
export const originWords: Record<string, Words> = { ...systemWords, ...sourceWords }

export const lostReasons = [
  'bought-other-brand',
  'bought-elsewhere',
  'price',
  'finance',
  'delivery-time',
  'product',
  'postponed',
  'no-budget',
  'unreachable',
  'wrong-number',
  'other',
] as const
export const lostReason = z.enum(lostReasons)
export type LostReason = z.infer<typeof lostReason>
export const lostReasonWords: Record<LostReason, Words> = {
  'bought-other-brand': { zh: '购买其他品牌', en: 'Bought another brand' },
  'bought-elsewhere': { zh: '在其他店购买', en: 'Bought at another dealer' },
  price: { zh: '价格', en: 'Price' },
  finance: { zh: '金融未通过', en: 'Finance refused' },
  'delivery-time': { zh: '交车期过长', en: 'Delivery takes too long' },
  product: { zh: '产品不合适', en: 'Product does not fit' },
  postponed: { zh: '推迟购车', en: 'Postponed' },
  'no-budget': { zh: '预算不足', en: 'No budget' },
  unreachable: { zh: '多次联系不上', en: 'Not reachable' },
  'wrong-number': { zh: '号码错误', en: 'Wrong number' },
  other: { zh: '其他', en: 'Other' },
}

/** Next steps offered; a free text is welcome too. */
export const nextSteps = [
  'first-contact',
  'call',
  'message',
  'invite',
  'test-drive',
  'quote',
  'negotiate',
  'trade-in',
  'deliver',
  'qualify',
  'dispatch',
] as const
export const nextStepWords: Record<(typeof nextSteps)[number], Words> = {
  'first-contact': { zh: '首次联系', en: 'First contact' },
  call: { zh: '电话跟进', en: 'Call' },
  message: { zh: '发消息', en: 'Send a message' },
  invite: { zh: '邀约到店', en: 'Invite to the showroom' },
  'test-drive': { zh: '安排试驾', en: 'Arrange a test drive' },
  quote: { zh: '报价', en: 'Send a quote' },
  negotiate: { zh: '谈价', en: 'Negotiate' },
  'trade-in': { zh: '旧车评估', en: 'Value the trade-in' },
  deliver: { zh: '准备交车', en: 'Prepare delivery' },
  qualify: { zh: '清洗核实', en: 'Qualify' },
  dispatch: { zh: '派发', en: 'Dispatch' },
}

export const contactResults = ['reached', 'not-reached', 'wrong-number'] as const
export const feedbackOutcomes = ['follow-up', 'appointment', 'visit', 'test-drive', 'order', 'lost'] as const
export type ContactResult = (typeof contactResults)[number]
export type FeedbackOutcome = (typeof feedbackOutcomes)[number]
/** The stage an outcome leads to, if the lead is not already further. */
export const outcomeStage: Record<FeedbackOutcome, Stage> = {
  'follow-up': 'profile',
  appointment: 'profile',
  visit: 'visit',
  'test-drive': 'test-drive',
  order: 'order',
  lost: 'lost',
}

export type FeedbackField = 'contacted' | 'outcome' | 'nextStep' | 'nextStepAt' | 'lostReason'
/** The mandatory fields of a feedback, given what has been chosen so far. Screen and server ask this. */
export function mandatoryFields(chosen: {
  contacted?: ContactResult | undefined
  outcome?: FeedbackOutcome | undefined
}): FeedbackField[] {
  if (chosen.outcome === 'lost') return ['contacted', 'outcome', 'lostReason']
  return ['contacted', 'outcome', 'nextStep', 'nextStepAt']
}
/** Outcomes that make sense after this contact: who was not reached cannot have come to the showroom. */
export const outcomesAfter = (contacted: ContactResult): readonly FeedbackOutcome[] =>
  contacted === 'reached' ? feedbackOutcomes : ['follow-up', 'lost']
/** A feedback stops the clock when the person was reached, or the lead is given up with a reason. */
export const stopsClock = (feedback: { contacted: ContactResult; outcome: FeedbackOutcome }): boolean =>
  feedback.contacted === 'reached' || feedback.outcome === 'lost'

export const disputeReasons = ['wrong-number', 'out-of-area', 'duplicate', 'no-consent', 'other'] as const
export const disputeWords: Record<(typeof disputeReasons)[number], Words> = {
  'wrong-number': { zh: '号码错误', en: 'Wrong number' },
  'out-of-area': { zh: '不在区域', en: 'Out of area' },
  duplicate: { zh: '重复线索', en: 'Duplicate' },
  'no-consent': { zh: '无单独同意', en: 'No separate consent' },
  other: { zh: '其他', en: 'Other' },
}
export const disputeDecisions = ['rejected', 'recalled', 'closed'] as const

export const markKinds = ['remind', 'copy', 'breach', 'win-back', 'recycle'] as const
export type MarkKind = (typeof markKinds)[number]

export const undoSeconds = 10
