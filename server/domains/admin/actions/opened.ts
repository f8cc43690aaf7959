import { commonProblems } from '../../../../contract/problem.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { forgetIdentities } from '../identity.ts'
import * as queries from '../queries/sessions.ts'

/** One's own needs no permission; anybody else's does. */
export function refuseOthers(ctx: Ctx, permission: string) {
  if (!ctx.actor.permissions.has(permission)) throw new Refused(commonProblems.forbidden, { permission })
}

type ListQuery = { of: 'me' | 'everybody'; userId?: string; after?: string; limit: number }
export async function listSessions(
  ctx: Ctx,
  { of, userId, ...page }: ListQuery,
  current: string | undefined,
) {
  if (of === 'everybody') refuseOthers(ctx, 'admin.sessions')
  const of1 = of === 'me' ? ctx.actor.id : userId
  const rows = await queries.liveSessions(ctx, { ...page, ...(of1 && { userId: of1 }) })
  return pageOf(
    rows,
    page.limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => ({
      id: row.id,
      user: { id: row.accountId, name: row.name, login: row.login },
      device: row.agent,
      address: row.address,
      createdAt: row.createdAt.toISOString(),
      seenAt: row.seenAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      current: row.id === current,
    }),
  )
}

const felt = (ctx: Ctx) => ctx.afterCommit(async () => forgetIdentities())

export async function revokeSession(ctx: Ctx, id: string): Promise<void> {
  const row = found(await queries.sessionOwner(ctx, id), commonProblems.notFound)
  if (row.accountId !== ctx.actor.id && !ctx.actor.permissions.has('admin.sessions'))
    throw new Refused(commonProblems.notFound)
  await queries.endSessions(ctx, row.accountId, { only: id })
  await recordAudit(ctx, { table: 'admin.session', rowId: id, action: 'update', reason: 'revoked' })
  felt(ctx)
}

/** All of a user, or of one's own all but the one that asks. */
export async function revokeSessions(
  ctx: Ctx,
  userId: string | undefined,
  current: string | undefined,
): Promise<{ ended: number }> {
  const target = userId ?? ctx.actor.id
  if (target !== ctx.actor.id) refuseOthers(ctx, 'admin.sessions')
  const ended = await queries.endSessions(ctx, target, {
    keep: target === ctx.actor.id ? current : undefined,
  })
  await recordAudit(ctx, {
    table: 'admin.account',
    rowId: target,
    action: 'update',
    reason: `${ended} sessions revoked`,
  })
  felt(ctx)
  return { ended }
}
