import { type Grade, grades, type Horizon } from '../../../../contract/lead-words.ts'

export type Reason = { zh: string; en: string; points: number }

/** What an enquiry says about how serious it is. */
export type Signals = {
  horizon: Horizon | null
  hasMobile: boolean
  hasEmail: boolean
  namesSeries: boolean
  namesVariant: boolean
  hasBudget: boolean
  tradeIn: boolean
  wantsDealer: boolean
  source: string
  touches: number
}

const gradeOf: Record<Horizon, Grade> = { week: 'H', month: 'A', quarter: 'B', later: 'C' }

/** H buys within a week, A within a month, B within a quarter, C later or unknown. */
export const gradeFor = (horizon: Horizon | null): Grade => (horizon ? gradeOf[horizon] : 'C')

export const hotter = (one: Grade, other: Grade): Grade =>
  grades.indexOf(one) <= grades.indexOf(other) ? one : other

const horizonPoints: Record<Horizon, number> = { week: 40, month: 30, quarter: 18, later: 6 }
const sourcePoints: Record<string, number> = {
  'walk-in': 20,
  referral: 16,
  'dealer-call': 14,
  'contact-centre': 12,
  'key-account': 12,
  website: 9,
  'mini-programme': 9,
  adf: 8,
  search: 6,
  'auto-show': 4,
  'live-stream': 3,
  aggregator: 3,
}

/** 0 to 100, and every point says where it comes from. */
export function scoreOf(signals: Signals): { score: number; reasons: Reason[] } {
  const reasons: Reason[] = []
  const give = (points: number, zh: string, en: string) => {
    if (points > 0) reasons.push({ zh, en, points })
  }
  if (signals.horizon) give(horizonPoints[signals.horizon], '购车时间', 'Purchase horizon')
  give(sourcePoints[signals.source] ?? 5, '来源', 'Source')
  if (signals.hasMobile) give(10, '有手机号', 'Mobile number')
  if (signals.hasEmail) give(2, '有邮箱', 'E-mail address')
  if (signals.namesSeries) give(6, '指明车系', 'Names a series')
  if (signals.namesVariant) give(6, '指明车型', 'Names a variant')
  if (signals.hasBudget) give(5, '有预算', 'Has a budget')
  if (signals.tradeIn) give(6, '有旧车置换', 'Trades a car in')
  if (signals.wantsDealer) give(6, '指定经销商', 'Chose a dealer')
  give(Math.min(signals.touches - 1, 3) * 4, '多次询价', 'Asked again')
  const sum = reasons.reduce((total, reason) => total + reason.points, 0)
  return { score: Math.min(100, sum), reasons }
}
