import * as contract from '../../../../contract/leads.ts'
import { callerOf } from '../../../kernel/http/register.ts'
import { type Route, rawRoute, route } from '../../../kernel/http/route.ts'
import { assignLead, listConsultants } from '../actions/assign.ts'
import { openDispute } from '../actions/dispute.ts'
import { exportLeads } from '../actions/export.ts'
import { giveFeedback, undoFeedback } from '../actions/feedback.ts'
import { countTabs, readCustody, readLead, readList, readTouches } from '../actions/read.ts'
import { captureAdf } from '../intake/adf.ts'
import { captureBatcher } from '../intake/batcher.ts'
import { captureOne } from '../intake/http.ts'

export function leadRoutes(): Route[] {
  const capture = captureBatcher()
  return [
    rawRoute(contract.captureLead, 'leads.capture', ({ body }, raw) => captureOne(capture, body, raw)),
    rawRoute(contract.captureAdf, 'leads.capture', (_, raw) => captureAdf(raw)),
    route(contract.listLeads, 'leads.read', (ctx, { query }) => readList(ctx, query)),
    route(contract.countLeads, 'leads.read', (ctx, { query }) => countTabs(ctx, query)),
    rawRoute(
      contract.exportLeads,
      'leads.export',
      async ({ query }, { request, reply, identity, transact, now }) => {
        const file = await transact(callerOf(identity, request, now), (ctx) => exportLeads(ctx, query))
        await reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="leads.csv"')
          .send(file)
      },
    ),
    route(contract.listConsultants, 'leads.read', (ctx, { query }) => listConsultants(ctx, query.dealerId)),
    route(contract.readLead, 'leads.read', (ctx, { params }) => readLead(ctx, params.id)),
    route(contract.listTouches, 'leads.read', (ctx, { params }) => readTouches(ctx, params.id)),
    route(contract.readCustody, 'leads.read', (ctx, { params }) => readCustody(ctx, params.id)),
    route(contract.giveFeedback, 'leads.feedback', (ctx, { params, body }) =>
      giveFeedback(ctx, params.id, body),
    ),
    route(contract.undoFeedback, 'leads.feedback', (ctx, { params }) =>
      undoFeedback(ctx, params.id, params.feedbackId),
    ),
    route(contract.assignLead, 'leads.assign', (ctx, { params, body }) =>
      assignLead(ctx, params.id, body.consultantId),
    ),
    route(contract.openDispute, 'leads.dispute', (ctx, { params, body }) =>
      openDispute(ctx, params.id, body),
    ),
  ]
}
