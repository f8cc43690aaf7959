import type { Texts } from '../app/i18n.ts'

export type MoneyWords = Texts['ui']['money']

const grouped = (value: number, decimals: number) =>
  value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

const threeFigures = (value: number) =>
  grouped(value, value >= 100 ? 0 : value >= 10 ? 1 : 2).replace(/\.0+$/, '')

/** `¥198,800`; fen are written only when there are some. */
export const moneyWords = (fen: number): string => {
  const decimals = fen % 100 === 0 ? 0 : 2
  return `${fen < 0 ? '−' : ''}¥${grouped(Math.abs(fen) / 100, decimals)}`
}

const steps = (words: MoneyWords): [number, string][] =>
  words.thousand
    ? [
        [1e9, words.billion],
        [1e6, words.million],
        [1e4, words.thousand],
      ]
    : [
        [1e8, words.billion],
        [1e4, words.million],
      ]
const divisor: Record<string, number> = { K: 1e3 }

/** `¥38.4M`, `¥3,840万`: for boards, where the whole figure is one click away. */
export const shortMoneyWords = (fen: number, words: MoneyWords): string => {
  const yuan = Math.abs(fen) / 100
  const step = steps(words).find(([from]) => yuan >= from)
  if (!step) return moneyWords(Math.round(fen / 100) * 100)
  const [from, unit] = step
  return `${fen < 0 ? '−' : ''}¥${threeFigures(yuan / (divisor[unit] ?? from))}${unit}`
}

export const numberWords = (value: number, decimals = 0): string => grouped(value, decimals).replace('-', '−')

/** `92.3%` of a share between 0 and 1. */
export const percentWords = (share: number, decimals = 1): string =>
  `${grouped(share * 100, decimals).replace('-', '−')}%`
