import { describe, expect, test } from 'vitest'
import { creditCodeCheck, organisationCheck, readCreditCode } from './credit-code.ts'

describe('a wrong code is refused with its reason', () => {
  test.each([
    ['', 'empty'],
    ['91110000802100433', 'length'],
    ['91110000802100433V', 'characters'],
    ['911100008021004330', 'checksum'],
  ])('%s: %s', (raw, reason) => expect(readCreditCode(raw)).toEqual({ ok: false, reason }))

  test('also when only the organisation code inside is wrong', () => {
    const first17 = '91110000802100434'
    expect(readCreditCode(first17 + creditCodeCheck(first17))).toEqual({ ok: false, reason: 'organisation' })
  })
  test('an O typed for a zero is suggested back', () => {
    expect(readCreditCode('9111OOOO802100433B')).toMatchObject({ suggestion: '91110000802100433B' })
  })
})

test.each(['91110000802100433B', '91350100M000100Y43', '914403001922038216', '91440300708461136T'])(
  '%s is a real one',
  (code) => {
    expect(readCreditCode(` ${code.toLowerCase()} `)).toEqual({
      ok: true,
      code,
      divisionCode: code.slice(2, 8),
      organisationCode: code.slice(8, 17),
    })
    expect(organisationCheck(code.slice(8))).toBe(code[16])
  },
)
