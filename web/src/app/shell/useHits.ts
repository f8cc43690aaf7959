import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { domains } from '../../domains/list.ts'
import type { IconName } from '../../ui/Icon.tsx'
import { chooseTheme, useAppearance } from '../appearance.ts'
import { useLanguage } from '../i18n.ts'
import { navigationFor } from '../navigation.ts'
import { paths } from '../paths.ts'
import { useSession, useSignOut } from '../session.tsx'
import type { Finding } from '../sources.ts'

export type Hit = {
  key: string
  icon: IconName
  label: ReactNode
  note?: ReactNode
  to?: string
  run?: () => void
}
type Group = { key: string; title: string; hits: Hit[] }

const finders = domains.flatMap((domain) => domain.finders ?? [])
const pauseMs = 150

/** Asks every domain the session may read; answers come in as they arrive. */
const useFound = (text: string) => {
  const { permissions } = useSession()
  const [found, setFound] = useState<Record<string, Finding[]>>({})
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    setFailed(false)
    if (text.length < 2) return setFound({})
    const stop = new AbortController()
    const timer = setTimeout(() => {
      for (const { key, permission, find } of finders)
        if (permissions.includes(permission))
          find(text, stop.signal)
            .then((findings) => setFound((known) => ({ ...known, [key]: findings.slice(0, 6) })))
            .catch(() => !stop.signal.aborted && setFailed(true))
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [text, permissions])
  return { found, failed }
}

const has = (label: string, text: string) => label.toLowerCase().includes(text.toLowerCase())

export const useHits = (typed: string): { groups: Group[]; failed: boolean } => {
  const text = typed.trim()
  const { t } = useTranslation('app')
  const session = useSession()
  const signOut = useSignOut()
  const { mode } = useAppearance()
  const { language, switchLanguage } = useLanguage()
  const { found, failed } = useFound(text)

  const pages = navigationFor(session).flatMap((group) =>
    group.items.map((item) => ({
      key: item.key,
      icon: item.icon,
      label: t(`nav.item.${item.key}`),
      note: t(`nav.group.${group.key}`),
      to: item.to,
    })),
  )
  const actions = [
    {
      key: 'theme',
      icon: 'moon' as const,
      label: `${t('theme.label')}: ${t(mode === 'dark' ? 'theme.light' : 'theme.dark')}`,
      run: () => chooseTheme(mode === 'dark' ? 'light' : 'dark'),
    },
    {
      key: 'language',
      icon: 'web' as const,
      label: t('language.switch'),
      run: () => void switchLanguage(language === 'en' ? 'zh-CN' : 'en'),
    },
    { key: 'account', icon: 'user' as const, label: t('profile.label'), to: paths.profile() },
    {
      key: 'password',
      icon: 'key' as const,
      label: t('profile.security'),
      to: paths.profilePart('security'),
    },
    { key: 'out', icon: 'exit' as const, label: t('profile.signOut'), run: () => void signOut() },
  ]
  const groups: Group[] = [
    ...finders.map((finder) => ({ key: finder.key, title: finder.title(), hits: found[finder.key] ?? [] })),
    { key: 'pages', title: t('palette.pages'), hits: pages.filter((page) => has(page.label, text)) },
    {
      key: 'actions',
      title: t('palette.actions'),
      hits: actions.filter((action) => has(action.label, text)),
    },
  ]
  return { groups: groups.filter((group) => group.hits.length > 0), failed }
}
