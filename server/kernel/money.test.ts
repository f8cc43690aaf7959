import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fenFromYuan, formatFen, splitFen, sumFen } from './money.ts'

describe('what is not money is refused', () => {
  test.each([
    '',
    ' ',
    '面议',
    '19.8.8万',
    '1,98,800',
    '万',
    '¥',
    '--5',
    '-¥-5',
    '1.234,56',
    '99999999亿',
    'NaN',
    '1e5',
  ])('"%s" is not a price', (text) => expect(fenFromYuan(text)).toBeNull())
  test('half a fen is a bug upstream, so it is thrown', () => {
    expect(() => sumFen([1, 0.5])).toThrow(RangeError)
    expect(() => splitFen(0.5, [1])).toThrow(RangeError)
    expect(() => splitFen(100, [1, -1])).toThrow(RangeError)
    expect(() => splitFen(100, [Number.NaN])).toThrow(RangeError)
  })
})

describe('prices as people type them', () => {
  test.each([
    ['19.88万', 19_880_000],
    ['229,800', 22_980_000],
    ['¥198800.50', 19_880_050],
    ['¥1,234,567.8元', 123_456_780],
    ['20w', 20_000_000],
    ['5千', 500_000],
    ['1.2亿', 12_000_000_000],
    ['.5', 50],
    ['0', 0],
    ['-500', -50_000],
    ['¥-500', -50_000],
    ['人民币 3000 元整', 300_000],
    ['1.005', 101],
    ['0.004', 0],
  ])('%s', (text, fen) => expect(fenFromYuan(text)).toBe(fen))

  test('a formatted amount reads back as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (fen) => {
        expect(fenFromYuan(formatFen(fen))).toBe(fen)
        expect(fenFromYuan(formatFen(fen, 'en'))).toBe(fen)
      }),
    )
  })
})

test('whole yuan show no fen', () => {
  expect(formatFen(19_880_000, 'zh-CN')).toBe('¥198,800')
  expect(formatFen(19_880_050, 'en')).toBe('¥198,800.50')
  expect(formatFen(-50_000)).toBe('-¥500')
})

describe('a split', () => {
  test('gives the odd fen to the largest remainder, then to the first', () => {
    expect(splitFen(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(splitFen(-100, [1, 1, 1])).toEqual([-34, -33, -33])
    expect(splitFen(10, [0.7, 0.2, 0.1])).toEqual([7, 2, 1])
    expect(splitFen(5, [0, 0])).toEqual([3, 2])
    expect(splitFen(5, [])).toEqual([])
  })
  test('loses no fen, and gives none to a weight of zero', () => {
    const weight = fc.oneof(fc.nat(1000), fc.double({ min: 0, max: 1e9, noNaN: true }))
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.array(weight, { minLength: 1, maxLength: 40 }),
        (total, weights) => {
          const shares = splitFen(total, weights)
          expect(sumFen(shares)).toBe(total)
          if (weights.some((one) => one > 0)) {
            for (const [at, one] of weights.entries()) if (one === 0) expect(shares[at]).toBe(0)
          }
        },
      ),
    )
  })
})
