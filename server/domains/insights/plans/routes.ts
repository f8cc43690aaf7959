import * as contract from '../../../../contract/plans.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { exportPlans, listPlans, putPlans, readPlanTable, removePlan } from './actions.ts'

export const planRoutes: Route[] = [
  route(contract.listPlans, 'insights.read', (ctx, { query }) => listPlans(ctx, query)),
  route(contract.readPlanTable, 'insights.read', (ctx, { query }) => readPlanTable(ctx, query)),
  route(
    contract.exportPlans,
    'insights.export',
    async (ctx, { query }, { reply }) => {
      reply
        .header('content-disposition', `attachment; filename="ringroad-plans-${query.year}.csv"`)
        .type('text/csv; charset=utf-8')
      return (await exportPlans(ctx, query)) as never
    },
    { writes: true },
  ),
  route(contract.putPlans, 'insights.plan', (ctx, { body }) => putPlans(ctx, body)),
  route(contract.removePlan, 'insights.plan', (ctx, { params, query }) =>
    removePlan(ctx, params.id, query.version),
  ),
]
