import * as contract from '../../../../contract/analyses.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { asking } from '../lane.ts'
import { answer, catalogue, rowsBehind } from './answer.ts'
import { exportNamed } from './export.ts'
import { sendFile } from './sending.ts'

export const analysisRoutes: Route[] = [
  route(contract.listAnalyses, 'insights.read', async (ctx) => catalogue(ctx)),
  route(contract.readAnalysis, 'insights.read', (ctx, { params, query }) => answer(ctx, params.name, query), {
    lane: asking,
  }),
  route(
    contract.readAnalysisRows,
    'insights.read',
    (ctx, { params, query }) => rowsBehind(ctx, params.name, query),
    { lane: asking },
  ),
  route(
    contract.exportAnalysis,
    'insights.export',
    async (ctx, { params, query }, { reply }) => sendFile(reply, await exportNamed(ctx, params.name, query)),
    { writes: true, lane: asking },
  ),
]
