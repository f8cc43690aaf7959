import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import type { Shown } from './DataTable.rows.tsx'
import { Icon, type IconName } from './Icon.tsx'
import { Grade, type GradeLetter } from './Marks.tsx'
import { salutationIn } from './useSalutation.ts'

/** The list on a phone. Cards differ in height, so each is measured. */
export const Cards = <T,>({
  list,
  id,
  card,
  group,
  openId,
  cursorId,
  onOpen,
  shown,
  virtual,
  startsGroup,
}: Shown<T> & { card: (row: T) => ReactNode }) => (
  <ul className="ph-list" style={{ height: virtual.getTotalSize() }}>
    {shown.map(({ index, key, start }) => {
      const row = list.items[index]
      if (row === undefined) return null
      const on = id(row) === (openId ?? cursorId)
      return (
        <li
          key={String(key)}
          ref={virtual.measureElement}
          data-index={index}
          style={{ transform: `translateY(${start}px)` }}
        >
          {group && startsGroup(index) && <div className="cap ph-grp">{group.heading(group.of(row))}</div>}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the name inside is the button; the card only makes it larger */}
          <article
            className={classes('pc', on && 'on')}
            onClick={(event) => (event.target as HTMLElement).closest('a, .call') === null && onOpen?.(row)}
          >
            {card(row)}
          </article>
        </li>
      )
    })}
  </ul>
)

export type PhoneCardProps = {
  /** The clock, first of all. */
  top?: ReactNode
  name: ReactNode
  honorific?: string | undefined
  grade?: GradeLetter | undefined
  /** One or two lines: model and price, next step. */
  lines?: ReactNode[]
  /** One thumb action of 48 px. */
  action?: { icon: IconName; label: string; run: () => void }
}

export const PhoneCard = ({ top, name, honorific, grade, lines = [], action }: PhoneCardProps) => (
  <>
    <div className="grow">
      {top && <div className="row">{top}</div>}
      <div className="nm">
        <button type="button" className="rowlink">
          {name}
        </button>
        {honorific && <span className="q honorific">{salutationIn(honorific)}</span>}
        {grade && <Grade grade={grade} />}
      </div>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity and never move
        <div key={index} className="sub cut">
          {line}
        </div>
      ))}
    </div>
    {action && (
      <button type="button" className="call" aria-label={action.label} onClick={action.run}>
        <Icon name={action.icon} />
      </button>
    )}
  </>
)

/** The bar for the thumb, above the tabs: acts on the selected card. */
export const ThumbBar = ({ children }: { children: ReactNode }) => <div className="ph-act">{children}</div>
