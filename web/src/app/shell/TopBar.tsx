import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Avatar, Kbd } from '../../ui/Marks.tsx'
import { Menu } from '../../ui/Popup.tsx'
import { useFormat } from '../../ui/useFormat.ts'
import { useGo } from '../../ui/useGo.ts'
import { keyCap } from '../../ui/useKeys.ts'
import { chooseDensity, chooseTheme, type Density, type ThemeChoice, useAppearance } from '../appearance.ts'
import { useLanguage } from '../i18n.ts'
import { paths } from '../paths.ts'
import { keepChoice, useSession, useSignOut } from '../session.tsx'
import { Bell, JobsTray } from './Trays.tsx'

/** `keep`: also with the account, when somebody is signed in. */
export const LanguageSwitch = ({ keep = false }: { keep?: boolean }) => {
  const { t } = useTranslation('app')
  const { language, switchLanguage } = useLanguage()
  const [zh, en] = [t('language.zhShort'), t('language.enShort')]
  const switchOver = () => {
    const other = language === 'en' ? 'zh-CN' : 'en'
    void switchLanguage(other)
    if (keep) keepChoice({ language: other })
  }
  return (
    <button
      type="button"
      className="lang"
      lang={language === 'en' ? 'zh-CN' : 'en'}
      aria-label={t('language.switch')}
      title={t('language.switch')}
      onClick={switchOver}
    >
      {language === 'en' ? (
        <>
          {zh}/<b>{en}</b>
        </>
      ) : (
        <>
          <b>{zh}</b>/{en}
        </>
      )}
    </button>
  )
}

const themes: ThemeChoice[] = ['light', 'dark', 'system']
const densities: Density[] = ['compact', 'comfortable']

const ThemeMenu = () => {
  const { t } = useTranslation('app')
  const { choice, mode, density } = useAppearance()
  return (
    <Menu
      items={[
        { key: 'theme', heading: t('theme.label') },
        ...themes.map((one) => ({
          key: one,
          label: t(`theme.${one}`),
          ...(one === choice ? { icon: 'check' as const } : {}),
          run: () => chooseTheme(one),
        })),
        { key: 'density', heading: t('density.label') },
        ...densities.map((one) => ({
          key: one,
          label: t(`density.${one}`),
          ...(one === density ? { icon: 'check' as const } : {}),
          run: () => {
            chooseDensity(one)
            keepChoice({ density: one })
          },
        })),
      ]}
    >
      <IconButton icon={mode === 'dark' ? 'sun' : 'moon'} label={t('theme.label')} />
    </Menu>
  )
}

const ProfileMenu = () => {
  const { t } = useTranslation('app')
  const { user, expiresAt } = useSession()
  const signOut = useSignOut()
  const go = useGo()
  const format = useFormat()
  return (
    <Menu
      items={[
        { key: 'who', heading: `${user.name} · ${user.login}` },
        { key: 'until', heading: t('profile.until', { at: format.instant(expiresAt, true) }) },
        { key: 'account', label: t('profile.label'), icon: 'user', run: () => go(paths.profile()) },
        { key: 'register', label: t('profile.register'), icon: 'book', run: () => go(paths.register()) },
        { key: 'out', label: t('profile.signOut'), icon: 'exit', run: () => void signOut() },
      ]}
    >
      <button type="button" className="me-button" aria-label={`${t('profile.label')}: ${user.name}`}>
        <Avatar name={user.name} size="me" />
      </button>
    </Menu>
  )
}

type Props = { slot: (place: HTMLElement | null) => void; onSearch: () => void; live: boolean }

/** Title, search, jobs, bell, language, theme, account: 44 px. */
export const TopBar = ({ slot, onSearch, live }: Props) => {
  const { t } = useTranslation('app')
  return (
    <header className="top">
      <div ref={slot} className="top-title" />
      <button type="button" className="search" onClick={onSearch} aria-label={t('palette.short')}>
        <Icon name="search" small />
        <span className="grow cut">{t('palette.placeholder')}</span>
        <Kbd>{keyCap('mod+k')}</Kbd>
      </button>
      <div className="tools">
        {!live && (
          <span className="tag o not-phone" role="status">
            <Icon name="warn" />
            {t('live.lost')}
          </span>
        )}
        <span className="only-phone">
          <IconButton icon="search" label={t('palette.short')} onClick={onSearch} />
        </span>
        <JobsTray />
        <Bell />
        <span className="not-phone row tools-more">
          <LanguageSwitch keep />
          <ThemeMenu />
        </span>
        <ProfileMenu />
      </div>
    </header>
  )
}
