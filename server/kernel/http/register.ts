import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { commonProblems } from '../../../contract/problem.ts'
import type { Clock } from '../clock.ts'
import { type Ctx, systemActor, systemScope } from '../ctx.ts'
import type { Caller, Transact } from '../db/transaction.ts'
import { Refused } from '../errors.ts'
import { anyone, signedIn } from '../permissions.ts'
import { rememberReply, replayed } from './idempotency.ts'
import type { Authenticate, Identity, Route } from './route.ts'
import { schemaOf } from './schema.ts'

export type Parts = { transact: Transact; clock: Clock; authenticate: Authenticate }

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: string
  }
}

type Received = { params: never; query: never; body: never }

/** Registers every route: who is it, may they, one transaction, one call, one reply. */
export function registerRoutes(app: FastifyInstance, routes: Route[], parts: Parts) {
  for (const route of routes) {
    const { endpoint } = route
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      schema: schemaOf(route),
      config: {
        permission: route.permission,
        ...(route.perMinute && { rateLimit: { max: route.perMinute, timeWindow: 60_000 } }),
      },
      handler: (request, reply) => {
        const work = () => answer(route, parts, request, reply)
        if (!route.lane) return work()
        // Whoever left while waiting is not worked for: the next board would wait for the one before.
        return route.lane(async () => (reply.raw.destroyed ? reply : work()))
      },
      // Who and whether come before the body is read: a stranger's bytes are not parsed.
      onRequest: async (request) => {
        const identity = await parts.authenticate(request)
        request.identity = identity
        refuseUnlessAllowed(route, identity, request)
      },
    })
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    identity: Identity | null
  }
}

function refuseUnlessAllowed(route: Route, identity: Identity | null, request: FastifyRequest) {
  if (route.permission === anyone) return
  if (!identity) throw new Refused(commonProblems.signedOut)
  if (identity.unfinished && !route.whileUnfinished) throw new Refused(commonProblems.unfinished)
  // Cookies travel by themselves; a header of our own does not, so another site cannot write with them.
  if (
    identity.via === 'session' &&
    route.endpoint.method !== 'GET' &&
    request.headers['x-ringroad'] === undefined
  )
    throw new Refused(commonProblems.forbidden, { permission: 'x-ringroad' })
  if (route.permission !== signedIn && !identity.actor.permissions.has(route.permission))
    throw new Refused(commonProblems.forbidden, { permission: route.permission })
}

export const callerOf = (identity: Identity | null, request: FastifyRequest, now: Date): Caller => ({
  actor: identity?.actor ?? systemActor('anonymous'),
  scope: identity?.scope ?? systemScope,
  now,
  requestId: request.id,
  address: request.ip,
})

async function answer(
  route: Route,
  { transact, clock }: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const call = { params: request.params, query: request.query, body: request.body } as Received
  const now = clock.now()
  const status = route.endpoint.status ?? (route.endpoint.reply || route.endpoint.produces ? 200 : 204)
  reply.code(status)
  if (route.raw) {
    const answered = await route.raw(call as never, {
      request,
      reply,
      identity: request.identity,
      transact,
      now,
    })
    return reply.sent ? reply : (answered ?? null)
  }
  const key = route.endpoint.method === 'POST' ? request.headers['idempotency-key'] : undefined
  const readOnly = route.endpoint.method === 'GET' && !route.writes
  return transact({ ...callerOf(request.identity, request, now), readOnly }, async (ctx) => {
    if (typeof key === 'string')
      return once(ctx, key, request, reply, () => route.handle!(ctx, call as never, { request, reply }))
    return (await route.handle!(ctx, call as never, { request, reply })) ?? null
  })
}

/** The same key and the same request answer the same reply; the key is written in the transaction it names. */
async function once(
  ctx: Ctx,
  key: string,
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<unknown>,
) {
  const earlier = await replayed(ctx, key, request)
  if (earlier) {
    reply.code(earlier.status).header('idempotency-replayed', 'true')
    return earlier.reply
  }
  const answered = (await work()) ?? null
  await rememberReply(ctx, key, reply.statusCode, answered)
  return answered
}
