import * as contract from '../../../../contract/boards.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { sendFile } from '../analyses/sending.ts'
import { asking } from '../lane.ts'
import { exploreFact, exportFact, listFacts } from './explore.ts'

export const exploreRoutes: Route[] = [
  route(contract.listFacts, 'insights.read', async (ctx) => listFacts(ctx)),
  route(
    contract.exploreFact,
    'insights.read',
    (ctx, { params, query }) => exploreFact(ctx, params.fact, query),
    { lane: asking },
  ),
  route(
    contract.exportFact,
    'insights.export',
    async (ctx, { params, query }, { reply }) => sendFile(reply, await exportFact(ctx, params.fact, query)),
    { writes: true, lane: asking },
  ),
]
