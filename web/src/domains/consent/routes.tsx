import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { patterns } from '../../app/paths.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'

const ledger = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.consent,
  component: lazyRouteComponent(() => import('./ConsentLedger.tsx'), 'ConsentLedger'),
})

export const consentPart: DomainPart = { routes: [ledger] }
