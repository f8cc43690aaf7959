import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { patterns } from '../../app/paths.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'

const board = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.board,
  component: lazyRouteComponent(() => import('./Board.tsx'), 'Board'),
})

const value = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.value,
  component: lazyRouteComponent(() => import('./value/ValuePage.tsx'), 'ValuePage'),
})

export const insightsPart: DomainPart = { routes: [board, value] }
