import * as contract from '../../../contract/contact-centre.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import { listContacts, listQueue, qualify, takeCall, takeNext } from './actions.ts'

export const contactCentreRoutes: Route[] = [
  route(contract.intake, 'contact-centre.intake', (ctx, { body }) => takeCall(ctx, body)),
  route(contract.listContacts, 'contact-centre.intake', (ctx, { query }) => listContacts(ctx, query)),
  route(contract.listQueue, 'contact-centre.qualify', (ctx, { query }) => listQueue(ctx, query)),
  route(contract.takeNext, 'contact-centre.qualify', (ctx, { body }) => takeNext(ctx, body.brandId)),
  route(contract.qualifyLead, 'contact-centre.qualify', (ctx, { params, body }) =>
    qualify(ctx, params.id, body),
  ),
]
