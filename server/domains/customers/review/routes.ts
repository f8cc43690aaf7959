import * as review from '../../../../contract/match-review.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { agreement, decide, decisionsPage, undo } from './decide.ts'
import { groupsPage, openGroups, showGroup } from './group.ts'
import type { Beside } from './sides.ts'

export const reviewRoutes = (beside: Beside): Route[] => [
  route(review.listMatchGroups, 'customers.review-read', (ctx, { query }) => groupsPage(ctx, query)),
  route(review.countMatchGroups, 'customers.review-read', (ctx) => openGroups(ctx)),
  route(review.readMatchGroup, 'customers.review-read', (ctx, { params }) =>
    showGroup(ctx, params.id, beside),
  ),
  route(review.decideMatch, 'customers.review', (ctx, { body }) => decide(ctx, body, beside)),
  route(review.undoMatchDecision, 'customers.review', (ctx, { params }) => undo(ctx, params.id)),
  route(review.listMatchDecisions, 'customers.review-read', (ctx, { query }) => decisionsPage(ctx, query)),
  route(review.readMatchAgreement, 'customers.review-read', (ctx) => agreement(ctx)),
]
