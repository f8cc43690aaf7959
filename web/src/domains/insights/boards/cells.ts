import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  AnalysisCell,
  AnalysisColumn,
  AnalysisFigure,
  AnalysisRow,
  CellKind,
} from '../../../../../contract/analyses.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { useFormat } from '../../../ui/useFormat.ts'

type Kinded = Pick<AnalysisColumn, 'kind' | 'words'>

/** Three figures that say something: 1,234, 12.3, 0.0123. */
const decimalsOf = (value: number) => {
  const size = Math.abs(value)
  if (size === 0 || size >= 100) return 0
  if (size >= 10) return 1
  return size >= 0.1 ? 2 : Math.min(6, 2 - Math.floor(Math.log10(size)))
}
const finest = (value: number) => (Number.isInteger(value) ? 0 : decimalsOf(value))

/** Every cell, figure, axis and tooltip of an analysis is written here, so that all of them read alike. */
export const useCells = () => {
  const { t } = useTranslation('boards')
  const { say, language } = useLanguage()
  const format = useFormat()
  return useMemo(() => {
    const share = (value: number) => format.percent(value, value !== 0 && Math.abs(value) < 0.001 ? 2 : 1)
    const amount: Record<Exclude<CellKind, 'text' | 'day' | 'month'>, (value: number) => string> = {
      count: (value) => format.number(value, Number.isInteger(value) ? 0 : 1),
      fen: format.shortMoney,
      share,
      number: (value) => format.number(value, finest(value)),
      days: (value) => t('days', { n: format.number(value, finest(value)) }),
      points: (value) => t('points', { n: format.number(value * 100, 1) }),
    }
    const write = ({ kind, words }: Kinded, value: AnalysisCell | undefined): string => {
      // Of none of them is a group as well, where it has a word: "not known".
      const said = value === null || value === undefined ? undefined : words?.[String(value)]
      if (said) return say(said)
      if (value === null || value === undefined || value === '') return '–'
      if (kind === 'day') return typeof value === 'string' ? format.day(value.slice(0, 10)) : String(value)
      if (kind === 'month') return typeof value === 'string' ? format.month(value) : String(value)
      return typeof value === 'string' || kind === 'text' ? String(value) : amount[kind](value)
    }
    /** On an axis: days without their year, shares without decimals. */
    const brief = (column: Kinded, value: AnalysisCell): string => {
      if (column.kind === 'day' && typeof value === 'string') return format.day(value.slice(0, 10), true)
      if (column.kind === 'share' && typeof value === 'number')
        return format.percent(value, Math.abs(value) < 0.02 && value !== 0 ? 1 : 0)
      return write(column, value)
    }
    /** For a small square: two figures, ¥ left to the title. */
    const tiny = (column: Kinded, value: number | null): string => {
      if (value === null || column.kind === 'share') return brief(column, value)
      const amount = column.kind === 'fen' ? value / 100 : value
      if (Math.abs(amount) < 10_000 && Number.isInteger(amount)) return format.number(amount)
      return new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 2 }).format(
        amount,
      )
    }
    const interval = (kind: CellKind, low: AnalysisCell | undefined, high: AnalysisCell | undefined) =>
      typeof low === 'number' && typeof high === 'number'
        ? t('between', { low: write({ kind }, low), high: write({ kind }, high) })
        : undefined
    return {
      write,
      brief,
      tiny,
      interval,
      title: (column: Pick<AnalysisColumn, 'title'>) => say(column.title),
      /** The whole sum where the short one is shown. */
      whole: ({ kind }: Kinded, value: AnalysisCell | undefined) =>
        kind === 'fen' && typeof value === 'number' ? format.money(Math.round(value)) : undefined,
      /** The interval of a cell, where its column has one. */
      around: ({ kind, low, high }: AnalysisColumn, row: AnalysisRow) =>
        low && high ? interval(kind, row[low], row[high]) : undefined,
      /** Against the period compared with: in points for shares, in per cent of what it was for the rest. */
      change: ({ kind, value, before }: AnalysisFigure): string | undefined => {
        if (value === null || before === null || before === undefined) return undefined
        const inPoints = kind === 'share' || kind === 'points'
        if (!inPoints && before === 0) return undefined
        const by = inPoints ? value - before : (value - before) / Math.abs(before)
        // From next to nothing, a share of what was says nothing.
        if (!inPoints && by > 9.99) return t('before', { value: write({ kind }, before) })
        const words = inPoints ? t('points', { n: format.number(by * 100, 1) }) : format.percent(by)
        return by > 0 ? `+${words}` : words
      },
    }
  }, [format, language, say, t])
}
export type Cells = ReturnType<typeof useCells>

/** Right-aligned, and drawn by height or length. */
export const isNumber = (kind: CellKind) => kind !== 'text' && kind !== 'day' && kind !== 'month'
