import * as contract from '../../../contract/dealers.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import { listDealers, readDealer, readTree } from './actions.ts'
import { changeDealer, changeNode, readNode } from './change-node.ts'
import { createNode } from './create-node.ts'
import { listHolidays, saveHolidays } from './holidays.ts'
import { placeNode } from './placement.ts'

export const dealerRoutes: Route[] = [
  route(contract.readTree, 'dealers.read', (ctx) => readTree(ctx)),
  route(contract.listDealers, 'dealers.read', (ctx, { query }) => listDealers(ctx, query)),
  route(contract.listHolidays, 'dealers.read', (ctx, { query }) => listHolidays(ctx, query.year)),
  route(contract.saveHolidays, 'dealers.edit', (ctx, { body }) => saveHolidays(ctx, body)),
  route(contract.readNode, 'dealers.read', (ctx, { params }) => readNode(ctx, params.id)),
  route(contract.changeNode, 'dealers.edit', (ctx, { params, body }) => changeNode(ctx, params.id, body)),
  route(contract.placeNode, 'dealers.edit', (ctx, { params, body }) => placeNode(ctx, params.id, body)),
  route(contract.readDealer, 'dealers.read', (ctx, { params }) => readDealer(ctx, params.id)),
  route(contract.changeDealer, 'dealers.edit', (ctx, { params, body }) => changeDealer(ctx, params.id, body)),
  route(contract.createNode, 'dealers.edit', (ctx, { body }) => createNode(ctx, body)),
]
