import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listDealers } from '../../../../contract/dealers.ts'
import { call } from '../../app/client.ts'
import { textsOf } from '../../app/i18n.ts'
import { paths, patterns } from '../../app/paths.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'
import { useNetwork } from './useNetwork.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.dealers,
  component: lazyRouteComponent(() => import('./DealerList.tsx'), 'DealerList'),
})
const page = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.dealer,
  component: lazyRouteComponent(() => import('./DealerPage.tsx'), 'DealerPage'),
})

const useDealerCount = () => useNetwork().brands.reduce((sum, brand) => sum + brand.activeDealerCount, 0)

export const dealersPart: DomainPart = {
  routes: [list, page],
  counts: { dealers: useDealerCount },
  finders: [
    {
      key: 'dealers',
      permission: 'dealers.read',
      title: () => textsOf('dealers').title,
      find: async (q, signal) => {
        const { items } = await call(listDealers, { query: { q, limit: 6 } }, { signal })
        return items.map((dealer) => ({
          key: dealer.id,
          icon: 'build',
          label: dealer.name,
          note: `${dealer.code} · ${dealer.areaName}`,
          to: paths.dealer(dealer.id),
        }))
      },
    },
  ],
}
