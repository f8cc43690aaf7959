import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { patterns } from '../../app/paths.ts'
import { rootRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: patterns.signIn,
  component: lazyRouteComponent(() => import('./SignIn.tsx'), 'SignIn'),
})

export const sessionPart: DomainPart = { routes: [signIn] }
