import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Anchor } from '../../ui/Anchor.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/Icon.tsx'
import { chooseTheme, useAppearance } from '../appearance.ts'
import { useTexts } from '../i18n.ts'
import { navigationFor, phoneTabsFor } from '../navigation.ts'
import { useSession, useSignOut } from '../session.tsx'
import { NavGroups, useActiveKey } from './Nav.tsx'
import { PlaceSwitch } from './PlaceSwitch.tsx'
import { LanguageSwitch } from './TopBar.tsx'

const MoreSheet = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation('app')
  const { drawer } = useTexts('ui')
  const { mode } = useAppearance()
  const signOut = useSignOut()
  return (
    <div className="more-sheet" role="dialog" aria-modal="true" aria-label={t('nav.more')}>
      <header className="row">
        <span className="grow">
          <PlaceSwitch />
        </span>
        <LanguageSwitch keep />
        <IconButton
          icon={mode === 'dark' ? 'sun' : 'moon'}
          label={t('theme.label')}
          onClick={() => chooseTheme(mode === 'dark' ? 'light' : 'dark')}
        />
        <IconButton icon="x" label={drawer.close} autoFocus onClick={onClose} />
      </header>
      <nav className="nav" aria-label={t('nav.label')}>
        <NavGroups onGo={onClose} />
      </nav>
      <Button look="quiet" icon="exit" onClick={() => void signOut()}>
        {t('profile.signOut')}
      </Button>
    </div>
  )
}

/** Four screens and More, at the thumb. */
export const PhoneTabs = () => {
  const { t } = useTranslation('app')
  const session = useSession()
  const [more, setMore] = useState(false)
  const active = useActiveKey(navigationFor(session))
  const tabs = phoneTabsFor(session)
  const elsewhere = !tabs.some((tab) => tab.key === active)
  return (
    <>
      <nav className="ph-tabs" aria-label={t('nav.label')}>
        {tabs.map((tab) => (
          <Anchor
            key={tab.key}
            to={tab.to}
            className={classes(tab.key === active && 'on')}
            aria-current={tab.key === active ? 'page' : undefined}
          >
            <Icon name={tab.icon} />
            <span className="cut">{t(`nav.item.${tab.key}`)}</span>
          </Anchor>
        ))}
        <button
          type="button"
          className={classes(elsewhere && 'on')}
          aria-expanded={more}
          onClick={() => setMore(true)}
        >
          <Icon name="more" />
          {t('nav.more')}
        </button>
      </nav>
      {more && <MoreSheet onClose={() => setMore(false)} />}
    </>
  )
}
