import { Fragment, type ReactNode } from 'react'
import { useTexts } from '../app/i18n.ts'
import { Button } from './Button.tsx'
import { dayOf, dayWords, partsOf, weekdayWords } from './dates.ts'
import { Icon, type IconName } from './Icon.tsx'
import { useNow } from './useNow.ts'

export type TimelineItem = {
  id: string
  at: string
  icon: IconName
  /** Black disc: a person spoke. */
  spoken?: boolean
  title: ReactNode
  text?: ReactNode
  actor?: ReactNode
}
export type TimelineProps = {
  items: TimelineItem[]
  hasMore?: boolean
  loading?: boolean
  onMore?: () => void
}

/** Newest first, with a heading for each day. */
export const Timeline = ({ items, hasMore = false, loading = false, onMore }: TimelineProps) => {
  const { timeline, date } = useTexts('ui')
  const today = dayOf(useNow())
  const headingOf = (day: string) =>
    [day === today ? date.today : '', weekdayWords(day, date), dayWords(day, date)]
      .filter(Boolean)
      .join(' · ')
  return (
    <>
      <ol className="tl" aria-label={timeline.label}>
        {items.map((item, index) => {
          const day = dayOf(item.at)
          const before = items[index - 1]
          return (
            <Fragment key={item.id}>
              {(!before || dayOf(before.at) !== day) && <li className="day">{headingOf(day)}</li>}
              <li>
                <time dateTime={item.at}>{partsOf(item.at).time}</time>
                <span className={item.spoken ? 'dot k' : 'dot'}>
                  <Icon name={item.icon} />
                </span>
                <div className="row up">
                  <div className="grow">
                    <b>{item.title}</b>
                    {item.text && <div className="sub">{item.text}</div>}
                  </div>
                  {item.actor && <span className="cap nw">{item.actor}</span>}
                </div>
              </li>
            </Fragment>
          )
        })}
      </ol>
      {hasMore && (
        <Button look="quiet" busy={loading} {...(onMore ? { onClick: onMore } : {})}>
          {timeline.more}
        </Button>
      )}
    </>
  )
}

export type CustodyLink = {
  id: string
  holder: ReactNode
  what: ReactNode
  when: ReactNode /** First characters of the link's hash. */
  mark?: string
}

/** Who held the lead, link by link; the last holds it now. */
export const Custody = ({ links }: { links: CustodyLink[] }) => {
  const { custody } = useTexts('ui')
  return (
    <ol className="chain" aria-label={custody.label}>
      {links.map((link, index) => (
        <li key={link.id} className={index === links.length - 1 ? 'now' : undefined}>
          <span>
            <b>{link.holder}</b> <span className="q2">{link.what}</span>
          </span>
          <span className="cap nw">
            {link.when} {link.mark && <span className="mono">{link.mark}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
