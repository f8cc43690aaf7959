import { useTexts } from '../app/i18n.ts'
import { dayOf, dayWords } from './dates.ts'
import { fill } from './fill.ts'
import { useNow } from './useNow.ts'

export type LaneMark = { day: number; label?: string }
export type LaneProps = {
  startedAt: string
  /** Where the clock stopped: a pause, a feedback. */
  stoppedAt?: string | null
  marks?: LaneMark[]
  /** From this day on the dashes are amber, from `days` on red. */
  dueFrom?: number
  days?: number
  now?: number
}

const dayMs = 86_400_000

/** Seven days of a lead as lane dashes; an eighth, red, once they are over. */
export const Lane = ({ startedAt, stoppedAt, marks, dueFrom = 5, days = 7, now }: LaneProps) => {
  const { lane, date } = useTexts('ui')
  const ticking = useNow()
  const at = stoppedAt ? Date.parse(stoppedAt) : (now ?? ticking)
  const gone = Math.max(0, (at - Date.parse(startedAt)) / dayMs)
  const slots = gone > days ? days + 1 : days
  const step = 100 / slots
  const shown = marks ?? [
    { day: 1 },
    { day: 3, label: fill(lane.reminder, { n: 3 }) },
    { day: 5, label: fill(lane.copied, { n: 5 }) },
    { day: 7, label: fill(lane.expired, { n: 7 }) },
  ]
  const reached = shown.filter((mark) => mark.label && mark.day <= gone).at(-1)
  const place = (day: number) => (day >= slots ? 100 : day * step - 0.4)
  return (
    <div
      className="lane"
      role="img"
      aria-label={[fill(lane.label, { day: Math.min(days, Math.ceil(gone)) }), reached?.label]
        .filter(Boolean)
        .join(', ')}
    >
      {Array.from({ length: slots }, (_, day) => {
        const filled = day === days ? 1 : Math.min(1, Math.max(0, gone - day))
        const width = step - (day === slots - 1 ? 0 : 0.9)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the day is the identity of a dash
          <i key={day} style={{ left: `${day * step}%`, width: `${width}%` }}>
            {filled > 0 && (
              <i
                className={day >= days ? 'ov' : day >= dueFrom ? 'du' : 'go'}
                style={{ width: `${filled * 100}%` }}
              />
            )}
          </i>
        )
      })}
      {shown.map((mark) => (
        <u key={mark.day} style={{ left: `${place(mark.day)}%` }} />
      ))}
      <span className="a0" style={{ left: 0 }}>
        {dayWords(dayOf(startedAt), date, { short: true })}
      </span>
      {shown.map((mark) =>
        mark.label ? (
          <span
            key={mark.day}
            className={mark.day >= slots ? 'a1' : undefined}
            style={{ left: `${place(mark.day)}%` }}
          >
            {mark === reached ? <b>{mark.label}</b> : mark.label}
          </span>
        ) : null,
      )}
    </div>
  )
}
