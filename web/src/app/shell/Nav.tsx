import { useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { domains } from '../../domains/list.ts'
import { Anchor } from '../../ui/Anchor.tsx'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Mark } from '../../ui/Mark.tsx'
import { Kbd } from '../../ui/Marks.tsx'
import { activeKey, type NavGroup, type NavItem, type NavKey, navigationFor } from '../navigation.ts'
import { useSession } from '../session.tsx'
import type { UseCount } from '../sources.ts'
import { PlaceSwitch } from './PlaceSwitch.tsx'

const counts: Partial<Record<NavKey, UseCount>> = Object.assign(
  {},
  ...domains.map((domain) => domain.counts ?? {}),
)

const Count = ({ use }: { use: UseCount }) => {
  const count = use()
  if (count === undefined || count === 0) return null
  return <em>{typeof count === 'number' ? count.toLocaleString('en-US') : count}</em>
}

export const useActiveKey = (groups: NavGroup[]) => {
  const { pathname, searchStr } = useLocation()
  return activeKey(groups, pathname, searchStr)
}

export const NavLink = ({ item, on, onGo }: { item: NavItem; on: boolean; onGo?: () => void }) => {
  const { t } = useTranslation('app')
  const use = counts[item.key]
  const label = t(`nav.item.${item.key}`)
  return (
    <Anchor
      to={item.to}
      className={classes(on && 'on')}
      aria-current={on ? 'page' : undefined}
      {...(onGo ? { onClick: onGo } : {})}
    >
      <Icon name={item.icon} />
      <span className="cut" title={label}>
        {label}
      </span>
      {use && <Count use={use} />}
    </Anchor>
  )
}

export const NavGroups = ({ onGo }: { onGo?: () => void }) => {
  const { t } = useTranslation('app')
  const groups = navigationFor(useSession())
  const active = useActiveKey(groups)
  return groups.map((group) => (
    <section key={group.key} aria-labelledby={`nav-${group.key}`}>
      <h3 id={`nav-${group.key}`}>{t(`nav.group.${group.key}`)}</h3>
      {group.items.map((item) => (
        <NavLink key={item.key} item={item} on={item.key === active} {...(onGo ? { onGo } : {})} />
      ))}
    </section>
  ))
}

/** The left navigation: by work, counts at the right. */
export const Nav = ({ onShortcuts }: { onShortcuts: () => void }) => {
  const { t } = useTranslation('app')
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      <div className="brand">
        <Mark />
        {t('name')}
        <small>{t('otherName')}</small>
      </div>
      <PlaceSwitch />
      <div className="nav-scroll">
        <NavGroups />
      </div>
      <div className="foot">
        <button type="button" className="nav-button" onClick={onShortcuts}>
          <Icon name="pad" />
          {t('nav.shortcuts')}
          <em>
            <Kbd>?</Kbd>
          </em>
        </button>
      </div>
    </nav>
  )
}
