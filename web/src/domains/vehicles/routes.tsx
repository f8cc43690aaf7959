import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { patterns } from '../../app/paths.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'

const catalogue = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.catalogue,
  component: lazyRouteComponent(() => import('./Catalogue.tsx'), 'Catalogue'),
})

export const vehiclesPart: DomainPart = { routes: [catalogue] }
