import { describe, expect, test } from 'vitest'
import en from '../locales/en/ui.ts'
import zh from '../locales/zh-CN/ui.ts'
import { dayWords, instantWords, monthWords, relativeWords, spanWords, weekdayWords } from './dates.ts'

describe('dates', () => {
  test('are written out in both languages', () => {
    expect(dayWords('2026-11-22', zh.date)).toBe('2026年11月22日')
    expect(dayWords('2026-11-22', en.date)).toBe('22 Nov 2026')
    expect(dayWords('2026-09-03', en.date, { short: true })).toBe('3 Sep')
    expect(monthWords('2026-11', zh.date)).toBe('2026年11月')
  })
  test('use the zone of the network for instants', () => {
    expect(instantWords('2026-11-22T17:05:00Z', zh.date)).toBe('2026年11月23日 01:05')
    expect(instantWords('2026-11-22T17:05:00Z', en.date, { zone: 'UTC' })).toBe('22 Nov 2026, 17:05')
    expect(instantWords('2026-11-22T16:00:00Z', en.date)).toBe('23 Nov 2026, 00:00')
  })
  test('know the weekday of a day without a zone', () => {
    expect(weekdayWords('2026-11-22', zh.date)).toBe('星期日')
    expect(weekdayWords('2026-11-22', en.date)).toBe('Sunday')
  })
  test('count spans in at most two units', () => {
    expect(spanWords(0, zh.span)).toBe('1分')
    expect(spanWords(3 * 86_400_000 + 59 * 60_000, zh.span)).toBe('3天')
    expect(spanWords(90 * 60_000, en.span)).toBe('1 h 30 min')
  })
  test('tell how long ago or ahead', () => {
    const now = Date.parse('2026-11-22T06:00:00Z')
    expect(relativeWords('2026-11-22T05:59:30Z', now, zh.date, zh.span)).toBe('刚刚')
    expect(relativeWords('2026-11-22T04:00:00Z', now, zh.date, zh.span)).toBe('2小时前')
    expect(relativeWords('2026-11-24T06:00:00Z', now, en.date, en.span)).toBe('in 2 d')
  })
})
