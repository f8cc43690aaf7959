import { useMemo } from 'react'
import { useTexts } from '../app/i18n.ts'
import { dayOf, dayWords, instantWords, monthWords, relativeWords, spanWords, weekdayWords } from './dates.ts'
import { moneyWords, numberWords, percentWords, shortMoneyWords } from './money.ts'

/** Dates, money and numbers in the reader's language, as plain strings. */
export const useFormat = () => {
  const { date, span, money } = useTexts('ui')
  return useMemo(
    () => ({
      /** A calendar day `2026-11-22`. */
      day: (on: string, short = false) => dayWords(on, date, { short }),
      /** The day of an instant, in the network's zone. */
      dayAt: (at: string, short = false) => dayWords(dayOf(at), date, { short }),
      instant: (at: string, short = false) => instantWords(at, date, { short }),
      month: (month: string) => monthWords(month, date),
      weekday: (on: string) => weekdayWords(on, date),
      relative: (at: string, now: number) => relativeWords(at, now, date, span),
      span: (milliseconds: number) => spanWords(milliseconds, span),
      money: (fen: number) => moneyWords(fen),
      shortMoney: (fen: number) => shortMoneyWords(fen, money),
      number: numberWords,
      percent: percentWords,
    }),
    [date, span, money],
  )
}
