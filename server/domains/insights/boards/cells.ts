import type { AnalysisCell, AnalysisColumn, CellKind } from '../../../../contract/analyses.ts'
import type { Words } from '../../../../contract/endpoint.ts'
import { formatFen } from '../../../kernel/money.ts'

export type Language = keyof Words
const locale = { zh: 'zh-CN', en: 'en' } as const

/** Numbers as a reader reads them, in the mail as on the screen. */
const write: Record<CellKind, (value: number, language: Language) => string> = {
  text: String,
  day: String,
  month: String,
  count: (value, language) => value.toLocaleString(locale[language], { maximumFractionDigits: 1 }),
  fen: (value, language) => formatFen(Math.round(value / 100) * 100, locale[language]),
  share: (value, language) =>
    value.toLocaleString(locale[language], { style: 'percent', maximumFractionDigits: 1 }),
  number: (value, language) => value.toLocaleString(locale[language], { maximumSignificantDigits: 4 }),
  days: (value, language) =>
    `${value.toLocaleString(locale[language], { maximumFractionDigits: 1 })} ${language === 'zh' ? '天' : 'days'}`,
  points: (value, language) =>
    `${(value * 100).toLocaleString(locale[language], { maximumFractionDigits: 1 })} ${language === 'zh' ? '个百分点' : 'points'}`,
}

export function cellText(
  { kind, words }: Pick<AnalysisColumn, 'kind' | 'words'>,
  cell: AnalysisCell | undefined,
  language: Language,
): string {
  if (cell === null || cell === undefined || cell === '') return '–'
  const said = words?.[String(cell)]
  if (said) return said[language]
  return typeof cell === 'string' ? cell : write[kind](cell, language)
}
