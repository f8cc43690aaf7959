import { describe, expect, it } from 'vitest'
import { readPasted } from './pasted.ts'

const said = (text: string) =>
  readPasted(text, 2026, '节假日').items.map(
    (item) => `${item.day} ${item.working ? '班' : '休'} ${item.name}`,
  )
const faults = (text: string) => readPasted(text, 2026, '节假日').faults.map((one) => [one.line, one.fault])

describe('a pasted list of holidays', () => {
  it.each([
    ['2026-01-01 元旦', ['2026-01-01 休 元旦']],
    ['2026/1/1\t元旦', ['2026-01-01 休 元旦']],
    ['1月1日，元旦', ['2026-01-01 休 元旦']],
    ['2026年10月1日至3日 国庆节', ['2026-10-01 休 国庆节', '2026-10-02 休 国庆节', '2026-10-03 休 国庆节']],
    ['9月30日-10月1日 国庆节放假', ['2026-09-30 休 国庆节放假', '2026-10-01 休 国庆节放假']],
    ['2026-02-28~2026-03-01 x', ['2026-02-28 休 x', '2026-03-01 休 x']],
    ['10月10日（星期六）上班', ['2026-10-10 班 上班']],
    // Saturday, then Friday: the one that differs from the week.
    ['2026-10-10 国庆调休', ['2026-10-10 班 国庆调休']],
    ['2026-10-02 国庆调休', ['2026-10-02 休 国庆调休']],
    ['2026-02-14 Make-up day', ['2026-02-14 班 Make-up day']],
    ['10.5', ['2026-10-05 休 节假日']],
  ])('reads %s', (text, days) => expect(said(text)).toEqual(days))
  it('takes the last word on a day, in the order of days', () =>
    expect(said('2026-10-02 国庆\n2026-10-01 国庆\n\n2026-10-02 国庆节')).toEqual([
      '2026-10-01 休 国庆',
      '2026-10-02 休 国庆节',
    ]))
  it('names the line it cannot take, and why', () => {
    expect(
      faults(
        `国庆节\n2026-02-30 x\n2025-10-01 国庆\n10月7日至1日 国庆\n1月1日至12月31日 x\n1月1日 ${'长'.repeat(41)}`,
      ),
    ).toEqual([
      [1, 'no-date'],
      [2, 'no-such-day'],
      [3, 'other-year'],
      [4, 'no-such-day'],
      [5, 'no-such-day'],
      [6, 'too-long'],
    ])
  })
})
