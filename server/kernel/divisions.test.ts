import { describe, expect, test } from 'vitest'
import {
  centreOf,
  divisionByCode,
  divisionsWithin,
  findDivision,
  mobilePrefixes,
  nameOf,
} from './divisions.ts'
import { distanceKm } from './geo.ts'
import { readPhone } from './phone.ts'

const provinces = divisionsWithin(null)
const cities = provinces.flatMap(({ code }) => divisionsWithin(code))

describe('a place that is not certain is not guessed', () => {
  test.each(['', '火星', '鼓楼区', '中山路12号', '南京东路100号', '123'])('"%s" is nowhere', (text) => {
    expect(findDivision(text)).toBeNull()
  })
  test('an area two cities share stays with the province, an unknown one with its city', () => {
    expect(findDivision('江苏鼓楼区')).toBe('32')
    expect(findDivision('杭州市下城区')).toBe('3301')
  })
  test('an unknown code has no name and no place', () => {
    expect(divisionByCode('990000')).toBeNull()
    expect(nameOf('99')).toBeNull()
    expect(centreOf('99')).toBeNull()
  })
})

test.each([
  ['浙江杭州', '3301'],
  ['杭州市 滨江区', '330108'],
  ['浙江省杭州市西湖区', '330106'],
  ['浙江省/杭州市/西湖区文三路90号', '330106'],
  ['浙江省 西湖区', '330106'],
  ['北京朝阳', '110105'],
  ['北京市市辖区东城区', '110101'],
  ['上海市上海市浦东新区张江镇', '310115'],
  ['上海浦东', '310115'],
  ['重庆渝中', '500103'],
  ['重庆市县垫江县', '500231'],
  ['吉林', '22'],
  ['吉林市', '2202'],
  ['吉林省吉林市', '2202'],
  ['朝阳', '2113'],
  ['苏州昆山', '320583'],
  ['昆山', '320583'],
  ['内蒙古呼和浩特', '1501'],
  ['恩施州', '4228'],
  ['新疆伊犁', '6540'],
  ['湖北仙桃', '429004'],
  ['广东东莞', '4419'],
  ['深圳南山', '440305'],
  ['中国香港', '81'],
])('%s is %s', (text, code) => expect(findDivision(text)).toBe(code))

test('names are written out without the placeholder cities', () => {
  expect(nameOf('330108')).toBe('浙江省 杭州市 滨江区')
  expect(nameOf('110105')).toBe('北京市 朝阳区')
  expect(nameOf('1101')).toBe('北京市')
  expect(nameOf('429004')).toBe('湖北省 仙桃市')
  expect(nameOf('330100')).toBe('浙江省 杭州市')
})

test('every written-out name is found again', () => {
  const areas = cities.flatMap(({ code }) => divisionsWithin(code))
  expect([provinces.length, cities.length, areas.length]).toEqual([34, 342, 2978])
  const lost = areas
    .filter(({ code }) => findDivision(nameOf(code)!) !== code)
    .map(({ code }) => nameOf(code))
  expect(lost).toEqual([])
})

test('every city lies in China, near enough to its province’s capital', () => {
  const wide = new Set(['65', '15', '54', '23', '62', '63', '51', '53'])
  for (const { code, parent } of cities) {
    const at = centreOf(code)!
    expect(at.latitude).toBeGreaterThan(3.8)
    expect(at.latitude).toBeLessThan(53.6)
    expect(at.longitude).toBeGreaterThan(73.5)
    expect(at.longitude).toBeLessThan(135.1)
    const capital = centreOf(parent!)!
    const limitKm = wide.has(parent!) ? 1800 : 600
    expect([code, distanceKm(at, capital) < limitKm]).toEqual([code, true])
  }
})

test('no two cities of a province share a place', () => {
  const seen = new Map<string, string>()
  const shared = cities.filter(({ code, parent }) => {
    const at = JSON.stringify([parent, centreOf(code)])
    return seen.size === seen.set(at, code).size
  })
  expect(shared).toEqual([])
})

test('an area stands where its city stands, a county run by the province where it is', () => {
  expect(centreOf('330108')).toEqual(centreOf('3301'))
  expect(distanceKm(centreOf('330108')!, { latitude: 30.27, longitude: 120.15 })).toBeLessThan(10)
  expect(centreOf('429021')).not.toEqual(centreOf('429004'))
  expect(centreOf('330199')).toEqual(centreOf('3301'))
})

test('a number with any listed beginning can be called', () => {
  expect(new Set(mobilePrefixes).size).toBe(mobilePrefixes.length)
  for (const prefix of mobilePrefixes)
    expect(readPhone(`${prefix}00138000`)).toMatchObject({ kind: 'mobile' })
})
