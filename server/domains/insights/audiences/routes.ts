import * as contract from '../../../../contract/audiences.ts'
import { callerOf } from '../../../kernel/http/register.ts'
import { type Route, rawRoute, route } from '../../../kernel/http/route.ts'
import { csvStream } from '../../../kernel/tables/index.ts'
import * as audiences from './audiences.ts'
import { audiencesOf, exportInto, listMembers, memberColumns } from './members.ts'

export const audienceRoutes: Route[] = [
  route(contract.listAudiences, 'insights.read', (ctx, { query }) => audiences.listAudiences(ctx, query)),
  route(contract.readAudience, 'insights.read', (ctx, { params }) => audiences.readAudience(ctx, params.id)),
  route(contract.createAudience, 'insights.audiences', (ctx, { body }) =>
    audiences.createAudience(ctx, body),
  ),
  route(contract.editAudience, 'insights.audiences', (ctx, { params, body }) =>
    audiences.editAudience(ctx, params.id, body),
  ),
  route(contract.removeAudience, 'insights.audiences', (ctx, { params }) =>
    audiences.removeAudience(ctx, params.id),
  ),
  route(contract.previewAudience, 'insights.audiences', (ctx, { body }) =>
    audiences.previewAudience(ctx, body.criteria),
  ),
  route(contract.refreshAudience, 'insights.audiences', (ctx, { params }) =>
    audiences.refreshAudience(ctx, params.id),
  ),
  route(contract.listAudienceMembers, 'customers.read', (ctx, { params, query }) =>
    listMembers(ctx, params.id, query),
  ),
  rawRoute(
    contract.exportAudience,
    'customers.export',
    async ({ params, query }, { request, reply, identity, transact, now }) => {
      const caller = callerOf(identity, request, now)
      const audience = await transact(caller, (ctx) => audiences.seenAudience(ctx, params.id))
      const file = csvStream(memberColumns)
      reply
        .header('content-disposition', 'attachment; filename="ringroad-audience.csv"')
        .type('text/csv; charset=utf-8')
      transact(caller, (ctx) => exportInto(ctx, audience, query.reason_for_export, file)).then(
        () => file.end(),
        (error: Error) => file.destroy(error),
      )
      await reply.send(file)
    },
  ),
  route(contract.listAudiencesOf, 'customers.read', (ctx, { params }) => audiencesOf(ctx, params.id)),
]
