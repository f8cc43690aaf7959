import { describe, expect, test } from 'vitest'
import { maskResidentId, readResidentId, residentIdCheck } from './resident-id.ts'

describe('a wrong number is refused with its reason', () => {
  test.each([
    ['', 'empty'],
    ['11010519491231002', 'length'],
    ['1101051949123100AX', 'characters'],
    ['110105194912310O2X', 'characters'],
    ['99010519491231002X', 'division'],
    ['11010519490229002X', 'birth'],
    ['11010519491331002X', 'birth'],
    ['110105194912310021', 'checksum'],
  ])('%s: %s', (raw, reason) => expect(readResidentId(raw)).toEqual({ ok: false, reason }))
})

test('the standard’s own examples are read', () => {
  expect(readResidentId('11010519491231002X')).toEqual({
    ok: true,
    id18: '11010519491231002X',
    birthOn: '1949-12-31',
    sex: 'female',
    divisionCode: '110105',
  })
  expect(readResidentId('440524188001010014')).toMatchObject({ ok: true, birthOn: '1880-01-01', sex: 'male' })
})

test('full-width, a small x and spaces are how people write it', () => {
  expect(readResidentId('110105 19491231 002x')).toMatchObject({ ok: true, id18: '11010519491231002X' })
})

test('the fifteen digits of old are upgraded', () => {
  expect(readResidentId('110105491231002')).toMatchObject({ ok: true, id18: '11010519491231002X' })
})

test('every single wrong digit is caught', () => {
  const right = '11010519491231002X'
  for (let at = 0; at < 17; at++) {
    for (const digit of '0123456789') {
      if (digit === right[at]) continue
      expect(residentIdCheck(right.slice(0, at) + digit + right.slice(at + 1, 17))).not.toBe('X')
    }
  }
})

test('masked, four characters stay at each end', () => {
  expect(maskResidentId('33010619491231002X')).toBe('3301**********002X')
})
