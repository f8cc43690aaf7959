import * as customers from '../../../contract/customers.ts'
import { callerOf } from '../../kernel/http/register.ts'
import { type Route, rawRoute, route } from '../../kernel/http/route.ts'
import { csvStream } from '../../kernel/tables/index.ts'
import { findDuplicates } from './actions/duplicates.ts'
import { exportColumns, exportInto, refusePlainUnlessRevealing } from './actions/export.ts'
import { findCustomers, historyOf, showPerson, sourceRecordsOf, timelineOf } from './actions/read.ts'
import { createByHand, editByHand, note, reveal } from './actions/write.ts'

export const customerRoutes: Route[] = [
  route(customers.listCustomers, 'customers.read', (ctx, { query }) => findCustomers(ctx, query)),
  route(customers.createCustomer, 'customers.edit', (ctx, { body }) => createByHand(ctx, body)),
  route(customers.checkDuplicates, 'customers.read', (ctx, { body }) => findDuplicates(ctx, body)),
  rawRoute(
    customers.exportCustomers,
    'customers.export',
    async ({ body }, { request, reply, identity, transact, now }) => {
      const { permissions, language } = identity!.actor
      refusePlainUnlessRevealing(permissions, body.contact)
      const file = csvStream(exportColumns(language))
      reply
        .type('text/csv; charset=utf-8')
        .header(
          'content-disposition',
          `attachment; filename="customers-${now.toISOString().slice(0, 10)}.csv"`,
        )
      transact(callerOf(identity, request, now), (ctx) => exportInto(ctx, body, file)).then(
        () => file.end(),
        (error: Error) => file.destroy(error),
      )
      await reply.send(file)
    },
  ),
  route(customers.readCustomer, 'customers.read', (ctx, { params }) => showPerson(ctx, params.id)),
  route(customers.editCustomer, 'customers.edit', (ctx, { params, body }, { request }) =>
    editByHand(ctx, params.id, body, request.headers['if-match']),
  ),
  route(customers.revealCustomer, 'customers.reveal', (ctx, { params, body }) =>
    reveal(ctx, params.id, body),
  ),
  route(customers.readTimeline, 'customers.read', (ctx, { params, query }) =>
    timelineOf(ctx, params.id, query),
  ),
  route(customers.readRecords, 'customers.read', (ctx, { params, query }) =>
    sourceRecordsOf(ctx, params.id, query),
  ),
  route(customers.writeNote, 'customers.edit', (ctx, { params, body }) => note(ctx, params.id, body.text)),
  route(customers.readHistory, 'customers.edit', (ctx, { params, query }) =>
    historyOf(ctx, params.id, query),
  ),
]
