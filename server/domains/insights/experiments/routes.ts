import * as contract from '../../../../contract/experiments.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { createExperiment, listExperiments } from './actions.ts'

export const experimentRoutes: Route[] = [
  route(contract.listExperiments, 'insights.read', (ctx, { query }) => listExperiments(ctx, query)),
  route(contract.createExperiment, 'insights.run', (ctx, { body }) => createExperiment(ctx, body)),
]
