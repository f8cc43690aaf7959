import type { ReactNode } from 'react'
import { classes } from './classes.ts'

export type PanelProps = {
  title: ReactNode
  /** Grey words after the title. */
  note?: ReactNode
  /** At the end of the head: a link, one button. */
  end?: ReactNode
  /** Without inner space, for tables. */
  flush?: boolean
  className?: string
  children: ReactNode
}

export const Panel = ({ title, note, end, flush = false, className, children }: PanelProps) => (
  <section className={classes('panel', className)}>
    <header>
      <h2>{title}</h2>
      {note && <span className="cap cut">{note}</span>}
      {end && <span className="end">{end}</span>}
    </header>
    {flush ? children : <div className="body">{children}</div>}
  </section>
)

/** Label and value pairs, for records. */
export const Facts = ({
  items,
}: {
  items: { key: string; label: ReactNode; value: ReactNode; end?: ReactNode }[]
}) => (
  <dl className="kv">
    {items.map((item) => (
      <div key={item.key}>
        <dt>{item.label}</dt>
        <dd>
          <span className="cut">{item.value}</span>
          {item.end && <span className="cap end">{item.end}</span>}
        </dd>
      </div>
    ))}
  </dl>
)

/** A heading inside a drawer or panel. */
export const Section = ({ title, note, end }: { title: ReactNode; note?: ReactNode; end?: ReactNode }) => (
  <h3 className="sec">
    {title}
    {note && <span className="cap">{note}</span>}
    {end && <span>{end}</span>}
  </h3>
)
