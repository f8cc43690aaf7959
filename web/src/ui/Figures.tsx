import { useTexts } from '../app/i18n.ts'
import { dayOf, dayWords, instantWords, relativeWords } from './dates.ts'
import { moneyWords, shortMoneyWords } from './money.ts'
import { useNow } from './useNow.ts'

/** Money in fen: `¥198,800`; `short` for boards, with the whole figure on hover. */
export const Money = ({ fen, short = false }: { fen: number | null | undefined; short?: boolean }) => {
  const { money } = useTexts('ui')
  if (fen === null || fen === undefined) return null
  return (
    <span className="nw" title={short ? moneyWords(fen) : undefined}>
      {short ? shortMoneyWords(fen, money) : moneyWords(fen)}
    </span>
  )
}

export type WhenProps =
  | { at: string | null | undefined; on?: undefined; time?: boolean; short?: boolean; zone?: string }
  | { on: string | null | undefined; at?: undefined; time?: undefined; short?: boolean; zone?: undefined }

/** `2026年11月22日` or `22 Nov 2026`, with the hour for an instant unless `time={false}`; relative on hover. */
export const When = ({ at, on, time = true, short = false, zone }: WhenProps) => {
  const { date, span } = useTexts('ui')
  const now = useNow()
  if (!at && !on) return null
  if (on)
    return (
      <time className="nw" dateTime={on}>
        {dayWords(on, date, { short })}
      </time>
    )
  const style = { short, time, ...(zone ? { zone } : {}) }
  const instant = at as string
  const relative = relativeWords(instant, now, date, span)
  return (
    <time
      className="nw"
      dateTime={instant}
      title={short || !time ? `${instantWords(instant, date, zone ? { zone } : {})} · ${relative}` : relative}
    >
      {instantWords(instant, date, style)}
    </time>
  )
}

/** The hour of an instant of today, the short day of another: for timelines. */
export const TimeOrDay = ({ at }: { at: string }) => {
  const { date } = useTexts('ui')
  const now = useNow()
  const whole = instantWords(at, date)
  const today = dayOf(at) === dayOf(now)
  return (
    <time dateTime={at} title={whole}>
      {today ? whole.slice(-5) : dayWords(dayOf(at), date, { short: true })}
    </time>
  )
}

type SparkProps = { values: number[]; label: string; width?: number; height?: number; color?: string }

/** A line without axes; the figure stands beside it. */
export const Spark = ({ values, label, width = 60, height = 16, color = 'var(--ink-3)' }: SparkProps) => {
  const low = Math.min(...values)
  const range = Math.max(...values) - low || 1
  const x = (index: number) => 1 + (index / Math.max(1, values.length - 1)) * (width - 2)
  const y = (value: number) => height - 2 - ((value - low) / range) * (height - 4)
  const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <polyline points={points} fill="none" stroke={color} strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  )
}

/** A grey bar; colour stays for time. */
export const Meter = ({ share, label, color }: { share: number; label: string; color?: string }) => (
  <div className="meter" role="img" aria-label={label}>
    <i
      style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%`, ...(color ? { background: color } : {}) }}
    />
  </div>
)
