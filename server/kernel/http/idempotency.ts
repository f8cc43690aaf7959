import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { commonProblems } from '../../../contract/problem.ts'
import type { Ctx } from '../ctx.ts'
import { Refused } from '../errors.ts'

export const requestHash = (request: FastifyRequest): string =>
  createHash('sha256')
    .update(`${request.method} ${request.url}\n`)
    .update(
      typeof request.body === 'string' || Buffer.isBuffer(request.body)
        ? request.body
        : JSON.stringify(request.body ?? null),
    )
    .digest('base64url')

/**
 * Takes the key for this request, or gives back the reply it already had. A second request with the same key
 * waits at the unique index until the first one has committed.
 */
export async function replayed(ctx: Ctx, key: string, request: FastifyRequest) {
  if (key.length > 200)
    throw new Refused(commonProblems.invalid, {}, [
      { field: 'Idempotency-Key', zh: '最多 200 个字符', en: 'At most 200 characters' },
    ])
  const hash = requestHash(request)
  const taken = await ctx.db
    .insertInto('kernel.idempotency')
    .values({ actorId: ctx.actor.id, key, request: hash, at: ctx.now })
    .onConflict((conflict) => conflict.columns(['actorId', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
  if (taken) return null
  const earlier = await ctx.db
    .selectFrom('kernel.idempotency')
    .select(['request', 'status', 'reply'])
    .where('actorId', '=', ctx.actor.id)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (earlier.request !== hash) throw new Refused(commonProblems.keyReused)
  const sealed = typeof earlier.reply === 'string' ? Buffer.from(earlier.reply, 'base64url') : null
  return {
    status: earlier.status ?? 200,
    reply: sealed && (JSON.parse(ctx.services.secrets.open(sealed)) as unknown),
  }
}

/** Sealed: a reply may hold a password or key that is shown once, or a telephone number. */
export async function rememberReply(ctx: Ctx, key: string, status: number, reply: unknown) {
  const sealed = ctx.services.secrets.seal(JSON.stringify(reply)).toString('base64url')
  await ctx.db
    .updateTable('kernel.idempotency')
    .set({ status, reply: JSON.stringify(sealed) })
    .where('actorId', '=', ctx.actor.id)
    .where('key', '=', key)
    .execute()
}
