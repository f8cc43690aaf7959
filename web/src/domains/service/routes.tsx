import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { patterns } from '../../app/paths.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'

const repairs = () => import('./RepairList.tsx')

/** A repair order's own address is the list with it open. */
export const servicePart: DomainPart = {
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: patterns.repairOrders,
      component: lazyRouteComponent(repairs, 'RepairList'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: patterns.repairOrder,
      component: lazyRouteComponent(repairs, 'RepairList'),
    }),
  ],
}
