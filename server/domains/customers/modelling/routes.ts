import * as model from '../../../../contract/match-model.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { clusterOf } from './cluster.ts'
import { runsPage, showModel, startRun, undoRun } from './model.ts'
import { listPolicies, savePolicyOf, versionsOf } from './policies.ts'
import { thresholdEffect } from './threshold.ts'

export const modellingRoutes: Route[] = [
  route(model.readMatchModel, 'customers.review-read', (ctx, { query }) => showModel(ctx, query)),
  route(model.listMatchRuns, 'customers.review-read', (ctx, { query }) => runsPage(ctx, query)),
  route(model.startMatchRun, 'customers.matching', (ctx, { body }) => startRun(ctx, body)),
  route(model.undoMatchRun, 'customers.matching', (ctx, { params }) => undoRun(ctx, params.id)),
  route(model.listMatchPolicies, 'customers.review-read', (ctx) => listPolicies(ctx)),
  route(model.saveMatchPolicy, 'customers.matching', (ctx, { params, body }) =>
    savePolicyOf(ctx, params.brand, body),
  ),
  route(model.listMatchPolicyVersions, 'customers.review-read', (ctx, { params }) =>
    versionsOf(ctx, params.brand),
  ),
  route(model.readMatchThreshold, 'customers.review-read', (ctx, { query }) => thresholdEffect(ctx, query)),
  route(model.readCluster, 'customers.read', (ctx, { params }) => clusterOf(ctx, params.id)),
]
