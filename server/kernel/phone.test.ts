import { describe, expect, test } from 'vitest'
import { maskPhone, readPhone } from './phone.ts'

describe('what cannot be called is refused', () => {
  test.each(['', '  ', '-', "'"])('"%s" is empty', (raw) =>
    expect(readPhone(raw)).toEqual({ ok: false, reason: 'empty' }),
  )
  test.each([
    '无',
    '12345678901',
    '1380013800',
    '138001380001',
    '1064812345678',
    '95588',
    '13800138000,13900139000',
    '1.38E+10',
    'abc13800138000',
    '+8612345678901',
  ])('%s is invalid', (raw) => expect(readPhone(raw)).toEqual({ ok: false, reason: 'invalid' }))
})

describe('mobiles, however they are written', () => {
  test.each([
    '13800138000',
    ' 138 0013 8000 ',
    '138-0013-8000',
    '13800138000',
    '+8613800138000',
    '+86 138 0013 8000',
    '008613800138000',
    '8613800138000',
    '(86)13800138000',
    '013800138000',
    '\u202d13800138000\u202c',
    "'13800138000",
    '13800138000.0',
    '手机:13800138000',
  ])('%s', (raw) => expect(readPhone(raw)).toEqual({ ok: true, e164: '+8613800138000', kind: 'mobile' }))
  test.each(['17012345678', '19912345678'])('%s is a mobile', (raw) =>
    expect(readPhone(raw)).toEqual({ ok: true, e164: `+86${raw}`, kind: 'mobile' }),
  )
})

test('fixed lines, service numbers and numbers abroad have their kind', () => {
  expect(readPhone('010-65529988')).toEqual({ ok: true, e164: '+861065529988', kind: 'fixed' })
  expect(readPhone('(0571)88218821转801')).toEqual({ ok: true, e164: '+8657188218821', kind: 'fixed' })
  expect(readPhone('4008123123')).toEqual({ ok: true, e164: '+864008123123', kind: 'other' })
  expect(readPhone('+1 415 555 2671')).toMatchObject({ ok: true, e164: '+14155552671' })
  expect(readPhone('0044 20 7183 8750')).toEqual({ ok: true, e164: '+442071838750', kind: 'fixed' })
  expect(readPhone('0151 23456789', 'DE')).toMatchObject({ ok: true, e164: '+4915123456789', kind: 'mobile' })
})

test('a masked number keeps its beginning and its last four', () => {
  expect(maskPhone('+8613800138000')).toBe('138****8000')
  expect(maskPhone('+8657188218821')).toBe('0571****8821')
  expect(maskPhone('+861065529988')).toBe('010****9988')
  expect(maskPhone('+864008123123')).toBe('400****3123')
  expect(maskPhone('+14155552671')).toBe('+141****2671')
})
