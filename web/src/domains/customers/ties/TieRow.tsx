import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Relative, Tie } from '../../../../../contract/customer-ties.ts'
import { useLanguage } from '../../../app/i18n.ts'
import { paths } from '../../../app/paths.ts'
import { Anchor } from '../../../ui/Anchor.tsx'
import { IconButton } from '../../../ui/Button.tsx'
import { classes } from '../../../ui/classes.ts'
import { Avatar } from '../../../ui/Marks.tsx'
import { Menu, type MenuItem } from '../../../ui/Popup.tsx'
import { useTieWords } from './words.ts'

type Props = {
  other: Relative
  tie?: Tie | undefined
  /** After the name: what they are in the household. */
  mark?: ReactNode
  items: MenuItem[]
}

/** Somebody around the customer: who, what they are, their cars, what is open. */
export const TieRow = ({ other, tie, mark, items }: Props) => {
  const { t } = useTranslation('ties')
  const { say } = useLanguage()
  const words = useTieWords()
  const cars = (other.cars ?? []).map(words.car)
  const line = [
    cars.length > 1 && cars.slice(1).join(' · '),
    other.openLeads ? t('openLeads', { n: other.openLeads }) : '',
    tie && words.dates(tie),
    tie?.note,
  ].filter(Boolean)
  return (
    <li className={classes('tie', Boolean(tie?.untilOn) && 'over')}>
      <Avatar name={other.name} />
      <div className="grow">
        <div className="row">
          <Anchor to={paths.customer(other.id)}>
            <b className="cut" title={other.name}>
              {other.name}
            </b>
          </Anchor>
          {tie && <span className="q nw">{say(tie.word)}</span>}
          {mark}
          {cars[0] && (
            <span className="end q2 cut" title={cars.join(' · ')}>
              {cars[0]}
            </span>
          )}
        </div>
        {line.length > 0 && (
          <div className="cap cut" title={line.join(' · ')}>
            {line.join(' · ')}
          </div>
        )}
      </div>
      {items.length > 0 && (
        <Menu items={items}>
          <IconButton icon="more" label={t('actions', { name: other.name })} />
        </Menu>
      )}
    </li>
  )
}
