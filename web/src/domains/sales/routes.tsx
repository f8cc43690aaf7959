import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { patterns } from '../../app/paths.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'

const testDrives = () => import('./TestDriveList.tsx')
const orders = () => import('./OrderList.tsx')
const deliveries = () => import('./DeliveryList.tsx')

/** A record's own address is its list with the record open. */
export const salesPart: DomainPart = {
  routes: [
    createRoute({
      getParentRoute: () => shellRoute,
      path: patterns.testDrives,
      component: lazyRouteComponent(testDrives, 'TestDriveList'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: patterns.testDrive,
      component: lazyRouteComponent(testDrives, 'TestDriveList'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: patterns.orders,
      component: lazyRouteComponent(orders, 'OrderList'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: patterns.order,
      component: lazyRouteComponent(orders, 'OrderList'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: patterns.deliveries,
      component: lazyRouteComponent(deliveries, 'DeliveryList'),
    }),
    createRoute({
      getParentRoute: () => shellRoute,
      path: patterns.delivery,
      component: lazyRouteComponent(deliveries, 'DeliveryList'),
    }),
  ],
}
