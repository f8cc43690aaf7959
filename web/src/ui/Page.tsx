import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Anchor } from './Anchor.tsx'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'

/** The place in the top bar where a page puts its title; given by the shell. */
export const HeadSlot = createContext<HTMLElement | null>(null)

export type PageProps = {
  title: string
  /** Grey words after the title: place, date. */
  note?: ReactNode
  /** The way here, for record pages. */
  crumbs?: { label: string; to: string }[]
  /** Grey ground with space around, for boards of panels. */
  pad?: boolean
  children: ReactNode
}

/** Every screen is one `Page`: its title goes to the top bar and the window. */
export const Page = ({ title, note, crumbs = [], pad = false, children }: PageProps) => {
  const slot = useContext(HeadSlot)
  const { t } = useTranslation('app')
  const product = t('name')
  useEffect(() => {
    document.title = `${title} · ${product}`
  }, [title, product])
  return (
    <>
      {slot &&
        createPortal(
          <>
            {crumbs.map((crumb) => (
              <span key={crumb.to} className="crumb">
                <Anchor to={crumb.to}>{crumb.label}</Anchor>
                <Icon name="right" small />
              </span>
            ))}
            <h1 title={title}>{title}</h1>
            {note && <span className="cap cut">{note}</span>}
          </>,
          slot,
        )}
      <main id="content" tabIndex={-1} className={classes('main', pad && 'pad')}>
        {children}
      </main>
    </>
  )
}
