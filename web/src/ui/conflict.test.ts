import { describe, expect, it } from 'vitest'
import { firstPick, merged, rowsOf } from './conflict.ts'

type Values = { name: string; goal?: string | null; clock: { opens: number; marks: number[] } }
const began: Values = { name: '秋季试驾', clock: { opens: 9, marks: [1, 3] } }
const shown = [
  { key: 'name', label: '名称', show: (values: Values) => values.name },
  { key: 'goal', label: '目标', show: (values: Values) => values.goal ?? '' },
  { key: 'clock.opens', label: '开门', show: (values: Values) => String(values.clock.opens) },
  { key: 'clock.marks', label: '提醒', show: (values: Values) => values.clock.marks.join() },
]
const versions = {
  began,
  mine: { name: '秋季试驾季', goal: '', clock: { opens: 8, marks: [1, 3] } },
  theirs: { name: '秋季试驾', goal: '三千批', clock: { opens: 10, marks: [1, 3] } },
}

describe('a conflict', () => {
  it('shows what either side changed, and leaves out what both see alike', () => {
    const rows = rowsOf(shown, versions)
    expect(rows.map((row) => [row.key, row.changed.mine, row.changed.theirs, firstPick(row)])).toEqual([
      ['name', true, false, 'mine'],
      ['goal', false, true, 'theirs'],
      ['clock.opens', true, true, 'mine'],
    ])
    expect(rows[2]).toMatchObject({ began: '9', theirs: '10', mine: '8' })
  })
  it('keeping mine never undoes a field that only they touched', () => {
    expect(merged(rowsOf(shown, versions), {}, versions)).toEqual({
      name: '秋季试驾季',
      goal: '三千批',
      clock: { opens: 8, marks: [1, 3] },
    })
  })
  it('follows what was picked, field by field', () => {
    const picked = merged(rowsOf(shown, versions), { 'clock.opens': 'theirs', goal: 'mine' }, versions)
    expect(picked).toMatchObject({ name: '秋季试驾季', goal: '', clock: { opens: 10 } })
    expect(versions.theirs.goal).toBe('三千批')
  })
  it('has nothing to say when both came to the same', () => {
    const mine = { ...began, goal: '三千批' }
    expect(rowsOf(shown, { began, mine, theirs: mine })).toEqual([])
  })
})
