import { type ReactNode, useState } from 'react'
import { useTexts } from '../app/i18n.ts'
import { Anchor } from './Anchor.tsx'
import { classes } from './classes.ts'
import { fill } from './fill.ts'
import { Kbd } from './Marks.tsx'
import { Popup } from './Popup.tsx'

export type Explanation = {
  definition: ReactNode
  formula?: string
  freshness?: ReactNode
  owner?: ReactNode
  /** The rows behind the figure. */
  rows?: { to: string; label?: string }[]
}

const Facts = ({
  name,
  figure,
  aside,
  explain,
}: {
  name: ReactNode
  figure: ReactNode
  aside?: ReactNode
  explain: Explanation
}) => {
  const { explain: words } = useTexts('ui')
  return (
    <div className="expl">
      <h4>
        {name} <span>{figure}</span>
        {aside && <span className="cap">{aside}</span>}
      </h4>
      <dl>
        <dt>{words.definition}</dt>
        <dd>{explain.definition}</dd>
        {explain.formula && <dt>{words.formula}</dt>}
        {explain.formula && <dd className="mono">{explain.formula}</dd>}
        {explain.freshness && <dt>{words.freshness}</dt>}
        {explain.freshness && <dd>{explain.freshness}</dd>}
        {explain.owner && <dt>{words.owner}</dt>}
        {explain.owner && <dd>{explain.owner}</dd>}
      </dl>
      <div className="foot">
        {explain.rows?.map((rows) => (
          <Anchor key={rows.to} to={rows.to}>
            {rows.label ?? words.rows}
          </Anchor>
        ))}
        <span className="grow" />
        <Kbd>Esc</Kbd>
      </div>
    </div>
  )
}

export type ExplainProps = {
  name: string
  figure: ReactNode
  aside?: ReactNode
  explain: Explanation
  children?: ReactNode
}

/** A figure with a dotted underline that answers where it comes from. */
export const Explain = ({ name, figure, aside, explain, children }: ExplainProps) => {
  const { explain: words } = useTexts('ui')
  const [open, setOpen] = useState(false)
  return (
    <Popup
      open={open}
      onOpenChange={setOpen}
      width={404}
      content={<Facts name={name} figure={figure} aside={aside} explain={explain} />}
    >
      <button
        type="button"
        className="ex"
        aria-expanded={open}
        title={fill(words.open, { name })}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      >
        {children ?? figure}
      </button>
    </Popup>
  )
}

export type StatProps = {
  /** Plain words; `caption` shows instead, e.g. a `ClockLabel`. */
  name: string
  caption?: ReactNode
  figure: ReactNode
  unit?: ReactNode
  explain?: Explanation
  /** Marked with an ink underline, as the chosen slice of the screen. */
  selected?: boolean
  onSelect?: () => void
}

export const Stat = ({ name, caption, figure, unit, explain, selected = false, onSelect }: StatProps) => (
  <div className={classes('stat', selected && 'sel')}>
    {onSelect ? (
      <button type="button" className="k" aria-pressed={selected} onClick={onSelect}>
        {caption ?? name}
      </button>
    ) : (
      <div className="k">{caption ?? name}</div>
    )}
    <div className="v">
      {explain ? (
        <Explain name={name} figure={figure} aside={unit} explain={explain} />
      ) : (
        <span>{figure}</span>
      )}
      {unit && <small>{unit}</small>}
    </div>
  </div>
)

/** A row of figures; two columns on a phone. */
export const StatStrip = ({ children }: { children: ReactNode }) => <div className="strip">{children}</div>
