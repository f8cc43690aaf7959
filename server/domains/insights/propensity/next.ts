import type { ChanceBand, NextAction, NextActionKey, NextReason } from '../../../../contract/propensity.ts'
import type { ValueClass, ValueStage } from '../../../../contract/value.ts'

export type Purpose = 'sales' | 'service' | 'marketing'
export type Channel = 'phone' | 'sms' | 'wechat' | 'email'
/** What is known of a customer where it is decided what to do next. */
export type Standing = {
  deceased: boolean
  doNotContact: boolean
  /** Purposes the reader's house may contact them for. */
  consents: ReadonlySet<Purpose>
  preferredChannel: Channel | null
  hasPhone: boolean
  hasEmail: boolean
  valueClass: ValueClass | null
  stage: ValueStage | null
  atLoss: boolean
  /** 0 to 1: how likely an owner does not come to the workshop any more; null where nobody says. */
  lapseRisk: number | null
  repurchase: ChanceBand | null
  lead: { id: string; overdue: boolean; chance: ChanceBand | null } | null
  /** The latest cart of the web shop that was not ordered, and how long it has lain there untouched. */
  cart: { item: string; others: number; hours: number } | null
}

const lapseFrom = 0.5
/** Before a day is over they may still be choosing; after a month they have long gone elsewhere. */
const cartHours = { least: 24, most: 720 }
type Line = {
  action: NextActionKey
  /** Null where nobody is contacted for it. */
  purpose: Purpose | null
  because(one: Standing): NextReason[]
}
const all = (...reasons: (NextReason | false)[]) => reasons.filter((reason) => reason !== false)
const worthy = ({ valueClass }: Standing) => valueClass === 'honoured' || valueClass === 'improving'

/** In this order, best first; a line without reasons does not apply. What a person asked for comes before what we would like. */
export const lines: readonly Line[] = [
  {
    action: 'answer-lead',
    purpose: 'sales',
    because: ({ lead }) =>
      lead?.overdue ? all('lead-overdue', lead.chance === 'high' && 'lead-likely') : [],
  },
  {
    action: 'follow-lead',
    purpose: 'sales',
    because: ({ lead }) =>
      lead && !lead.overdue ? all('lead-open', lead.chance === 'high' && 'lead-likely') : [],
  },
  {
    action: 'remind-cart',
    purpose: 'marketing',
    because: ({ cart }) =>
      cart && cart.hours >= cartHours.least && cart.hours <= cartHours.most ? ['left-in-cart'] : [],
  },
  {
    action: 'save',
    purpose: 'service',
    because: (one) => {
      const lapses = (one.lapseRisk ?? 0) >= lapseFrom
      if (!worthy(one) || !(lapses || one.stage === 'declining')) return []
      return all(
        lapses && 'lapse-risk',
        one.stage === 'declining' && 'declining',
        one.valueClass === 'honoured' ? 'honoured' : 'promising',
      )
    },
  },
  {
    action: 'offer-renewal',
    purpose: 'sales',
    because: ({ repurchase, lead }) => (repurchase === 'high' && !lead ? ['repurchase-high'] : []),
  },
  {
    action: 'win-back',
    purpose: 'marketing',
    because: ({ stage, valueClass }) =>
      stage === 'ended' && valueClass !== null && valueClass !== 'abandoned' ? ['ended'] : [],
  },
  {
    action: 'care',
    purpose: 'service',
    because: ({ valueClass, stage }) =>
      valueClass === 'honoured' && (stage === 'mature' || stage === 'growing') ? ['honoured'] : [],
  },
  {
    action: 'invite-service',
    purpose: 'service',
    because: ({ stage, valueClass }) =>
      stage === 'growing' && valueClass !== 'honoured' ? ['new-owner'] : [],
  },
  { action: 'review-cost', purpose: null, because: ({ atLoss }) => (atLoss ? ['at-loss'] : []) },
]

function channelOf({ preferredChannel, hasPhone, hasEmail }: Standing): Channel | null {
  // WeChat is no address we hold: only who prefers it is reached there.
  const reachable = { phone: hasPhone, sms: hasPhone, email: hasEmail, wechat: preferredChannel === 'wechat' }
  if (preferredChannel && reachable[preferredChannel]) return preferredChannel
  return hasPhone ? 'phone' : hasEmail ? 'email' : null
}

export const mostActions = 3
/**
 * The next best actions, with reasons. Whoever asked not to be contacted is not; what needs a consent that is not there is
 * not suggested, and asking for it takes its place, at the customer's next visit and through no channel.
 */
export function nextActions(one: Standing): NextAction[] {
  const quiet = (reason: NextReason): NextAction[] => [
    { action: 'none', reasons: [reason], channel: null, purpose: null, leadId: null },
  ]
  if (one.deceased) return quiet('deceased')
  if (one.doNotContact) return quiet('do-not-contact')
  const channel = channelOf(one)
  const wanting = new Set<NextReason>()
  const actions = lines.flatMap(({ action, purpose, because }): NextAction[] => {
    const reasons = because(one)
    if (reasons.length === 0) return []
    if (purpose && !one.consents.has(purpose)) {
      wanting.add(`no-consent-${purpose}`)
      return []
    }
    const leadId = purpose === 'sales' && action !== 'offer-renewal' ? (one.lead?.id ?? null) : null
    const next: NextAction = { action, reasons, channel: purpose && channel, purpose, leadId }
    if (!reasons.includes('left-in-cart') || !one.cart) return [next]
    const { item, others, hours } = one.cart
    return [{ ...next, cart: { item, others, days: Math.floor(hours / 24) } }]
  })
  if (wanting.size > 0)
    actions.push({ action: 'ask-consent', reasons: [...wanting], channel: null, purpose: null, leadId: null })
  return actions.slice(0, mostActions)
}
