import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { textsOf } from '../../app/i18n.ts'
import { patterns } from '../../app/paths.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'
import { fill } from '../../ui/fill.ts'
import { useMissingCount } from './useCounts.ts'

const counts = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.dailyCounts,
  component: lazyRouteComponent(() => import('./DailyCounts.tsx'), 'DailyCounts'),
})

export const extranetPart: DomainPart = {
  routes: [counts],
  counts: { dealerCounts: useMissingCount },
  notices: {
    'extranet.missing': (data) => ({
      icon: 'count',
      title: textsOf('extranet').notice.title,
      text: fill(textsOf('extranet').notice.text, { day: String(data.day ?? '') }),
    }),
  },
}
