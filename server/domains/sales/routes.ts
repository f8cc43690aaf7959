import * as contract from '../../../contract/sales.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import * as deliveries from './actions/deliveries.ts'
import * as orders from './actions/orders.ts'
import * as showroom from './actions/showroom.ts'
import * as drives from './actions/test-drives.ts'

const read = 'sales.read'
const edit = 'sales.edit'

export const salesRoutes: Route[] = [
  route(contract.readSale, read, (ctx, { params }) => showroom.readSale(ctx, params.id)),
  route(contract.saveOpportunity, edit, (ctx, { params, body }) =>
    showroom.saveOpportunity(ctx, params.id, body),
  ),
  route(contract.recordVisit, edit, (ctx, { params, body }) => showroom.recordVisit(ctx, params.id, body)),
  route(contract.planTestDrive, edit, (ctx, { params, body }) => drives.planTestDrive(ctx, params.id, body)),
  route(contract.listTestDrives, read, (ctx, { query }) => drives.listTestDrives(ctx, query)),
  route(contract.readTestDrive, read, (ctx, { params }) => drives.readTestDrive(ctx, params.id)),
  route(contract.startTestDrive, edit, (ctx, { params, body }) =>
    drives.startTestDrive(ctx, params.id, body),
  ),
  route(contract.endTestDrive, edit, (ctx, { params, body }) => drives.endTestDrive(ctx, params.id, body)),
  route(contract.cancelTestDrive, edit, (ctx, { params, body }) =>
    drives.cancelTestDrive(ctx, params.id, body),
  ),
  route(contract.placeOrder, edit, (ctx, { params, body }) => orders.placeOrder(ctx, params.id, body)),
  route(contract.listOrders, read, (ctx, { query }) => orders.listOrders(ctx, query)),
  route(contract.readOrder, read, (ctx, { params }) => orders.readOrder(ctx, params.id)),
  route(contract.cancelOrder, edit, (ctx, { params, body }) => orders.cancelOrder(ctx, params.id, body)),
  route(contract.deliverOrder, edit, (ctx, { params, body }) =>
    deliveries.deliverOrder(ctx, params.id, body),
  ),
  route(contract.listDeliveries, read, (ctx, { query }) => deliveries.listDeliveries(ctx, query)),
  route(contract.readDelivery, read, (ctx, { params }) => deliveries.readDelivery(ctx, params.id)),
  route(contract.checkVin, read, (ctx, { query }) => deliveries.checkVin(ctx, query.vin)),
]
