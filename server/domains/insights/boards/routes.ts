import * as contract from '../../../../contract/boards.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import * as boards from './boards.ts'
import * as subscriptions from './subscriptions.ts'

export const boardRoutes: Route[] = [
  route(contract.listBoards, 'insights.read', (ctx) => boards.listBoards(ctx)),
  route(contract.readBoard, 'insights.read', (ctx, { params }) => boards.readBoard(ctx, params.key)),
  route(contract.createBoard, 'insights.read', (ctx, { body }) => boards.createBoard(ctx, body)),
  route(contract.editBoard, 'insights.read', (ctx, { params, body }) =>
    boards.editBoard(ctx, params.id, body),
  ),
  route(contract.removeBoard, 'insights.read', (ctx, { params }) => boards.removeBoard(ctx, params.id)),
  route(contract.listSubscriptions, 'insights.read', (ctx) => subscriptions.listSubscriptions(ctx)),
  route(contract.createSubscription, 'insights.read', (ctx, { body }) => subscriptions.subscribe(ctx, body)),
  route(contract.removeSubscription, 'insights.read', (ctx, { params }) =>
    subscriptions.unsubscribe(ctx, params.id),
  ),
]
