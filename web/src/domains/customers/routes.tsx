import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listCustomers } from '../../../../contract/customers.ts'
import { countMatchGroups } from '../../../../contract/match-review.ts'
import { call } from '../../app/client.ts'
import { textsOf } from '../../app/i18n.ts'
import { paths, patterns } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'
import { salutationIn } from '../../ui/useSalutation.ts'
import { searchable } from './words.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.customers,
  component: lazyRouteComponent(() => import('./CustomerList.tsx'), 'CustomerList'),
})
const page = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.customer,
  component: lazyRouteComponent(() => import('./CustomerPage.tsx'), 'CustomerPage'),
})

const review = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.review,
  component: lazyRouteComponent(() => import('./review/ReviewPage.tsx'), 'ReviewPage'),
})

const quality = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.quality,
  component: lazyRouteComponent(() => import('./credibility/QualityPage.tsx'), 'QualityPage'),
})

const matching = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.matching,
  component: lazyRouteComponent(() => import('./modelling/MatchingPage.tsx'), 'MatchingPage'),
})

const useWaiting = () => {
  const { data } = useRead(countMatchGroups, {}, { refetchSeconds: 60 })
  return data?.more ? `${data.open}+` : data?.open
}

export const customersPart: DomainPart = {
  routes: [list, page, review, quality, matching],
  counts: { review: useWaiting },
  finders: [
    {
      key: 'customers',
      permission: 'customers.read',
      title: () => textsOf('customers').title,
      find: async (q, signal) => {
        if (!searchable(q)) return []
        const { items } = await call(listCustomers, { query: { q, limit: 6 } }, { signal })
        return items.map((row) => ({
          key: row.id,
          icon: row.kind === 'person' ? 'user' : 'build',
          label: [row.name, salutationIn(row.salutation)].filter(Boolean).join(' '),
          note: [row.phone, row.dealers[0]?.name].filter(Boolean).join(' · '),
          to: paths.customer(row.id),
        }))
      },
    },
  ],
}
