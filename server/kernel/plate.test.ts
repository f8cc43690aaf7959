import { describe, expect, test } from 'vitest'
import { maskPlate, readPlate } from './plate.ts'

describe('what is not a plate is refused', () => {
  test.each([
    '沪AF1A234',
    '京A1234',
    '京A1234567',
    'A12345',
    '国A12345',
    '京112345',
    '京O12345',
    '粤B1234港',
  ])('%s', (raw) => expect(readPlate(raw)).toEqual({ ok: false, reason: 'shape' }))
  test('an empty one is empty, and O is suggested back as 0', () => {
    expect(readPlate(' ')).toEqual({ ok: false, reason: 'empty' })
    expect(readPlate('沪ADO1234')).toEqual({ ok: false, reason: 'shape', suggestion: '沪AD01234' })
  })
})

test.each([
  ['京A12345', 'standard'],
  ['浙A7K3F6', 'standard'],
  ['京AD12345', 'new-energy-small'],
  ['沪AFA1234', 'new-energy-small'],
  ['粤B12345D', 'new-energy-large'],
  ['粤B1234学', 'learner'],
  ['粤B1234挂', 'trailer'],
  ['京A1234警', 'police'],
  ['粤Z1234港', 'hong-kong'],
  ['粤ZF023澳', 'macao'],
  ['使123456', 'diplomatic'],
  ['WJ京12345', 'forces'],
] as const)('%s is %s', (plate, kind) => expect(readPlate(plate)).toEqual({ ok: true, plate, kind }))

test('dots, spaces, lower case and full-width are how people write it', () => {
  for (const raw of ['浙A·7K3F6', '浙a 7k3f6', '浙A-7K3F6', '浙A•7K3F6', '浙A7K3F6']) {
    expect(readPlate(raw)).toMatchObject({ ok: true, plate: '浙A7K3F6' })
  }
})

test('masked, the last character but one is hidden', () => {
  expect(maskPlate('浙A7K3F6')).toBe('浙A7K3*6')
  expect(maskPlate('京AD12345')).toBe('京AD123*5')
})
