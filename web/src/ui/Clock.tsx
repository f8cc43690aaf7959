import { useTexts } from '../app/i18n.ts'
import { classes } from './classes.ts'
import { type ClockState, type ClockTimes, clockWords } from './clockWords.ts'
import { instantWords } from './dates.ts'
import { fill } from './fill.ts'
import { useNow } from './useNow.ts'

const arc = (left: number) => (
  <>
    <circle className="tr" cx="8" cy="8" r="6" />
    <circle
      className="ar"
      cx="8"
      cy="8"
      r="6"
      pathLength="100"
      strokeDasharray={`${Math.round(left * 100)} 100`}
      transform="rotate(-90 8 8)"
    />
  </>
)

/** The ring alone, for heads and legends; words must stand beside it. */
export const ClockGlyph = ({ state, left = 0.6 }: { state: ClockState; left?: number }) => (
  <svg viewBox="0 0 16 16" aria-hidden="true">
    {state === 'in' && arc(left)}
    {state === 'due' && arc(left)}
    {state === 'due' && <circle cx="8" cy="8" r="2" fill="currentColor" />}
    {state === 'over' && <circle cx="8" cy="8" r="7.2" fill="currentColor" />}
    {state === 'over' && (
      <path d="M8 4.2v4.6M8 11.4v.2" stroke="var(--surface)" strokeWidth="1.8" strokeLinecap="round" />
    )}
    {(state === 'pause' || state === 'done') && (
      <circle cx="8" cy="8" r="6.3" fill="none" stroke="currentColor" strokeWidth="1.5" />
    )}
    {state === 'pause' && (
      <path d="M6.5 5.8v4.4M9.5 5.8v4.4" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
    )}
    {state === 'done' && (
      <path
        d="M5.4 8.2l1.8 1.8 3.4-3.7"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    )}
  </svg>
)

/** A ring with words of your own: `<ClockLabel state="over">3 已超时</ClockLabel>`. */
export const ClockLabel = ({
  state,
  left,
  box = false,
  children,
}: {
  state: ClockState
  left?: number
  box?: boolean
  children: React.ReactNode
}) => (
  <span className={classes('clk', state, box && 'box')}>
    <ClockGlyph state={state} {...(left === undefined ? {} : { left })} />
    {children}
  </span>
)

export type ClockProps = ClockTimes & {
  /** Tinted box for headers; plain in lists. */
  box?: boolean
  /** Milliseconds; the ticking clock of the page without it. */
  now?: number
  /** Says why it stands still, e.g. 争议中，暂停. */
  pausedWords?: string
  zone?: string
}

export const Clock = ({ box = false, now, pausedWords, zone, ...times }: ClockProps) => {
  const { clock, span, date } = useTexts('ui')
  const ticking = useNow()
  const reading = clockWords(times, now ?? ticking, clock, span, zone)
  const whole = fill(clock.dueAt, { at: instantWords(times.dueAt, date, zone ? { zone } : {}) })
  return (
    <span className={classes('clk', reading.state, box && 'box')} title={whole}>
      <ClockGlyph state={reading.state} left={reading.left} />
      {reading.state === 'pause' && pausedWords ? pausedWords : reading.words}
    </span>
  )
}
