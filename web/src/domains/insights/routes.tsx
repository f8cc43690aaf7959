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

const boards = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.boards,
  component: lazyRouteComponent(() => import('./boards/BoardsPage.tsx'), 'BoardsPage'),
})
const insightBoard = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.insightBoard,
  component: lazyRouteComponent(() => import('./boards/BoardPage.tsx'), 'BoardPage'),
})
const newBoard = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.newBoard,
  component: lazyRouteComponent(() => import('./boards/BoardEditor.tsx'), 'NewBoard'),
})
const editBoard = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.editBoard,
  component: lazyRouteComponent(() => import('./boards/BoardEditor.tsx'), 'EditBoard'),
})
const explore = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.explore,
  component: lazyRouteComponent(() => import('./boards/Explore.tsx'), 'Explore'),
})
const plans = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.plans,
  component: lazyRouteComponent(() => import('./plans/PlansPage.tsx'), 'PlansPage'),
})
const models = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.models,
  component: lazyRouteComponent(() => import('./propensity/ModelsPage.tsx'), 'ModelsPage'),
})

const audiences = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.audiences,
  component: lazyRouteComponent(() => import('./audiences/AudiencesPage.tsx'), 'AudiencesPage'),
})
const newAudience = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.newAudience,
  component: lazyRouteComponent(() => import('./audiences/AudienceEditor.tsx'), 'NewAudience'),
})
const audience = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.audience,
  component: lazyRouteComponent(() => import('./audiences/AudiencePage.tsx'), 'AudiencePage'),
})
const editAudience = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.editAudience,
  component: lazyRouteComponent(() => import('./audiences/AudienceEditor.tsx'), 'EditAudience'),
})

export const insightsPart: DomainPart = {
  routes: [
    board,
    value,
    models,
    boards,
    insightBoard,
    newBoard,
    editBoard,
    explore,
    plans,
    audiences,
    newAudience,
    audience,
    editAudience,
  ],
}
