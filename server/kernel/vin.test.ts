import { describe, expect, test } from 'vitest'
import { readVin, vinCheckDigit } from './vin.ts'

describe('what is not a VIN is refused', () => {
  test('for its length', () => {
    expect(readVin('')).toEqual({ ok: false, reason: 'empty' })
    expect(readVin('LSVAA49J13204737')).toEqual({ ok: false, reason: 'length' })
  })
  test('for I, O and Q, with what was probably meant', () => {
    expect(readVin('LRW3E7FS7NCOOOOO1')).toEqual({
      ok: false,
      reason: 'characters',
      suggestion: 'LRW3E7FS7NC000001',
    })
    expect(readVin('IM8GDM9AXKPQ42788')).toMatchObject({ suggestion: '1M8GDM9AXKP042788' })
    expect(readVin('LRW3E7FS7NC00000川')).toEqual({ ok: false, reason: 'characters' })
  })
  test('and a check digit of no VIN is not guessed', () => {
    expect(() => vinCheckDigit('IM8GDM9AXKP042788')).toThrow(RangeError)
  })
})

test.each([
  ['11111111111111111', '1'],
  ['1M8GDM9AXKP042788', 'X'],
  ['5GZCZ43D13S812715', '1'],
  ['LRW3E7FS7NC000001', '7'],
  ['LGXCE4CB7R0000001', '7'],
  ['LFV3A23CXD3000001', 'X'],
  ['LSVAA49J132047371', '1'],
])('the check digit of %s is %s', (vin, digit) => {
  expect(vinCheckDigit(vin)).toBe(digit)
  expect(readVin(vin)).toMatchObject({ ok: true, vin, checkDigit: 'valid' })
})

test('full-width, lower case, spaces and hyphens are how people write it', () => {
  expect(readVin(' lsv-aa49j 132047371 ')).toMatchObject({ ok: true, vin: 'LSVAA49J132047371' })
  expect(readVin('LSVAA49J132047371')).toMatchObject({ ok: true, vin: 'LSVAA49J132047371' })
})

test('a legal VIN without a check digit is flagged, never refused', () => {
  expect(readVin('WVWZZZ1KZ9W123456')).toMatchObject({
    ok: true,
    checkDigit: 'absent-or-wrong',
    region: 'europe',
  })
  expect(readVin('LSVAA49J032047371')).toMatchObject({ ok: true, checkDigit: 'wrong', region: 'china' })
})

test('one misread character is repaired when only one repair fits', () => {
  expect(readVin('LRW3E7F57NC000001')).toMatchObject({ checkDigit: 'wrong', suggestion: 'LRW3E7FS7NC000001' })
})

test('the model year repeats after 30 years, except where position 7 tells', () => {
  expect(readVin('LSVAA49J132047371')).toMatchObject({ modelYearCandidates: [2003, 2033] })
  expect(readVin('LSVAA49J132047371', 2027)).toMatchObject({ modelYearCandidates: [2003] })
  expect(readVin('5GZCZ43D13S812715')).toMatchObject({ modelYearCandidates: [2003], region: 'north-america' })
  expect(readVin('LGXCE4CB7R0000001')).toMatchObject({ modelYearCandidates: [1994, 2024] })
  expect(readVin('WVWZZZ1KZ0W123456')).toMatchObject({ modelYearCandidates: [] })
})
