import * as contract from '../../../contract/dealers.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import {
  changeDealer,
  createNode,
  listDealers,
  listHolidays,
  readDealer,
  readTree,
  saveHolidays,
} from './actions.ts'

export const dealerRoutes: Route[] = [
  route(contract.readTree, 'dealers.read', (ctx) => readTree(ctx)),
  route(contract.listDealers, 'dealers.read', (ctx, { query }) => listDealers(ctx, query)),
  route(contract.listHolidays, 'dealers.read', (ctx, { query }) => listHolidays(ctx, query.year)),
  route(contract.saveHolidays, 'dealers.edit', (ctx, { body }) => saveHolidays(ctx, body.year, body.items)),
  route(contract.readDealer, 'dealers.read', (ctx, { params }) => readDealer(ctx, params.id)),
  route(contract.changeDealer, 'dealers.edit', (ctx, { params, body }) => changeDealer(ctx, params.id, body)),
  route(contract.createNode, 'dealers.edit', (ctx, { body }) => createNode(ctx, body)),
]
