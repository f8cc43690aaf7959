import { describe, expect, test } from 'vitest'
import en from '../locales/en/ui.ts'
import zh from '../locales/zh-CN/ui.ts'
import { type ClockTimes, clockWords } from './clockWords.ts'

const now = Date.parse('2026-11-22T14:00:00+08:00')
const both = (times: ClockTimes) => {
  const chinese = clockWords(times, now, zh.clock, zh.span)
  return [chinese.state, chinese.words, clockWords(times, now, en.clock, en.span).words]
}

describe('clockWords', () => {
  test.each<[string, ClockTimes, string[]]>([
    [
      'counts days and hours while there is time',
      { dueAt: '2026-11-24T18:00:00+08:00' },
      ['in', '剩 2天4小时', '2 d 4 h left'],
    ],
    ['leaves out empty hours', { dueAt: '2026-11-26T14:10:00+08:00' }, ['in', '剩 4天', '4 d left']],
    [
      'says the hour on the last day',
      { dueAt: '2026-11-22T18:00:00+08:00' },
      ['due', '今日 18:00 前', 'Due 18:00'],
    ],
    [
      'counts the last two hours',
      { dueAt: '2026-11-22T15:56:00+08:00' },
      ['due', '剩 1小时56分', '1 h 56 min left'],
    ],
    ['counts what is over', { dueAt: '2026-11-22T13:13:00+08:00' }, ['over', '超 47分', '47 min over']],
    ['counts days over', { dueAt: '2026-11-21T10:20:00+08:00' }, ['over', '超 1天3小时', '1 d 3 h over']],
    ['is over at the very minute', { dueAt: '2026-11-22T14:00:00+08:00' }, ['over', '超 1分', '1 min over']],
    [
      'stands still in a dispute',
      { dueAt: '2026-11-20T00:00:00Z', pausedAt: '2026-11-19T00:00:00Z' },
      ['pause', '暂停', 'Paused'],
    ],
    [
      'is done before anything else',
      { dueAt: '2026-11-20T00:00:00Z', pausedAt: '2026-11-19T00:00:00Z', doneAt: '2026-11-19T01:00:00Z' },
      ['done', '已完成', 'Done'],
    ],
  ])('%s', (_name, times, expected) => {
    expect(both(times)).toEqual(expected)
  })

  test('takes the day of the deadline from the zone, not from UTC', () => {
    const late = Date.parse('2026-11-22T15:30:00Z')
    const times = { dueAt: '2026-11-22T20:00:00Z' }
    expect(clockWords(times, late, zh.clock, zh.span).state).toBe('in')
    expect(clockWords(times, late, zh.clock, zh.span, 'UTC').state).toBe('due')
  })

  test('is due two hours before a deadline just after midnight', () => {
    const late = Date.parse('2026-11-22T23:34:00+08:00')
    const reading = clockWords({ dueAt: '2026-11-23T00:30:00+08:00' }, late, zh.clock, zh.span)
    expect([reading.state, reading.words]).toEqual(['due', '剩 56分'])
  })

  test('gives the arc as the share of time left, frozen when paused', () => {
    const times = { startedAt: '2026-11-20T14:00:00+08:00', dueAt: '2026-11-24T14:00:00+08:00' }
    expect(clockWords(times, now, zh.clock, zh.span).left).toBeCloseTo(0.5)
    expect(
      clockWords({ ...times, pausedAt: '2026-11-21T14:00:00+08:00' }, now, zh.clock, zh.span).left,
    ).toBeCloseTo(0.75)
    expect(clockWords({ ...times, dueAt: '2026-11-21T14:00:00+08:00' }, now, zh.clock, zh.span).left).toBe(0)
  })
})
