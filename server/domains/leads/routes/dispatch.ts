import * as contract from '../../../../contract/dispatch.ts'
import { type Route, route } from '../../../kernel/http/route.ts'
import { readBoard, readStandings } from '../actions/board.ts'
import { previewBulk, startBulk, undoBulk } from '../actions/bulk.ts'
import { dispatchLead, readCandidates, recallLead } from '../actions/dispatch.ts'
import { decideDispute } from '../actions/dispute.ts'
import { listDisputes } from '../actions/disputes.ts'
import { listPolicies, previewClock, readPolicy, savePolicy } from '../actions/policy.ts'
import { claimLead, listPool } from '../actions/pool.ts'
import { previewDispatch } from '../actions/preview.ts'

export const dispatchRoutes: Route[] = [
  route(contract.listCandidates, 'leads.dispatch', (ctx, { params }) => readCandidates(ctx, params.id)),
  route(contract.dispatchLead, 'leads.dispatch', (ctx, { params, body }) =>
    dispatchLead(ctx, params.id, body),
  ),
  route(contract.recallLead, 'leads.decide', (ctx, { params }) => recallLead(ctx, params.id)),
  route(contract.decideDispute, 'leads.decide', (ctx, { params, body }) =>
    decideDispute(ctx, params.id, body),
  ),
  route(contract.listDisputes, 'leads.decide', (ctx, { query }) => listDisputes(ctx, query)),
  route(contract.readBoard, 'leads.decide', (ctx, { query }) => readBoard(ctx, query)),
  route(contract.listStandings, 'leads.decide', (ctx, { query }) => readStandings(ctx, query)),
  route(contract.previewDispatch, 'contact-centre.intake', (ctx, { body }) => previewDispatch(ctx, body)),
  route(contract.previewBulk, 'leads.dispatch', (ctx, { body }) => previewBulk(ctx, body)),
  route(contract.startBulk, 'leads.dispatch', (ctx, { body }) => startBulk(ctx, body)),
  route(contract.undoBulk, 'leads.dispatch', (ctx, { params }) => undoBulk(ctx, params.id)),
  route(contract.listPool, 'leads.pool', (ctx, { query }) => listPool(ctx, query)),
  route(contract.claimLead, 'leads.pool', (ctx, { params }) => claimLead(ctx, params.id)),
  route(contract.listPolicies, 'leads.policy', (ctx) => listPolicies(ctx)),
  route(contract.readPolicy, 'leads.policy', (ctx, { params }) => readPolicy(ctx, params.id)),
  route(contract.savePolicy, 'leads.policy', (ctx, { params, body }) => savePolicy(ctx, params.id, body)),
  route(contract.previewClock, 'leads.policy', (ctx, { params, body }) => previewClock(ctx, params.id, body)),
]
