import { Fragment, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTexts } from '../../app/i18n.ts'
import { paths } from '../../app/paths.ts'
import { Anchor } from '../../ui/Anchor.tsx'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { fill } from '../../ui/fill.ts'
import { Kbd } from '../../ui/Marks.tsx'
import { Popup } from '../../ui/Popup.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { SqlDialog, type WithSql } from './SqlDialog.tsx'

type ToldProps = {
  definition: ReactNode
  formula: ReactNode
  freshness: ReactNode
  owner?: ReactNode
  /** What else there is to say, after the freshness. */
  more?: { name: string; words: ReactNode }[]
  registerIds: string[]
  close: () => void
}

/** What a figure means, how it was reckoned, how old it is, and what asked for it. */
export const Told = ({ definition, formula, freshness, owner, more = [], registerIds, close }: ToldProps) => {
  const { t } = useTranslation('insights')
  const { explain: words } = useTexts('ui')
  return (
    <dl>
      <dt>{words.definition}</dt>
      <dd>{definition}</dd>
      {formula && <dt>{words.formula}</dt>}
      {formula && <dd className="mono">{formula}</dd>}
      <dt>{words.freshness}</dt>
      <dd>{freshness}</dd>
      {more.map(({ name, words: said }) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{said}</dd>
        </Fragment>
      ))}
      {owner && <dt>{words.owner}</dt>}
      {owner && <dd>{owner}</dd>}
      {registerIds.length > 0 && <dt>{t('explain.register')}</dt>}
      {registerIds.length > 0 && (
        <dd className="row lb-ids">
          {registerIds.map((one) => (
            <Anchor key={one} to={paths.register({ q: one })} onClick={close}>
              {one}
            </Anchor>
          ))}
        </dd>
      )}
    </dl>
  )
}

type FootProps = {
  /** Nothing where there are no rows behind. */
  onRows: (() => void) | undefined
  /** How many there are, where it is known. */
  rows?: number | null
  onSql: (() => void) | undefined
  children?: ReactNode
}

export const Foot = ({ onRows, rows, onSql, children }: FootProps) => {
  const { t } = useTranslation('insights')
  const format = useFormat()
  return (
    <div className="foot">
      {onRows && (
        <Button look="link" onClick={onRows}>
          {typeof rows === 'number' ? t('explain.rows', { n: format.number(rows) }) : t('explain.rowsPlain')}
        </Button>
      )}
      {onSql && (
        <Button look="link" onClick={onSql}>
          {t('explain.sql')}
        </Button>
      )}
      {children}
      <span className="grow" />
      <Kbd>Esc</Kbd>
    </div>
  )
}

/** The ways out of a popover. */
export type Ways = { close: () => void; showSql: (told: WithSql) => void }
type ToldFigureProps = {
  name: string
  figure: ReactNode
  className?: string
  content: (ways: Ways) => ReactNode
}

/** A figure with a dotted underline; clicked, it gives its account, and from there its SQL. */
export const ToldFigure = ({ name, figure, className, content }: ToldFigureProps) => {
  const { explain: words } = useTexts('ui')
  const [open, setOpen] = useState(false)
  const [sql, setSql] = useState<WithSql>()
  const close = () => setOpen(false)
  const showSql = (told: WithSql) => {
    close()
    setSql(told)
  }
  return (
    <>
      <Popup open={open} onOpenChange={setOpen} width={404} content={content({ close, showSql })}>
        <button
          type="button"
          className={classes('ex', className, open && 'sel')}
          aria-expanded={open}
          title={fill(words.open, { name })}
          onKeyDown={(event) => event.key === 'Escape' && close()}
        >
          {figure}
        </button>
      </Popup>
      <SqlDialog told={sql} onClose={() => setSql(undefined)} />
    </>
  )
}
