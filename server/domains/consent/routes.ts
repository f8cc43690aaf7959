import { listConsents, readConsents, recordCustomerConsents } from '../../../contract/consent.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import { consentsOf, ledgerPage, recordFor } from './screens.ts'

export const consentRoutes: Route[] = [
  route(readConsents, 'customers.read', (ctx, { params }) => consentsOf(ctx, params.id)),
  route(recordCustomerConsents, 'consent.record', (ctx, { params, body }) => recordFor(ctx, params.id, body)),
  route(listConsents, 'consent.read', (ctx, { query }) => ledgerPage(ctx, query)),
]
