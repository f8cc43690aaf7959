import * as contract from '../../../contract/campaigns.ts'
import { type Route, route } from '../../kernel/http/route.ts'
import * as actions from './actions.ts'
import { mediaInUse } from './queries.ts'

export const campaignRoutes: Route[] = [
  route(contract.listCampaigns, 'campaigns.read', (ctx, { query }) => actions.listCampaigns(ctx, query)),
  route(contract.listMedia, 'campaigns.read', async (ctx) => ({ items: await mediaInUse(ctx) })),
  route(contract.readCampaign, 'campaigns.read', (ctx, { params }) => actions.readCampaign(ctx, params.id)),
  route(contract.createCampaign, 'campaigns.edit', (ctx, { body }) => actions.createCampaign(ctx, body)),
  route(contract.editCampaign, 'campaigns.edit', (ctx, { params, body }) =>
    actions.editCampaign(ctx, params.id, body),
  ),
  route(contract.addTrackingCode, 'campaigns.edit', (ctx, { params, body }) =>
    actions.addTrackingCode(ctx, params.id, body),
  ),
  route(contract.removeTrackingCode, 'campaigns.edit', (ctx, { params }) =>
    actions.removeTrackingCode(ctx, params.id, params.codeId),
  ),
  route(contract.enterSpend, 'campaigns.edit', (ctx, { params, body }) =>
    actions.enterSpend(ctx, params.id, body),
  ),
]
