import { describe, expect, test } from 'vitest'
import { initialsOf, isOrganisation, normaliseName, pinyinOf, splitName, stripSalutation } from './names.ts'

describe('what is no title, dot or surname stays as it is', () => {
  test('a bare title is a name', () => {
    expect(stripSalutation('先生')).toEqual({ name: '先生', title: null })
    expect(stripSalutation('总经理')).toEqual({ name: '总经理', title: null })
  })
  test('a person is not an organisation', () => {
    for (const name of ['张伟', '欧阳娜娜', '阿依古丽·买买提', 'John Smith'])
      expect(isOrganisation(name)).toBe(false)
  })
})

test('every middle dot is the same dot, and full-width is half-width', () => {
  for (const dot of ['·', '・', '•', '・', ' · ', '‧']) {
    expect(normaliseName(`阿依古丽${dot}买买提`)).toBe('阿依古丽·买买提')
  }
  expect(normaliseName(' John  Smith ')).toBe('John Smith')
  expect(normaliseName('张 伟')).toBe('张伟')
})

test('titles come off', () => {
  expect(stripSalutation('张伟先生')).toEqual({ name: '张伟', title: '先生' })
  expect(stripSalutation('王总')).toEqual({ name: '王', title: '总' })
  expect(stripSalutation('刘总经理')).toEqual({ name: '刘', title: '总经理' })
  expect(stripSalutation('Mr. Smith')).toEqual({ name: 'Smith', title: 'Mr' })
})

test('compound surnames are kept whole', () => {
  expect(splitName('欧阳修')).toEqual({ family: '欧阳', given: '修' })
  expect(splitName('欧阳')).toEqual({ family: '欧', given: '阳' })
  expect(splitName('张伟')).toEqual({ family: '张', given: '伟' })
  expect(splitName('阿依古丽·买买提')).toEqual({ family: '', given: '阿依古丽·买买提' })
})

describe('pinyin', () => {
  test.each([
    ['张伟', ['zhangwei'], ['zw']],
    ['单雄信', ['shanxiongxin', 'danxiongxin'], ['sxx', 'dxx']],
    ['尉迟恭', ['yuchigong', 'weichigong'], ['ycg', 'wcg']],
    ['曾国藩', ['zengguofan', 'cengguofan'], ['zgf', 'cgf']],
    ['吕布', ['lvbu', 'lyubu'], ['lb']],
    ['王乐', ['wangle', 'wangyue'], ['wl', 'wy']],
    ['𬱖', ['di'], ['d']],
    ['阿依古丽·买买提', ['ayigulimaimaiti'], ['ayglmmt']],
  ])('%s', (name, full, initials) => {
    expect(pinyinOf(name)).toEqual(full)
    expect(initialsOf(name)).toEqual(initials)
  })
  test('a surname is read as one, a company is not', () => {
    expect(pinyinOf('仇英')[0]).toBe('qiuying')
    expect(pinyinOf('重庆长安汽车股份有限公司')[0]).toMatch(/^chongqingchangan/)
    expect(isOrganisation('重庆长安汽车股份有限公司')).toBe(true)
  })
})
