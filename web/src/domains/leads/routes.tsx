import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listLeads } from '../../../../contract/leads.ts'
import { call } from '../../app/client.ts'
import { textsOf } from '../../app/i18n.ts'
import { paths, patterns } from '../../app/paths.ts'
import { usePlaceQuery } from '../../app/place.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart, Worder } from '../../app/sources.ts'
import type en from '../../locales/en/leads.ts'
import { instantWords } from '../../ui/dates.ts'
import { fill } from '../../ui/fill.ts'
import type { IconName } from '../../ui/Icon.tsx'
import { useCount, useDueCounts } from './inbox/leadTabs.ts'

const inbox = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.leads,
  component: lazyRouteComponent(() => import('./inbox/Inbox.tsx'), 'Inbox'),
})

const page = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.lead,
  component: lazyRouteComponent(() => import('./page/LeadPage.tsx'), 'LeadPage'),
})
const pool = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.pool,
  component: lazyRouteComponent(() => import('./pool/Pool.tsx'), 'Pool'),
})
const today = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.today,
  component: lazyRouteComponent(() => import('./today/Today.tsx'), 'Today'),
})
const dispatch = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.dispatch,
  component: lazyRouteComponent(() => import('./dispatch/DispatchBoard.tsx'), 'DispatchBoard'),
})

const useOpenCount = () => useCount({ open: 'true', ...usePlaceQuery() })
const useTodayCount = () => {
  const due = useDueCounts({ open: 'true', ...usePlaceQuery() })
  return due && (due.overdue ?? 0) + (due.today ?? 0)
}
const useWaitingCount = () =>
  useCount({ open: 'true', holder: ['pool', 'contact-centre'], ...usePlaceQuery() })

type NoticeKey = Exclude<keyof (typeof en)['notice'], 'about' | 'due'>

const text = (value: unknown) => (typeof value === 'string' ? value : '')
/** A notification of the clock in words: which lead, whose, until when. */
const notice =
  (key: NoticeKey, icon: IconName): Worder =>
  (data) => {
    const { notice: words } = textsOf('leads')
    const { date } = textsOf('ui')
    const values = { grade: text(data.grade), dealer: text(data.dealer) }
    const dueAt = text(data.dueAt)
    return {
      icon,
      title: words[key],
      text: dueAt
        ? fill(words.due, { ...values, at: instantWords(dueAt, date, { short: true }) })
        : fill(words.about, values),
    }
  }

export const leadsPart: DomainPart = {
  routes: [inbox, page, pool, today, dispatch],
  counts: { leads: useOpenCount, today: useTodayCount, dispatch: useWaitingCount },
  notices: {
    'leads.remind': notice('remind', 'clock'),
    'leads.copy': notice('copy', 'clock'),
    'leads.breach': notice('breach', 'warn'),
    'leads.recycle': notice('recycle', 'undo'),
    'leads.win-back': notice('winBack', 'flag'),
  },
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
