import type { Texts } from '../app/i18n.ts'
import { dayOf, partsOf, type SpanWords, spanWords } from './dates.ts'
import { fill } from './fill.ts'

export type ClockState = 'in' | 'due' | 'over' | 'pause' | 'done'
export type ClockTimes = {
  startedAt?: string | undefined
  dueAt: string
  pausedAt?: string | null | undefined
  doneAt?: string | null | undefined
}
export type ClockReading = {
  state: ClockState
  words: string
  /** How much of the time is left, 0 to 1: the length of the arc. */
  left: number
}

const ms = (at: string) => new Date(at).getTime()

const soonMs = 2 * 3_600_000

/** `due` begins with the calendar day of the deadline, in the dealer's zone, and at the latest two hours before it. */
export const clockState = (times: ClockTimes, now: number, zone?: string): ClockState => {
  if (times.doneAt) return 'done'
  if (times.pausedAt) return 'pause'
  const rest = ms(times.dueAt) - now
  if (rest <= 0) return 'over'
  return rest < soonMs || dayOf(times.dueAt, zone) === dayOf(now, zone) ? 'due' : 'in'
}

const leftOf = ({ startedAt, dueAt, pausedAt }: ClockTimes, now: number) => {
  const from = startedAt ? ms(startedAt) : ms(dueAt) - 7 * 86_400_000
  const at = pausedAt ? ms(pausedAt) : now
  return Math.min(1, Math.max(0, (ms(dueAt) - at) / Math.max(1, ms(dueAt) - from)))
}

/** `剩 2天4小时 / 今日 18:00 前 / 超 47分`; within two hours of the deadline the rest is counted out. */
export const clockWords = (
  times: ClockTimes,
  now: number,
  words: Texts['ui']['clock'],
  spans: SpanWords,
  zone?: string,
): ClockReading => {
  const state = clockState(times, now, zone)
  const rest = ms(times.dueAt) - now
  const time = spanWords(rest, spans)
  const text = {
    done: words.done,
    pause: words.paused,
    over: fill(words.over, { time }),
    in: fill(words.left, { time }),
    due:
      rest < soonMs
        ? fill(words.left, { time })
        : fill(words.dueToday, { at: partsOf(times.dueAt, zone).time }),
  }[state]
  return { state, words: text, left: state === 'over' ? 0 : leftOf(times, now) }
}
