import { describe, expect, test } from 'vitest'
import en from '../locales/en/ui.ts'
import zh from '../locales/zh-CN/ui.ts'
import { moneyWords, numberWords, percentWords, shortMoneyWords } from './money.ts'

describe('money', () => {
  test.each([
    [19_880_000, '¥198,800'],
    [0, '¥0'],
    [1296, '¥12.96'],
    [-50, '−¥0.50'],
    [9_000_000_000_000_000, '¥90,000,000,000,000'],
  ])('%i fen is %s', (fen, words) => {
    expect(moneyWords(fen)).toBe(words)
  })
  test.each([
    [3_840_000_000, '¥3,840万', '¥38.4M'],
    [101_300_000_000, '¥10.1亿', '¥1.01B'],
    [628_000, '¥6,280', '¥6,280'],
    [2_000_000, '¥2万', '¥20K'],
    [-12_000_000_00, '−¥1,200万', '−¥12M'],
  ])('%i fen on a board is %s or %s', (fen, chinese, english) => {
    expect(shortMoneyWords(fen, zh.money)).toBe(chinese)
    expect(shortMoneyWords(fen, en.money)).toBe(english)
  })
  test('numbers and shares are grouped and signed', () => {
    expect(numberWords(2_964_300)).toBe('2,964,300')
    expect(numberWords(-3)).toBe('−3')
    expect(percentWords(0.923)).toBe('92.3%')
  })
})
