import * as contract from '../../../../contract/propensity.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { startTraining } from './jobs.ts'
import { readNextActions } from './standing.ts'
import { listModels, publishModel, readLeadScores, retireModel } from './versions.ts'

export const propensityRoutes: Route[] = [
  route(contract.listModels, 'insights.read', (ctx, { query }) => listModels(ctx, query.kind)),
  route(contract.trainModel, 'insights.run', (ctx, { body }) => startTraining(ctx, body.kind)),
  route(contract.publishModel, 'insights.run', (ctx, { params }) => publishModel(ctx, params.id)),
  route(contract.retireModel, 'insights.run', (ctx, { params }) => retireModel(ctx, params.id)),
  route(contract.readLeadScores, 'leads.read', (ctx, { params }) => readLeadScores(ctx, params.id)),
  route(contract.readNextActions, 'customers.read', (ctx, { params }) => readNextActions(ctx, params.id)),
]
