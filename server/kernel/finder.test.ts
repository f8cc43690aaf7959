import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Findable } from './finder.ts'
import { finderKeys, queryKeys } from './finder.ts'
import { initialsOf, pinyinOf, stripSalutation, syllablesOf } from './names.ts'

const found = (query: string, person: Findable) => {
  const keys = queryKeys(query)
  const have = new Set(finderKeys(person))
  return keys.length > 0 && keys.every((key) => have.has(key))
}

const zhangWei: Findable = {
  name: '张伟明',
  phones: ['+8613800138000', '+8657188218821'],
  plates: ['浙A7K3F6', '浙AD12345'],
  vins: ['LSVAA49J132047371', 'LRW3E7FS7NC000001'],
  companyName: '杭州环路科技有限公司',
}

describe('what does not belong to a person does not find them', () => {
  test.each([
    '李伟',
    '伟张',
    '张明',
    'zhangming',
    'wz',
    '8001',
    '13800138001',
    '浙A7K3F7',
    'LSVAA49J132047372',
    '张伟 9999',
  ])('%s', (query) => {
    expect(queryKeys(query)).not.toEqual([])
    expect(found(query, zhangWei)).toBe(false)
  })
  test.each(['', ' ', 'z', '138', '·'])('"%s" is too little to search by', (query) => {
    expect(queryKeys(query)).toEqual([])
  })
})

test.each([
  ['张', '伟明', '张伟明', '张先生', '张 伟 明', '张伟明先生'],
  ['zhang', 'zhangweiming', 'zhang wei', 'Zhang Weim', 'zwm', 'zw', 'ZWM'],
  ['8000', '1380013', '13800138', '1380013800', '13800138000', '+86 138 0013 8000', '138****8000'],
  ['057188218821', '0571-88218821', '88218821', '8821'],
  ['浙A7K3F6', '浙a·7k3f6', '7K3F6', 'A7K3F6', '12345', 'AD12345', '浙AD12345'],
  ['LSVAA49J132047371', '32047371', '047371', 'lrw3e7fs7nc000001', 'NC000001', '000001'],
  ['环路科技', '杭州环路', 'hangzhou', 'hzhl'],
  ['张伟 8000', 'zhang 8000', '张伟13800138000', '13800138000张伟', '张 7K3F6 000001'],
])('%s and the like find 张伟明', (...queries) => {
  for (const query of queries) expect([query, found(query, zhangWei)]).toEqual([query, true])
})

test('foreigners are found by any word of their name, in any order', () => {
  const john: Findable = { name: 'José-Maria van der Berg', phones: ['+14155552671'] }
  for (const query of [
    'jose',
    'José',
    'berg',
    'berg maria',
    'van der',
    '2671',
    '+1 415 555 2671',
    'JOSE MARIA',
  ]) {
    expect([query, found(query, john)]).toEqual([query, true])
  }
  for (const query of ['anne lee', 'lee anne', 'lee']) expect(found(query, { name: 'Anne Lee' })).toBe(true)
})

test('a VIN that ends like a telephone number is still found by its tail', () => {
  const person: Findable = { vins: ['LSVAA49J113800138'] }
  expect(found('13800138', person)).toBe(true)
})

const surnames = [
  ...'王李张刘陈杨黄赵吴周单仇曾解查朴区盖尉乐覃翟缪吕藏种',
  '欧阳',
  '司马',
  '尉迟',
  '万俟',
  '长孙',
  '单于',
]
const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((point) => String.fromCodePoint(point))
const common = fc.constantFrom(...'伟芳娜敏静丽强乐茜晟朝长柏红思泽总生女士行重奇一不')
const given = fc
  .array(fc.oneof(common, han), { minLength: 1, maxLength: 3 })
  .map((characters) => characters.join(''))
const chineseName = fc.oneof(
  fc.tuple(fc.constantFrom(...surnames), given).map((parts) => parts.join('')),
  fc.tuple(given, given).map((parts) => parts.join('·')),
)
const mobile = fc
  .tuple(fc.integer({ min: 130, max: 199 }), fc.nat(99_999_999))
  .map(([a, b]) => `${a}${String(b).padStart(8, '0')}`)

describe('of any Chinese name', () => {
  const runs = { numRuns: 2000 }
  test('every part of two characters or more finds it', () => {
    fc.assert(
      fc.property(chineseName, fc.nat(20), fc.nat(20), (name, from, more) => {
        const start = from % (name.length - 1)
        const part = name.slice(start, start + 2 + (more % (name.length - start)))
        if (part.replace('·', '').length > 1) expect(found(part, { name })).toBe(true)
      }),
      runs,
    )
  })
  test('every beginning of its pinyin, spaced or not, and its initials find it', () => {
    fc.assert(
      fc.property(chineseName, fc.nat(30), (name, more) => {
        for (const full of pinyinOf(name))
          expect(found(full.slice(0, 2 + more), { name }) || full.length < 2).toBe(true)
        for (const syllables of syllablesOf(stripSalutation(name).name)) {
          const spaced = syllables.filter(Boolean).join(' ')
          if (/^[a-z ]{3,}$/.test(spaced)) expect([spaced, found(spaced, { name })]).toEqual([spaced, true])
        }
        for (const initials of initialsOf(name))
          expect(found(initials, { name }) || initials.length < 2).toBe(true)
      }),
      runs,
    )
  })
  test('the tail of the number, and every beginning from seven digits, find it', () => {
    fc.assert(
      fc.property(mobile, fc.integer({ min: 7, max: 11 }), (number, length) => {
        const person = { phones: [`+86${number}`] }
        expect(found(number.slice(-4), person)).toBe(true)
        expect(found(number.slice(0, length), person)).toBe(true)
      }),
      runs,
    )
  })
})
