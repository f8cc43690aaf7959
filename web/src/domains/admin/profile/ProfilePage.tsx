import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { readProfile } from '../../../../../contract/profile.ts'
import { paths } from '../../../app/paths.ts'
import { useRead } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import '../admin.css'
import { JobList } from '../system/JobList.tsx'
import { KeyList } from '../system/KeyList.tsx'
import { SessionList } from '../system/SessionList.tsx'
import { Tabs } from '../Tabs.tsx'
import { MePanel } from './MePanel.tsx'
import { CodePanel, PasswordPanel } from './Security.tsx'

const Own = ({ part }: { part: 'me' | 'security' }) => {
  const { data, problem, reload } = useRead(readProfile, {})
  return (
    <div className="ad-scroll">
      {problem && <Problem problem={problem} onRetry={reload} />}
      {data && (
        <div className="ad-narrow">
          {part === 'me' ? (
            <MePanel profile={data} />
          ) : (
            <>
              <PasswordPanel />
              <CodePanel profile={data} />
            </>
          )}
        </div>
      )}
    </div>
  )
}

/** One's own account: what everybody may see and change of themselves. */
export const ProfilePage = () => {
  const { t } = useTranslation('admin')
  const { part = 'me' } = useParams({ strict: false }) as { part?: string }
  const parts: { key: string; label: string; show: boolean; of: ReactNode }[] = [
    { key: 'me', label: t('profile.me'), show: true, of: <Own part="me" /> },
    { key: 'security', label: t('profile.security'), show: true, of: <Own part="security" /> },
    { key: 'sessions', label: t('sessions.tab'), show: true, of: <SessionList of="me" /> },
    { key: 'keys', label: t('keys.tab'), show: useCan('admin.keys'), of: <KeyList of="me" /> },
    { key: 'jobs', label: t('jobs.mine'), show: true, of: <JobList of="me" /> },
  ]
  const shown = parts.find((one) => one.key === part && one.show) ?? parts[0]
  return (
    <Page title={t('profile.title')}>
      <Tabs
        tabs={parts.map(({ of: _, ...tab }) => ({ ...tab, to: paths.profilePart(tab.key) }))}
        value={shown?.key ?? 'me'}
      />
      {shown?.of}
    </Page>
  )
}
