import { readCarts } from '../../../../contract/carts.ts'
import * as visitors from '../../../../contract/customer-visitors.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { cartsOf } from '../carts/save.ts'
import { attachBrowserOf, browsersOf, detachBrowserOf } from './browsers.ts'

export const visitorRoutes: Route[] = [
  route(visitors.readBrowsers, 'customers.read', (ctx, { params }) => browsersOf(ctx, params.id)),
  route(visitors.detachBrowser, 'customers.edit', (ctx, { params, body }) =>
    detachBrowserOf(ctx, params, body.reason),
  ),
  route(visitors.attachBrowser, 'customers.edit', (ctx, { params }) => attachBrowserOf(ctx, params)),
  route(readCarts, 'customers.read', (ctx, { params }) => cartsOf(ctx, params.id)),
]
