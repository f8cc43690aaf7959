import { expect, test } from 'vitest'
import { pinyinOf } from './names.ts'
import { beginsPinyin, isPinyin } from './pinyin-syllables.ts'

test('English is not pinyin, mostly', () => {
  for (const word of ['smith', 'john', 'berg', 'zhangw', 'zh'])
    expect([word, isPinyin(word)]).toEqual([word, false])
  for (const word of ['smi', 'smith', 'johnn']) expect([word, beginsPinyin(word)]).toEqual([word, false])
})

test('names still being typed begin pinyin', () => {
  for (const word of ['z', 'zh', 'zhangw', 'ouyangx', 'lyu'])
    expect([word, beginsPinyin(word)]).toEqual([word, true])
})

test('every reading of every common character is a syllable', () => {
  const readings = new Set<string>()
  for (let point = 0x4e00; point <= 0x9fa5; point++)
    readings.add(pinyinOf(`·${String.fromCodePoint(point)}`)[0]!)
  expect(readings.size).toBeGreaterThan(390)
  expect([...readings].filter((reading) => !isPinyin(reading))).toEqual([])
})

test('ten thousand letters that almost fit come to an answer', () => {
  expect(isPinyin(`${'anan'.repeat(2500)}hh`)).toBe(false)
})
