import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listLeads } from '../../../../contract/leads.ts'
import { call } from '../../app/client.ts'
import { textsOf } from '../../app/i18n.ts'
import { paths, patterns } from '../../app/paths.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'
import { useCount, useDueCounts } from './inbox/leadTabs.ts'

const inbox = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.leads,
  component: lazyRouteComponent(() => import('./inbox/Inbox.tsx'), 'Inbox'),
})

const useOpenCount = () => useCount({ open: 'true' })
const useTodayCount = () => {
  const due = useDueCounts({ open: 'true' })
  return due && (due.overdue ?? 0) + (due.today ?? 0)
}
const useWaitingCount = () => useCount({ open: 'true', holder: ['pool', 'contact-centre'] })

export const leadsPart: DomainPart = {
  routes: [inbox],
  counts: { leads: useOpenCount, today: useTodayCount, dispatch: useWaitingCount },
  finders: [
    {
      key: 'leads',
      permission: 'leads.read',
      title: () => textsOf('leads').title,
      find: async (q, signal) => {
        const { items } = await call(listLeads, { query: { q, limit: 6 } }, { signal })
        return items.map((lead) => ({
          key: lead.id,
          icon: 'lead',
          label: lead.person.name,
          note: [lead.variantName ?? lead.seriesName, lead.dealerName].filter(Boolean).join(' · '),
          to: paths.lead(lead.id),
        }))
      },
    },
  ],
}
