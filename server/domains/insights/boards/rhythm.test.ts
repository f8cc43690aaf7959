import { describe, expect, it } from 'vitest'
import { queryOf } from './filters.ts'
import { isDue, latestDue, nextDue, type When } from './rhythm.ts'

const at = (text: string) => new Date(`${text}:00+08:00`)
const daily: When = { rhythm: 'daily', day: 1, hour: 8 }
const monday: When = { rhythm: 'weekly', day: 1, hour: 8 }
const sunday: When = { rhythm: 'weekly', day: 7, hour: 0 }
const fifth: When = { rhythm: 'monthly', day: 5, hour: 23 }

describe('a mail', () => {
  it.each([
    [daily, '2026-11-22T07:59', '2026-11-21T08:00', '2026-11-22T08:00'],
    [daily, '2026-11-22T08:00', '2026-11-22T08:00', '2026-11-23T08:00'],
    // 22 November 2026 is a Sunday.
    [monday, '2026-11-22T12:00', '2026-11-16T08:00', '2026-11-23T08:00'],
    [monday, '2026-11-23T07:00', '2026-11-16T08:00', '2026-11-23T08:00'],
    [sunday, '2026-11-22T00:00', '2026-11-22T00:00', '2026-11-29T00:00'],
    [fifth, '2026-11-05T22:59', '2026-10-05T23:00', '2026-11-05T23:00'],
    [fifth, '2026-01-02T10:00', '2025-12-05T23:00', '2026-01-05T23:00'],
    [{ ...fifth, day: 28 }, '2026-01-28T23:30', '2026-01-28T23:00', '2026-02-28T23:00'],
  ] as const)('of %o at %s was due at %s and is due next at %s', (when, now, latest, next) => {
    expect(latestDue(when, at(now))).toEqual(at(latest))
    expect(nextDue(when, at(now))).toEqual(at(next))
  })
  it('is not due for what lay before it was asked for, and due once after', () => {
    expect(isDue(daily, at('2026-11-22T09:00'), at('2026-11-22T23:00'))).toBe(false)
    expect(isDue(daily, at('2026-11-22T09:00'), at('2026-11-23T08:02'))).toBe(true)
    expect(isDue(daily, at('2026-11-23T08:00'), at('2026-11-23T09:02'))).toBe(false)
  })
})

describe('filters of an address', () => {
  const region = '01900000-0000-7000-8000-000000000001'
  it('keep the length of their period and end today', () => {
    const read = queryOf(
      `period=2026-10-01..2026-10-31&region=${region}&rows=leads&compare=year`,
      '2026-11-22',
    )
    expect(read).toEqual({
      query: { from: '2026-10-23', to: '2026-11-22', compare: 'year', region: [region], with: undefined },
    })
  })
  it('without a period leave it to each analysis', () => {
    expect(queryOf('', '2026-11-22')).toEqual({
      query: { from: undefined, to: undefined, compare: 'none', with: undefined },
    })
  })
  it('that make no sense name the field', () => {
    expect(queryOf('region=moon', '2026-11-22')).toEqual({ fault: 'region' })
    expect(queryOf('period=yesterday', '2026-11-22')).toEqual({ fault: 'from' })
  })
})
