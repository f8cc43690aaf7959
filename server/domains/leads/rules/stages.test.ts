import { describe, expect, it } from 'vitest'
import {
  closedStages,
  mandatoryFields,
  mayMove,
  openStages,
  outcomesAfter,
  type Stage,
  stages,
  stopsClock,
} from '../../../../contract/lead-words.ts'
import { defaultPolicy } from '../../../../contract/policy.ts'
import { readHorizon, readLostReason } from '../intake/words.ts'
import { feedbackFaults } from './feedback.ts'
import { gradeFor, hotter, type Signals, scoreOf } from './grading.ts'
import { recycleAt } from './pool.ts'

describe('the stage table', () => {
  it('goes forward, skips steps, and leaves a closed lead closed', () => {
    const forward: [Stage, Stage, boolean][] = [
      ['new', 'order', true],
      ['profile', 'new', false],
      ['visit', 'profile', false],
      ['order', 'test-drive', true],
      ['order', 'visit', false],
      ['delivery', 'lost', false],
      ['lost', 'new', true],
      ['lost', 'order', false],
      ['invalid', 'new', false],
      ['visit', 'invalid', false],
    ]
    for (const [from, to, may] of forward) expect([from, to, mayMove(from, to)]).toEqual([from, to, may])
  })
  it('can be lost from every open stage, and every stage is open or closed', () => {
    for (const stage of openStages) expect(mayMove(stage, 'lost')).toBe(true)
    expect([...openStages, ...closedStages].sort()).toEqual([...stages].sort())
  })
})

const nothing: Signals = {
  horizon: null,
  hasMobile: false,
  hasEmail: false,
  namesSeries: false,
  namesVariant: false,
  hasBudget: false,
  tradeIn: false,
  wantsDealer: false,
  source: 'x',
  touches: 1,
}
describe('grade and score', () => {
  it.each([
    ['week', 'H'],
    ['month', 'A'],
    ['quarter', 'B'],
    ['later', 'C'],
    [null, 'C'],
  ] as const)('%s is %s', (horizon, grade) => expect(gradeFor(horizon)).toBe(grade))
  it('the hotter wins', () =>
    expect([hotter('B', 'H'), hotter('A', 'C'), hotter('B', 'B')]).toEqual(['H', 'A', 'B']))
  it('every point has its reason, and never more than a hundred', () => {
    const all = scoreOf({
      ...nothing,
      horizon: 'week',
      hasMobile: true,
      hasEmail: true,
      namesSeries: true,
      namesVariant: true,
      hasBudget: true,
      tradeIn: true,
      wantsDealer: true,
      source: 'walk-in',
      touches: 9,
    })
    expect(all.score).toBe(100)
    expect(scoreOf(nothing)).toEqual({ score: 5, reasons: [{ zh: '来源', en: 'Source', points: 5 }] })
  })
})

describe('what people write', () => {
  it.each([
    ['一周内', 'week'],
    ['1个月内', 'month'],
    ['三个月以内', 'quarter'],
    ['半年后', 'later'],
    ['within a month', 'month'],
    ['H级', 'week'],
    ['喵', 'unknown'],
    ['', null],
    ['3个月', 'quarter'],
    ['12 months', 'later'],
  ])('%s', (text, horizon) => expect(readHorizon(text)).toBe(horizon))
  it.each([
    ['价格太贵', 'price'],
    ['购买竞品', 'bought-other-brand'],
    ['空号', 'wrong-number'],
    ['？', 'other'],
    ['unreachable', 'unreachable'],
  ])('%s', (text, reason) => expect(readLostReason(text)).toBe(reason))
})

describe('feedback', () => {
  const now = new Date('2026-11-22T02:00:00Z')
  const fault = (feedback: object, grade: 'H' | 'C' = 'H') =>
    feedbackFaults(
      {
        contacted: 'reached',
        outcome: 'follow-up',
        nextStep: 'call',
        nextStepAt: '2026-11-23T02:00:00Z',
        ...feedback,
      } as never,
      { grade },
      now,
      defaultPolicy.followUpDays,
    ).map((one) => one.field)
  it.each([
    ['is complete', {}, []],
    [
      'needs a next step with a time',
      { nextStep: undefined, nextStepAt: undefined },
      ['nextStep', 'nextStepAt'],
    ],
    [
      'lost needs its reason and no next step',
      { outcome: 'lost', nextStep: undefined, nextStepAt: undefined },
      ['lostReason'],
    ],
    ['who was not reached has not been here', { contacted: 'not-reached', outcome: 'visit' }, ['outcome']],
    ['a next step is not in the past', { nextStepAt: '2026-11-22T01:00:00Z' }, ['nextStepAt']],
    ['H is followed up within a week', { nextStepAt: '2026-12-02T02:00:00Z' }, ['nextStepAt']],
    [
      'a win-back day is not today',
      { outcome: 'lost', lostReason: 'price', winBackOn: '2026-11-22' },
      ['winBackOn'],
    ],
  ])('%s', (_, feedback, fields) => expect(fault(feedback)).toEqual(fields))
  it('C has ninety days', () => expect(fault({ nextStepAt: '2027-02-01T02:00:00Z' }, 'C')).toEqual([]))
  it('only reaching the person, or giving the lead up, stops the clock', () => {
    expect([
      stopsClock({ contacted: 'reached', outcome: 'follow-up' }),
      stopsClock({ contacted: 'not-reached', outcome: 'follow-up' }),
      stopsClock({ contacted: 'wrong-number', outcome: 'lost' }),
    ]).toEqual([true, false, true])
    expect(outcomesAfter('wrong-number')).toEqual(['follow-up', 'lost'])
    expect(mandatoryFields({})).toContain('contacted')
  })
})

describe('the pool', () => {
  const { pool } = defaultPolicy
  it('takes a neglected lead back after thirty days, not while it is protected', () => {
    expect(recycleAt(new Date('2026-11-01T00:00:00Z'), null, pool)).toEqual(new Date('2026-12-01T00:00:00Z'))
    expect(recycleAt(new Date('2026-11-01T00:00:00Z'), new Date('2026-12-15T00:00:00Z'), pool)).toEqual(
      new Date('2026-12-15T00:00:00Z'),
    )
  })
})
