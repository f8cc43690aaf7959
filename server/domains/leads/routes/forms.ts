import type { FastifyInstance } from 'fastify'
import { submitCart as askCart } from '../../../../contract/carts.ts'
import * as contract from '../../../../contract/dispatch.ts'
import { callerOf } from '../../../kernel/http/register.ts'
import { type Route, rawRoute, route } from '../../../kernel/http/route.ts'
import { anyone } from '../../../kernel/permissions.ts'
import { readScript, submitCart, submitForm, submitVisit } from '../intake/form.ts'

export const formRoutes: Route[] = [
  route(contract.submitForm, anyone, (ctx, { params, body }) => submitForm(ctx, params.code, body), {
    perMinute: 10,
  }),
  route(contract.submitVisit, anyone, (ctx, { params, body }) => submitVisit(ctx, params.code, body), {
    perMinute: 120,
  }),
  route(askCart, anyone, (ctx, { params, body }) => submitCart(ctx, params.code, body), { perMinute: 60 }),
  rawRoute(
    contract.formScript,
    anyone,
    async ({ params }, { request, reply, transact, now }) => {
      const text = await transact(callerOf(null, request, now), (ctx) => readScript(ctx, params.code))
      await reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-store').send(text)
    },
    { perMinute: 120 },
  ),
]

/** The forms stand on other people's pages: their script may be included there and may send from there. Nothing else. */
export function openForms(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/forms/')) return
    reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
  })
  for (const path of ['/api/forms/:code/leads', '/api/forms/:code/visits', '/api/forms/:code/carts'])
    app.options(path, { schema: { hide: true } }, async (_, reply) =>
      reply
        .code(204)
        .header('access-control-allow-methods', 'POST')
        .header('access-control-allow-headers', 'content-type, accept-language')
        .header('access-control-max-age', '86400')
        .send(),
    )
}
