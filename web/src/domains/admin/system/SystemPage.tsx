import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTexts } from '../../../app/i18n.ts'
import { paths } from '../../../app/paths.ts'
import { useSession } from '../../../app/session.tsx'
import { Page } from '../../../ui/Page.tsx'
import { StepPolicy } from '../../customers/steps/StepPolicy.tsx'
import { SurvivorshipRules } from '../../customers/survivorship/SurvivorshipRules.tsx'
import '../admin.css'
import { Tabs } from '../Tabs.tsx'
import { GeneralSettings } from './GeneralSettings.tsx'
import { Holidays } from './holidays/Holidays.tsx'
import { JobList } from './JobList.tsx'
import { KeyList } from './KeyList.tsx'
import { LeadPolicies } from './LeadPolicies.tsx'
import { SessionList } from './SessionList.tsx'

/** What holds for the whole network; each part shows to those who may change or see it. */
export const SystemPage = () => {
  const { t } = useTranslation('admin')
  const { survivorship, steps } = useTexts('customers')
  const { permissions } = useSession()
  const { part: wanted } = useParams({ strict: false }) as { part?: string }
  const parts: { key: string; label: string; permission: string; of: ReactNode }[] = [
    { key: 'general', label: t('system.tab'), permission: 'admin.settings', of: <GeneralSettings /> },
    { key: 'policies', label: t('policy.tab'), permission: 'leads.policy', of: <LeadPolicies /> },
    {
      key: 'golden',
      label: survivorship.tab,
      permission: 'customers.rules',
      of: <SurvivorshipRules />,
    },
    { key: 'steps', label: steps.tab, permission: 'customers.rules', of: <StepPolicy /> },
    { key: 'holidays', label: t('holidays.tab'), permission: 'dealers.edit', of: <Holidays /> },
    {
      key: 'sessions',
      label: t('sessions.tab'),
      permission: 'admin.sessions',
      of: <SessionList of="everybody" />,
    },
    { key: 'keys', label: t('keys.tab'), permission: 'admin.keys', of: <KeyList of="everybody" /> },
    { key: 'jobs', label: t('jobs.tab'), permission: 'admin.jobs', of: <JobList of="everybody" /> },
  ]
  const mine = parts.filter((part) => permissions.includes(part.permission))
  const shown = mine.find((part) => part.key === wanted) ?? mine[0]
  return (
    <Page title={t('system.title')}>
      <Tabs
        tabs={mine.map(({ key, label }) => ({ key, label, to: paths.systemPart(key), show: true }))}
        value={shown?.key ?? ''}
      />
      {shown?.of}
    </Page>
  )
}
