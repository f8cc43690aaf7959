import * as contract from '../../../../contract/analyses.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { answer, catalogue, rowsBehind } from './answer.ts'

export const analysisRoutes: Route[] = [
  route(contract.listAnalyses, 'insights.read', async (ctx) => catalogue(ctx)),
  route(contract.readAnalysis, 'insights.read', (ctx, { params, query }) => answer(ctx, params.name, query)),
  route(contract.readAnalysisRows, 'insights.read', (ctx, { params, query }) =>
    rowsBehind(ctx, params.name, query),
  ),
]
