import { describe, expect, it } from 'vitest'
import { callKind, callResult, direction } from './calls.ts'
import { day, instant, pastDay, pastInstant } from './days.ts'
import { division, email, phone, plate, residentId, vin } from './identifiers.ts'
import { money, seconds, whole } from './numbers.ts'
import { childCount, education, income, marital } from './profile.ts'
import { plain, type Reader } from './reading.ts'
import { code, word } from './texts.ts'
import { contacted, flag, grade, horizon, nodeKind, sex, staffRole } from './words.ts'

const now = new Date('2026-11-22T02:00:00Z')
const read = (reader: Reader, text: string) => {
  const reading = reader(text, now)
  return reading?.fault ? reading.fault.code : reading?.value
}

describe('days and instants', () => {
  it.each([
    ['2026/11/14 10:22', '2026-11-14'],
    ['2026-11-14', '2026-11-14'],
    ['20261114', '2026-11-14'],
    ['2026.11.4', '2026-11-04'],
    ['2026年11月14日', '2026-11-14'],
    ['1988/3/5', '1988-03-05'],
    ['14/11/2026', '2026-11-14'],
    ['11/14/2026', '2026-11-14'],
    ['46340', '2026-11-14'],
    ['２０２６-１１-１４', '2026-11-14'],
    ['2026-11-14T00:30:00+08:00', '2026-11-14'],
  ])('%s is the day %s', (text, expected) => expect(read(day, text)).toBe(expected))
  it.each(['2026-02-30', '2026-13-01', '04/11/2026', 'yesterday', '2763.519279', '14', '2026-11-14 25:00'])(
    '%s is no day',
    (text) => expect(read(day, text)).toBe('not-a-date'),
  )
  it.each([
    ['2026/11/14 10:22', '2026-11-14T02:22:00.000Z'],
    ['2026-11-14', '2026-11-13T16:00:00.000Z'],
    ['2026-11-14T10:22:33Z', '2026-11-14T10:22:33.000Z'],
    ['2026-11-14T10:22:33.123+0800', '2026-11-14T02:22:33.000Z'],
    ['20261114102233', '2026-11-14T02:22:33.000Z'],
    ['46340.5', '2026-11-14T04:00:00.000Z'],
    ['2026年11月14日 10时22分', '2026-11-14T02:22:00.000Z'],
  ])('%s is the instant %s', (text, expected) => expect(read(instant, text)).toBe(expected))
  it('refuses a consent or a birthday that lies ahead', () => {
    expect(read(pastInstant, '2026-11-23')).toBe('in-the-future')
    expect(read(pastDay, '2026-11-23')).toBe('in-the-future')
    expect(read(pastDay, '2026-11-22')).toBe('2026-11-22')
  })
})

describe('money and numbers', () => {
  it.each([
    ['19.88万', 19_880_000],
    ['229800', 22_980_000],
    ['¥229,800.00', 22_980_000],
    ['0', 0],
  ])('%s is %d fen', (text, fen) => expect(read(money, text)).toBe(fen))
  it('says what is not an amount', () => {
    expect(read(money, '面议')).toBe('not-money')
    expect(read(money, '-5')).toBe('negative')
    expect(read(whole(0, 10), '11')).toBe('out-of-range')
    expect(read(whole(0, 10_000), '1,200')).toBe(1200)
    expect(read(whole(0, 10), '3.0')).toBe(3)
  })
})

describe('calls', () => {
  it.each([
    ['77', 77],
    ['1:17', 77],
    ['00:01:17', 77],
    ['1分17秒', 77],
    ['2分钟', 120],
    ['1小时1分', 3660],
    ['76.6', 77],
    ['eine Weile', 'not-a-duration'],
  ])('%s lasted %s', (text, expected) => expect(read(seconds, text)).toBe(expected))
  it.each([
    [direction, '呼入', 'inbound'],
    [direction, 'Outgoing', 'outbound'],
    [callResult, '未接通', 'no-answer'],
    [callResult, 'y', 'answered'],
    [callResult, '空号', 'invalid'],
    [callKind, 'first_contact', 'sales-enquiry'],
    [callKind, '售后维修预约', 'service'],
    [callKind, '骚扰电话', 'nuisance'],
    [callKind, '查天气', 'other'],
  ])('reads %# %s as %s', (reader, text, expected) => expect(read(reader, text)).toBe(expected))
})

describe('words', () => {
  it.each([
    ['是', true],
    ['Y', true],
    ['1', true],
    ['同意', true],
    ['True', true],
    ['否', false],
    ['n', false],
    ['0', false],
    ['不同意', false],
    ['maybe', 'not-yes-no'],
  ])('%s as yes or no', (text, value) => expect(read(flag, text)).toBe(value))
  it.each([
    [grade, '高', 'H'],
    [grade, 'h', 'H'],
    [grade, '中', 'B'],
    [grade, '低', 'C'],
    [grade, '很想要', 'unknown-word'],
    [horizon, 'three_months', 'quarter'],
    [horizon, 'within a week', 'week'],
    [horizon, '三个月内', 'quarter'],
    [sex, '女士', 'female'],
    [sex, 'F', 'female'],
    [sex, 'Mr', 'male'],
    [contacted, '未接通', 'not-reached'],
    [nodeKind, 'service_station', 'service-station'],
    [staffRole, 'sales_consultant', 'sales-consultant'],
    [word, 'live_stream', 'live-stream'],
    [word, '直播间', 'live-stream'],
    [code(), '660737.0', '660737'],
  ] as [Reader, string, unknown][])('reads %#: %s', (reader, text, value) =>
    expect(read(reader, text)).toBe(value),
  )
})

describe('identifiers', () => {
  it.each([
    ['138 0013 8001', '+8613800138001'],
    ['+86-139-1234-5678', '+8613912345678'],
    ['１３９１２３４５６７９', '+8613912345679'],
    ['13912345679.0', '+8613912345679'],
    ['0571-88210001', '+8657188210001'],
    ['1391234567', 'phone'],
    ['13800000000', 'phone-stopgap'],
    ['11111111111', 'phone'],
  ])('%s as a telephone', (text, value) => expect(read(phone, text)).toBe(value))
  it('reads VIN, plate, ID, mail and place, and says how each is wrong', () => {
    expect(read(vin, 'lrhb40fm9ra204685')).toBe('LRHB40FM9RA204685')
    expect(read(vin, 'LRHB40FM9RA20468')).toBe('vin-length')
    expect(read(plate, '浙a·d60371')).toBe('浙AD60371')
    expect(read(residentId, '1.1010E+17')).toBe('number-cut')
    expect(read(residentId, '513426197102250828')).toMatch(/^id/)
    expect(read(email, 'MAILTO:Wang@Example.com')).toBe('wang@example.com')
    expect(read(email, 'wang@')).toBe('email')
    expect(read(division, '浙江杭州')).toBe('3301')
    expect(read(division, 'Washington')).toBe('place')
  })
})

it('takes what people write for nothing as nothing', () => {
  for (const nothing of ['', '  ', '-', '无', 'N/A', 'null', '未上牌', 'Select', '0000-00-00'])
    expect(plain(nothing)).toBe('')
  expect(plain(' 王伟 ')).toBe('王伟')
})

describe('how a customer lives', () => {
  it.each([
    ['9682.8', '5-10k'],
    ['5000', '5-10k'],
    ['4999元', '0-5k'],
    ['¥12,000/月', '10-20k'],
    ['1.2万', '10-20k'],
    ['12k', '10-20k'],
    ['5000-10000元', '5-10k'],
    ['1-2万', '10-20k'],
    ['10k～20k', '10-20k'],
    ['10-20k', '10-20k'],
    ['5千以下', '0-5k'],
    ['3万以上', '30k+'],
    ['30K+', '30k+'],
  ])('an income of %s is in the band %s', (text, expected) => expect(read(income, text)).toBe(expected))
  it.each(['8000-12000', '2万以上', '中等', '-3'])('%s is in no band of ours', (text) =>
    expect(read(income, text)).toBe('not-an-income'),
  )
  it('reads the words of questionnaires, and says which words there are', () => {
    expect(['已婚有子女', '未婚', '离异', 'Married'].map((text) => read(marital, text))).toEqual([
      'married-children',
      'single',
      'other',
      'married',
    ])
    expect(['大专', '本科', '研究生及以上', 'Bachelor'].map((text) => read(education, text))).toEqual([
      'below-bachelor',
      'bachelor',
      'master-up',
      'bachelor',
    ])
    expect(['2', '两个孩子', '0.0', '12', '无子女'].map((text) => read(childCount, text))).toEqual([
      '2',
      '2',
      '0',
      '9',
      '0',
    ])
    expect(['多', '-1', '99'].map((text) => read(childCount, text))).toEqual(
      Array(3).fill('not-a-child-count'),
    )
    expect(marital('热恋', now)?.fault?.en).toContain('single, married, married-children, other')
  })
})
