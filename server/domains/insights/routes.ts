import * as contract from '../../../contract/insights.ts'
import { systemActor, systemScope } from '../../kernel/ctx.ts'
import { type Route, rawRoute, route } from '../../kernel/http/route.ts'
import * as actions from './actions.ts'
import { analysisRoutes } from './analyses/routes.ts'
import { audienceRoutes } from './audiences/routes.ts'
import { boardRoutes } from './boards/routes.ts'
import { experimentRoutes } from './experiments/routes.ts'
import { explainMetric } from './explain.ts'
import { exploreRoutes } from './explore/routes.ts'
import { readFreshness, refreshFacts } from './facts/refresh.ts'
import { planRoutes } from './plans/routes.ts'
import { propensityRoutes } from './propensity/routes.ts'
import { exportRows, readRows } from './rows.ts'
import { valueRoutes } from './value/routes.ts'

export const insightRoutes: Route[] = [
  route(contract.readLoop, 'insights.read', (ctx, { query }) => actions.readLoop(ctx, query)),
  route(contract.readLoopBy, 'insights.read', (ctx, { params, query }) =>
    actions.readLoopBy(ctx, params.dimension, query),
  ),
  route(contract.readWeekly, 'insights.read', (ctx, { query }) => actions.readWeekly(ctx, query)),
  route(contract.readAgeing, 'insights.read', (ctx, { query }) => actions.readAgeing(ctx, query)),
  route(contract.readLostReasons, 'insights.read', (ctx, { query }) => actions.readLostReasons(ctx, query)),
  route(contract.explainMetric, 'insights.read', (ctx, { params, query }) =>
    explainMetric(ctx, params.metric, query),
  ),
  route(contract.readRows, 'insights.read', (ctx, { params, query }) => readRows(ctx, params.metric, query)),
  route(
    contract.exportRows,
    'insights.export',
    async (ctx, { params, query }, { reply }) => {
      reply
        .header(
          'content-disposition',
          `attachment; filename="ringroad-${encodeURIComponent(params.metric)}.csv"`,
        )
        .type('text/csv; charset=utf-8')
      return (await exportRows(ctx, params.metric, query)) as never
    },
    { writes: true },
  ),
  // Facts hold everybody's rows, so the system writes them, whoever asks.
  rawRoute(contract.refreshFacts, 'insights.read', (_, { request, transact, now }) =>
    transact({ actor: systemActor('facts'), scope: systemScope, now, requestId: request.id }, async (ctx) => {
      await refreshFacts(ctx)
      return readFreshness(ctx)
    }),
  ),
  ...valueRoutes,
  ...propensityRoutes,
  ...analysisRoutes,
  ...boardRoutes,
  ...exploreRoutes,
  ...experimentRoutes,
  ...audienceRoutes,
  ...planRoutes,
]
