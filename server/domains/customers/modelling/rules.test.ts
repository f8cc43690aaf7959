import { describe, expect, it } from 'vitest'
import { smallModel, smallParameters } from '../../../../tests/harness/suspects.ts'
import { bondsOf, type Hanging } from './hanging.ts'
import { gatherPairs, judgedAt, unlinkable } from './rules.ts'

describe('what answers say of a threshold', () => {
  it('nobody has judged anything: there is no share, and no share of nothing', () => {
    expect(judgedAt({ same: 0 }, { same: 0, different: 0 })).toEqual({ precision: null, recall: null })
  })
  it('8 of 10 is 49.0 % to 94.3 %, as Wilson’s formula gives it by hand', () => {
    // z² = 3.8415; (0.8 + z²/20 ± 1.96 √(0.8·0.2/10 + z²/400)) / (1 + z²/10)
    const { precision } = judgedAt({ same: 16 }, { same: 8, different: 2 })
    expect(precision!.value).toBe(0.8)
    expect(precision!.low).toBeCloseTo(0.49016, 4)
    expect(precision!.high).toBeCloseTo(0.94332, 4)
  })
  it('none of five at or above it: recall begins at 0 and may still be 43 %', () => {
    const { precision, recall } = judgedAt({ same: 5 }, { same: 0, different: 0 })
    expect(precision).toBeNull()
    expect(recall!.low).toBe(0)
    expect(recall!.high).toBeCloseTo(0.43448, 4)
  })
})

describe('pairs gathered into people', () => {
  const [ls, rs] = [
    [0, 1, 5],
    [1, 2, 6],
  ]
  it('a chain of three and a pair: five customers become two', () => {
    expect(gatherPairs(ls, rs, 6)).toEqual({ linked: 5, become: 2, grown: 0 })
  })
  it('three are more than two may be: their pairs are held', () => {
    expect(gatherPairs(ls, rs, 2)).toEqual({ linked: 2, become: 1, grown: 2 })
  })
})

it('who has only a name cannot be linked to anybody; who has a phone and a birthday can', () => {
  // Prior −10. Name alone: −1 + 10 bits of rarity. All three: −1 + 10, 12.58, −1 + 16.
  const rows = [
    { code: 1, rarity: 10, records: 3 },
    { code: 1 + 5 + 20, rarity: 26, records: 4 },
  ]
  expect(unlinkable(smallModel, smallParameters, rows, 12)).toEqual({ records: 3, of: 7 })
  expect(unlinkable(smallModel, smallParameters, rows, -2)).toEqual({ records: 0, of: 7 })
  expect(unlinkable(smallModel, smallParameters, rows, 27)).toEqual({ records: 7, of: 7 })
})

describe('how records hang together', () => {
  const record = (id: string, values: Hanging['values'], customerId = 'c'): Hanging => ({
    id,
    customerId,
    values,
  })
  it('a phone three say makes a chain, and the name is told with it', () => {
    const bonds = bondsOf([
      record('1', { name: '林晓舟', phone: '137' }),
      record('2', { name: '林小舟', phone: '137' }),
      record('3', { name: '林小舟', phone: '137' }),
    ])
    expect(bonds.map(({ a, b, shared }) => [a, b, shared.map(({ field }) => field)])).toEqual([
      ['1', '2', ['phone']],
      ['2', '3', ['phone', 'name']],
    ])
  })
  it('a name alone joins records of one customer, never of two', () => {
    expect(bondsOf([record('1', { name: '王伟' }), record('2', { name: '王伟' })])).toHaveLength(1)
    expect(bondsOf([record('1', { name: '王伟' }), record('2', { name: '王伟' }, 'd')])).toEqual([])
  })
  it('a record that shares nothing hangs on the oldest, with nothing said', () => {
    expect(bondsOf([record('1', { name: '王伟' }), record('2', { phone: '138' })])).toEqual([
      { a: '1', b: '2', shared: [] },
    ])
  })
  it('two customers with one e-mail hang together by it', () => {
    expect(bondsOf([record('1', { email: 'a@b.cn' }), record('2', { email: 'a@b.cn' }, 'd')])).toEqual([
      { a: '1', b: '2', shared: [{ field: 'email', value: 'a@b.cn' }] },
    ])
  })
})
