import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { patterns } from '../../app/paths.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.register,
  component: lazyRouteComponent(() => import('./Register.tsx'), 'Register'),
})

export const registerPart: DomainPart = { routes: [list] }
