import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../../../contract/policy.ts'
import { calendarOf, dueOf, planMarks, shiftMarks } from './clock.ts'
import { addCounted, type Calendar, countedBetween, dayMs } from './working-time.ts'

const clock = defaultPolicy.clock
const at = (text: string) => new Date(text)
// 2026: 1 January Thursday is a holiday, Saturday 10 October a make-up day after the national holiday.
const holidays = new Map([
  ['2026-01-01', false],
  ...['01', '02', '05', '06', '07'].map((day) => [`2026-10-${day}`, false] as const),
  ['2026-10-10', true],
])
const working = calendarOf({ ...clock, mode: 'working' }, 'Asia/Shanghai', holidays)
const calendar: Calendar = { ...working, mode: 'calendar' }

describe('the clock of a turn', () => {
  it('reminds at day 1 and 3, copies at day 5, breaches at day 7, to the second', () => {
    const marks = planMarks(at('2026-11-22T02:00:00Z'), clock, calendarOf(clock, 'Asia/Shanghai', new Map()))
    expect(marks).toEqual([
      { kind: 'remind', at: '2026-11-23T02:00:00.000Z' },
      { kind: 'remind', at: '2026-11-25T02:00:00.000Z' },
      { kind: 'copy', at: '2026-11-27T02:00:00.000Z' },
      { kind: 'breach', at: '2026-11-29T02:00:00.000Z' },
    ])
    expect(dueOf(marks)).toEqual(at('2026-11-29T02:00:00Z'))
  })
  it('leaves out marks that would come after the breach', () => {
    const marks = planMarks(
      at('2026-11-22T02:00:00Z'),
      { ...clock, breachDay: 2 },
      calendarOf(clock, 'Asia/Shanghai', new Map()),
    )
    expect(marks.map((mark) => mark.kind)).toEqual(['remind', 'breach'])
  })
  it('keeps what was left when a dispute stood in between, and what is done stays done', () => {
    const marks = planMarks(at('2026-11-22T02:00:00Z'), clock, calendar).map((mark, index) =>
      index === 0 ? { ...mark, done: true as const } : mark,
    )
    const shifted = shiftMarks(marks, at('2026-11-24T02:00:00Z'), at('2026-11-30T08:00:00Z'), calendar)
    expect(shifted[0]).toEqual(marks[0])
    expect(shifted.at(-1)!.at).toBe('2026-12-05T08:00:00.000Z')
  })
})

describe('working hours', () => {
  const table: [string, string, number, string][] = [
    ['within a day', '2026-11-23T02:00:00Z', 3, '2026-11-23T05:00:00Z'],
    ['over the night', '2026-11-23T08:00:00Z', 4, '2026-11-24T03:00:00Z'],
    ['over the weekend', '2026-11-20T09:00:00Z', 2, '2026-11-23T02:00:00Z'],
    ['begun before opening', '2026-11-22T22:00:00Z', 1, '2026-11-23T02:00:00Z'],
    ['begun on a Sunday', '2026-11-22T05:00:00Z', 9, '2026-11-23T10:00:00Z'],
    ['over a holiday', '2025-12-31T09:00:00Z', 2, '2026-01-02T02:00:00Z'],
    [
      'over the national holiday into a make-up Saturday',
      '2026-09-30T09:00:00Z',
      1 + 9 * 2 + 1,
      '2026-10-10T02:00:00Z',
    ],
    ['no time at all', '2026-11-23T02:00:00Z', 0, '2026-11-23T02:00:00Z'],
  ]
  it.each(table)('%s', (_, from, hours, to) => {
    expect(addCounted(at(from), hours * 3_600_000, working)).toEqual(at(to))
    expect(countedBetween(at(from), at(to), working)).toBe(hours * 3_600_000)
  })
  it('a day is as long as the doors are open', () => {
    expect(dayMs(working)).toBe(9 * 3_600_000)
    expect(addCounted(at('2026-11-23T01:00:00Z'), 7 * dayMs(working), working)).toEqual(
      at('2026-12-01T10:00:00Z'),
    )
  })
  it('knows unlike days: a Saturday morning counts its four hours, a make-up day the usual ones', () => {
    const usual = { opensHour: 8.5, closesHour: 17.5 }
    const week = [...Array.from({ length: 5 }, () => usual), { opensHour: 10, closesHour: 14 }, null]
    const dealer = calendarOf({ ...clock, ...usual, mode: 'working', week }, 'Asia/Shanghai', holidays)
    // Friday 20 November 17:30 Beijing, one hour left over into Saturday 10:00.
    expect(addCounted(at('2026-11-20T09:00:00Z'), 1.5 * 3_600_000, dealer)).toEqual(
      at('2026-11-21T03:00:00Z'),
    )
    // Saturday 10 October is made up for: half past eight to half past five.
    expect(countedBetween(at('2026-10-09T16:00:00Z'), at('2026-10-10T16:00:00Z'), dealer)).toBe(9 * 3_600_000)
    // Six open days are one week, to the second.
    expect(addCounted(at('2026-11-22T16:00:00Z'), 6 * dayMs(dealer), dealer)).toEqual(
      at('2026-11-28T06:00:00Z'),
    )
  })
  it('a week without an open day passes only on make-up days', () => {
    const shut = calendarOf(
      { ...clock, mode: 'working', week: Array.from({ length: 7 }, () => null) },
      'Asia/Shanghai',
      holidays,
    )
    expect(dayMs(shut)).toBe(9 * 3_600_000)
    expect(addCounted(at('2026-09-30T09:00:00Z'), 3_600_000, shut)).toEqual(at('2026-10-10T02:00:00Z'))
  })
  it('counts in the zone of the dealer, also where clocks change', () => {
    const berlin: Calendar = { ...working, zone: 'Europe/Berlin', holidays: new Map() }
    expect(addCounted(at('2026-10-23T15:00:00Z'), 2 * 3_600_000, berlin)).toEqual(at('2026-10-26T09:00:00Z'))
  })
  it('does not hang where nobody ever works', () => {
    const never: Calendar = {
      ...working,
      holidays: new Map(
        Array.from({ length: 3000 }, (_, day) => [
          new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
          false,
        ]),
      ),
    }
    expect(addCounted(at('2026-01-01T02:00:00Z'), 1, never).getFullYear()).toBe(2030)
  })
  it('nothing passes backwards', () =>
    expect(countedBetween(at('2026-11-24T02:00:00Z'), at('2026-11-23T02:00:00Z'), working)).toBe(0))
})
