import * as contract from '../../../contract/extranet.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import * as actions from './actions.ts'

export const extranetRoutes: Route[] = [
  route(contract.readDailyCounts, 'extranet.read', (ctx, { query }) => actions.readDailyCounts(ctx, query)),
  route(contract.reportDailyCount, 'extranet.report', (ctx, { body }) => actions.reportDailyCount(ctx, body)),
  route(contract.readMatrix, 'extranet.read', (ctx, { query }) => actions.readMatrix(ctx, query)),
  route(contract.readMissing, 'extranet.read', (ctx, { query }) => actions.readMissing(ctx, query)),
]
