import { type ReactNode, useEffect, useRef } from 'react'
import { useTexts } from '../app/i18n.ts'
import { classes } from './classes.ts'
import { Icon, type IconName } from './Icon.tsx'

export type View = {
  key: string
  label: ReactNode
  count?: number | string | undefined
  shared?: boolean
  icon?: IconName
}
export type ViewsProps = {
  views: View[]
  value: string
  onChange: (key: string) => void
  /** After the tabs: `ViewMenu` of saved views. */
  menu?: ReactNode
  /** Toolbar at the end: icon buttons, export, one primary button. */
  end?: ReactNode
}

/** Tabs above a list: saved and shared views with their counts. */
export const Views = ({ views, value, onChange, menu, end }: ViewsProps) => {
  const { list } = useTexts('ui')
  const tabs = useRef<HTMLDivElement>(null)
  // On a phone the tabs scroll sideways: the one that is open must be in sight, also when it comes late.
  const shown = views.some((view) => view.key === value) && value
  useEffect(() => {
    if (shown) tabs.current?.querySelector('.on')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [shown])
  return (
    <div className="views">
      <div className="views-tabs" ref={tabs}>
        {views.map((view) => (
          <button
            key={view.key}
            type="button"
            aria-pressed={view.key === value}
            className={classes(view.key === value && 'on')}
            onClick={() => onChange(view.key)}
          >
            {view.shared && <Icon name="users" small label={list.shared} />}
            {view.icon && <Icon name={view.icon} small />}
            {view.label}{' '}
            {view.count !== undefined && (
              <em>{typeof view.count === 'number' ? view.count.toLocaleString('en-US') : view.count}</em>
            )}
          </button>
        ))}
      </div>
      {menu}
      <span className="sp" />
      {end && <div className="views-end">{end}</div>}
    </div>
  )
}
