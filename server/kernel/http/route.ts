import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Call, Endpoint, Reply } from '../../../contract/endpoint.ts'
import type { Actor, Ctx, Scope } from '../ctx.ts'
import type { Transact } from '../db/transaction.ts'
import type { Lane } from './lane.ts'

/**
 * Who calls, found from the session cookie or the API key. `unfinished`: the sign-in still needs a password of the
 * user's own or a one-time code; only routes marked so answer, and there are no permissions.
 */
export type Identity = {
  actor: Actor
  scope: Scope
  via: 'session' | 'key'
  sessionId?: string
  unfinished?: boolean
}
export type Authenticate = (request: FastifyRequest) => Promise<Identity | null>

/** What a raw handler receives besides the call: it opens its own transactions (streams, batches, uploads). */
export type Raw = {
  request: FastifyRequest
  reply: FastifyReply
  identity: Identity | null
  transact: Transact
  now: Date
}

export type Route = {
  endpoint: Endpoint
  permission: string
  handle?: (ctx: Ctx, call: never, http: { request: FastifyRequest; reply: FastifyReply }) => Promise<unknown>
  raw?: (call: never, raw: Raw) => Promise<unknown>
  /** Requests a minute from one address: where a password, code or stranger is let in. */
  perMinute?: number
  /** Answers a session whose sign-in is unfinished (own password, one-time code). */
  whileUnfinished?: boolean
  /** A GET that leaves something behind: an export in the audit. Every other GET may only read. */
  writes?: boolean
  /** Waits its turn before it takes a database connection: slow questions. */
  lane?: Lane
}
type Extra = Pick<Route, 'perMinute' | 'whileUnfinished' | 'writes' | 'lane'>

/** An endpoint, who may call it, and the one call that answers it, in one transaction. */
export const route = <E extends Endpoint>(
  endpoint: E,
  permission: string,
  handle: (
    ctx: Ctx,
    call: Call<E>,
    http: { request: FastifyRequest; reply: FastifyReply },
  ) => Promise<Reply<E> | void>,
  extra: Extra = {},
): Route => ({ endpoint, permission, handle: handle as Route['handle'], ...extra })

/** For streams, uploads and batches: the handler opens its own transactions. */
export const rawRoute = <E extends Endpoint>(
  endpoint: E,
  permission: string,
  raw: (call: Call<E>, raw: Raw) => Promise<Reply<E> | void>,
  extra: Extra = {},
): Route => ({ endpoint, permission, raw: raw as Route['raw'], ...extra })
