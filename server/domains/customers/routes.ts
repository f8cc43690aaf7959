import { readChanges } from '../../../contract/customer-changes.ts'
import * as customers from '../../../contract/customers.ts'
import * as survivorship from '../../../contract/survivorship.ts'
import { callerOf } from '../../kernel/http/register.ts'
import { type Route, rawRoute, route } from '../../kernel/http/route.ts'
import { csvStream } from '../../kernel/tables/index.ts'
import { changesSince } from './actions/changes.ts'
import { findDuplicates } from './actions/duplicates.ts'
import { exportColumns, exportInto, refusePlainUnlessRevealing } from './actions/export.ts'
import { dropByHand, pickByHand } from './actions/picks.ts'
import { findCustomers, historyOf, showPerson, sourceRecordsOf, timelineOf } from './actions/read.ts'
import { statementsShown } from './actions/statements.ts'
import {
  countOverall,
  listRules,
  previewRules,
  saveSurvivorshipRules,
  versionsOf,
} from './actions/survivorship.ts'
import { createByHand, editByHand, note, reveal } from './actions/write.ts'
import { credibilityRoutes } from './credibility/routes.ts'
import { mergeRoutes } from './merging/routes.ts'
import { modellingRoutes } from './modelling/routes.ts'
import { visitorRoutes } from './visitors/routes.ts'

export const customerRoutes: Route[] = [
  ...mergeRoutes,
  ...credibilityRoutes,
  ...modellingRoutes,
  ...visitorRoutes,
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
  route(readChanges, 'customers.follow', (ctx, { query }) => changesSince(ctx, query), { writes: true }),
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
  route(survivorship.readStatements, 'customers.read', (ctx, { params }) => statementsShown(ctx, params.id)),
  route(survivorship.pickStatement, 'customers.edit', (ctx, { params, body }) =>
    pickByHand(ctx, params.id, body),
  ),
  route(survivorship.dropPick, 'customers.edit', (ctx, { params }) =>
    dropByHand(ctx, params.id, params.field),
  ),
  route(survivorship.listSurvivorship, 'customers.rules', (ctx) => listRules(ctx)),
  route(survivorship.saveSurvivorship, 'customers.rules', (ctx, { params, body }) =>
    saveSurvivorshipRules(ctx, params.brand, body),
  ),
  route(survivorship.listSurvivorshipVersions, 'customers.rules', (ctx, { params }) =>
    versionsOf(ctx, params.brand),
  ),
  route(survivorship.previewSurvivorship, 'customers.rules', (ctx, { params, body }) =>
    previewRules(ctx, params.brand, body),
  ),
  route(survivorship.countRecomposition, 'customers.rules', (ctx, { params, body }) =>
    countOverall(ctx, params.brand, body),
  ),
]
