import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { patterns } from '../../app/paths.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'
import { useCount } from '../leads/inbox/leadTabs.ts'

const intake = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.intake,
  component: lazyRouteComponent(() => import('./Intake.tsx'), 'Intake'),
})
const qualification = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.qualification,
  component: lazyRouteComponent(() => import('./Queue.tsx'), 'Queue'),
})

const useQueueCount = () => useCount({ open: 'true', waiting: ['unqualified', 'needs-review'] })

export const contactCentrePart: DomainPart = {
  routes: [intake, qualification],
  counts: { qualification: useQueueCount },
}
