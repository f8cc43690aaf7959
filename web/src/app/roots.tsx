import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { Crash, Missing } from './shell/Missing.tsx'

export const rootRoute = createRootRoute({ notFoundComponent: Missing, errorComponent: Crash })

/** Parent of every screen behind sign-in: `getParentRoute: () => shellRoute`. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: lazyRouteComponent(() => import('./shell/Shell.tsx'), 'GuardedShell'),
  errorComponent: Crash,
})
