import { useTexts } from '../app/i18n.ts'
import { fill } from './fill.ts'
import { Icon } from './Icon.tsx'

/** The steps of a wizard; `at` is the current one, from 0. */
export const Steps = ({
  steps,
  at,
  onGo,
}: {
  steps: string[]
  at: number
  onGo?: (step: number) => void
}) => {
  const { steps: words } = useTexts('ui')
  return (
    <ol className="wz" aria-label={words.label}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={index === at ? 'on' : index < at ? 'dn' : undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          <i aria-hidden={index >= at}>{index < at ? <Icon name="check" label={words.done} /> : index + 1}</i>
          {index < at && onGo ? (
            <button type="button" onClick={() => onGo(index)}>
              {step}
            </button>
          ) : (
            step
          )}
        </li>
      ))}
    </ol>
  )
}

/** Work under way: a grey bar with its count in words. */
export const Progress = ({ done, total, label }: { done: number; total: number; label?: string }) => {
  const { progress } = useTexts('ui')
  const words =
    label ??
    fill(progress.label, { done: done.toLocaleString('en-US'), total: total.toLocaleString('en-US') })
  return (
    <div className="progress">
      <div
        className="meter"
        role="progressbar"
        aria-valuenow={done}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-label={words}
      >
        <i style={{ width: `${total > 0 ? Math.min(100, (done / total) * 100) : 0}%` }} />
      </div>
      <span className="cap nw">{words}</span>
    </div>
  )
}

/** Parts of a whole in one bar, with a gap of 1 px. Colours are series tokens: `var(--c1)`. */
export const Parts = ({
  parts,
  label,
}: {
  parts: { key: string; value: number; color: string }[]
  label: string
}) => (
  <div className="parts" role="img" aria-label={label}>
    {parts
      .filter((part) => part.value > 0)
      .map((part) => (
        <i key={part.key} style={{ flexGrow: part.value, background: part.color }} />
      ))}
  </div>
)
