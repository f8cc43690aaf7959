import { describe, expect, it } from 'vitest'
import { addDays, addMonths, endOf, weeksOf } from './days.ts'

describe('the calendar of the daily counts', () => {
  it('begins its weeks on Monday and leaves the other months empty', () => {
    const weeks = weeksOf('2026-11')
    expect(weeks).toHaveLength(6)
    expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-11-01'])
    expect(weeks[5]).toEqual(['2026-11-30', null, null, null, null, null, null])
  })
  it('knows leap years and turns of the year', () => {
    expect(weeksOf('2028-02').flat()).toContain('2028-02-29')
    expect(addMonths('2026-12', 1)).toBe('2027-01')
    expect(addMonths('2026-01', -1)).toBe('2025-12')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  })
  it('ends the running month today', () => {
    expect(endOf('2026-11', '2026-11-22')).toBe('2026-11-22')
    expect(endOf('2026-10', '2026-11-22')).toBe('2026-10-31')
  })
})
