import { describe, expect, it } from 'vitest'
import { lines, nextActions, type Purpose, type Standing } from './next.ts'

const everything = new Set<Purpose>(['sales', 'service', 'marketing'])
const somebody = (more: Partial<Standing> = {}): Standing => ({
  deceased: false,
  doNotContact: false,
  consents: everything,
  preferredChannel: null,
  hasPhone: true,
  hasEmail: false,
  valueClass: 'maintained',
  stage: 'mature',
  atLoss: false,
  lapseRisk: null,
  repurchase: null,
  lead: null,
  cart: null,
  ...more,
})
const lead = { id: 'l', overdue: false, chance: null }
const keys = (more: Partial<Standing>) => nextActions(somebody(more)).map(({ action }) => action)

describe('the next best action', () => {
  it('is none for who asked to be left alone, whatever they are worth', () => {
    expect(nextActions(somebody({ doNotContact: true, valueClass: 'honoured', lead }))).toEqual([
      { action: 'none', reasons: ['do-not-contact'], channel: null, purpose: null, leadId: null },
    ])
    expect(keys({ deceased: true, lead })).toEqual(['none'])
  })
  it('uses no channel without a consent, and asks for it instead', () => {
    const without = nextActions(
      somebody({ consents: new Set(['service']), repurchase: 'high', valueClass: 'honoured' }),
    )
    expect(without.map(({ action, channel, reasons }) => [action, channel, reasons])).toEqual([
      ['care', 'phone', ['honoured']],
      ['ask-consent', null, ['no-consent-sales']],
    ])
  })
  it('never names a channel for a purpose that was not agreed to', () => {
    const purposes: Purpose[][] = [[], ['sales'], ['service'], ['marketing']]
    for (const granted of purposes)
      for (const stage of ['growing', 'mature', 'declining', 'ended'] as const)
        for (const valueClass of ['honoured', 'improving', 'maintained', 'abandoned'] as const)
          for (const one of nextActions(
            somebody({
              consents: new Set(granted),
              stage,
              valueClass,
              repurchase: 'high',
              lead,
              lapseRisk: 0.9,
            }),
          ))
            expect(one.channel === null || granted.includes(one.purpose!)).toBe(true)
  })
  it('answers an overdue lead before anything else', () => {
    const [first] = nextActions(
      somebody({ lead: { ...lead, overdue: true, chance: 'high' }, repurchase: 'high', stage: 'declining' }),
    )
    expect(first).toMatchObject({
      action: 'answer-lead',
      reasons: ['lead-overdue', 'lead-likely'],
      leadId: 'l',
    })
  })
  it('saves who is worth it when they come less often, and wins back who has ended', () => {
    expect(keys({ valueClass: 'honoured', stage: 'declining' })).toEqual(['save'])
    expect(keys({ valueClass: 'improving', lapseRisk: 0.7 })).toEqual(['save'])
    expect(keys({ valueClass: 'maintained', stage: 'ended' })).toEqual(['win-back'])
    expect(keys({ valueClass: 'abandoned', stage: 'ended' })).toEqual([])
  })
  it('offers a renewal to who is likely to buy again and has not asked yet', () => {
    expect(keys({ repurchase: 'high' })).toEqual(['offer-renewal'])
    expect(keys({ repurchase: 'high', lead })).toEqual(['follow-lead'])
  })
  it('reminds of what lies in the web cart, after a day and for a month, before what we would like', () => {
    const cart = { item: '全天候脚垫', others: 2, hours: 75 }
    const [first, second] = nextActions(somebody({ cart, repurchase: 'high' }))
    expect(first).toEqual({
      action: 'remind-cart',
      reasons: ['left-in-cart'],
      channel: 'phone',
      purpose: 'marketing',
      leadId: null,
      cart: { item: '全天候脚垫', others: 2, days: 3 },
    })
    expect(second!.action).toBe('offer-renewal')
    expect(keys({ cart: { ...cart, hours: 23 } })).toEqual([])
    expect(keys({ cart: { ...cart, hours: 721 } })).toEqual([])
    expect(keys({ cart, lead })).toEqual(['follow-lead', 'remind-cart'])
    expect(keys({ cart, consents: new Set(['sales', 'service']) })).toEqual(['ask-consent'])
  })
  it('looks at the costs of who is served at a loss, without contacting them', () => {
    expect(nextActions(somebody({ atLoss: true }))).toEqual([
      { action: 'review-cost', reasons: ['at-loss'], channel: null, purpose: null, leadId: null },
    ])
  })
  it('takes the way the customer prefers, where it reaches them', () => {
    expect(nextActions(somebody({ lead, preferredChannel: 'email' }))[0]!.channel).toBe('phone')
    expect(nextActions(somebody({ lead, preferredChannel: 'wechat' }))[0]!.channel).toBe('wechat')
    expect(nextActions(somebody({ lead, hasPhone: false }))[0]!.channel).toBeNull()
  })
  it('has one line an action', () => {
    expect(new Set(lines.map(({ action }) => action)).size).toBe(lines.length)
  })
})
