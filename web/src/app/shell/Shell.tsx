import { lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HeadSlot } from '../../ui/Page.tsx'
import { useKeys } from '../../ui/useKeys.ts'
import { usePhone } from '../appearance.ts'
import { SessionGuard, useSession } from '../session.tsx'
import { useStream } from '../stream.ts'
import { Nav } from './Nav.tsx'
import { Palette } from './Palette.tsx'
import { PhoneTabs } from './PhoneTabs.tsx'
import { Shortcuts } from './Shortcuts.tsx'
import { TopBar } from './TopBar.tsx'

const Shell = () => {
  const { t } = useTranslation('app')
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const [open, setOpen] = useState<'palette' | 'keys'>()
  const phone = usePhone()
  const live = useStream(true)
  const close = () => setOpen(undefined)
  useKeys(
    [
      { keys: 'mod+k', label: t('keys.search'), run: () => setOpen('palette'), evenWhileTyping: true },
      { keys: '/', label: t('keys.search'), run: () => setOpen('palette') },
      { keys: '?', label: t('keys.sheet'), run: () => setOpen('keys') },
    ],
    { everywhere: true },
  )
  return (
    <HeadSlot value={slot}>
      <div className="app">
        <a className="skip" href="#content">
          {t('skip')}
        </a>
        {!phone && <Nav onShortcuts={() => setOpen('keys')} />}
        <TopBar slot={setSlot} onSearch={() => setOpen('palette')} live={live} />
        <Outlet />
        {phone && <PhoneTabs />}
      </div>
      <Palette open={open === 'palette'} onClose={close} />
      <Shortcuts open={open === 'keys'} onClose={close} />
    </HeadSlot>
  )
}

const Unfinished = lazyRouteComponent(() => import('../../domains/session/Unfinished.tsx'), 'Unfinished')

const ShellOrFirstSteps = () => {
  const { mustChange, mustEnrol } = useSession()
  return mustChange || mustEnrol ? <Unfinished /> : <Shell />
}

export const GuardedShell = () => (
  <SessionGuard>
    <ShellOrFirstSteps />
  </SessionGuard>
)
