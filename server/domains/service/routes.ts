import * as contract from '../../../contract/service.ts'
import { callerOf } from '../../kernel/http/register.ts'
import { type Route, rawRoute, route } from '../../kernel/http/route.ts'
import { exportRepairOrders, listRepairOrders, readRepairOrder, readService } from './actions/read.ts'

export const serviceRoutes: Route[] = [
  route(contract.listRepairOrders, 'service.read', (ctx, { query }) => listRepairOrders(ctx, query)),
  rawRoute(
    contract.exportRepairOrders,
    'service.export',
    async ({ query }, { request, reply, identity, transact, now }) => {
      const file = await transact(callerOf(identity, request, now), (ctx) => exportRepairOrders(ctx, query))
      await reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="repair-orders.csv"')
        .send(file)
    },
  ),
  route(contract.readRepairOrder, 'service.read', (ctx, { params }) => readRepairOrder(ctx, params.id)),
  route(contract.customerService, 'service.read', (ctx, { params }) => readService(ctx, params.id)),
]
