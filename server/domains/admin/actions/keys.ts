import { type ApiKey, adminProblems } from '../../../../contract/admin.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import { day } from '../../../kernel/clock.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { randomToken, sha256 } from '../../../kernel/secrets.ts'
import { forgetIdentities, keyPrefix, prefixOf } from '../identity.ts'
import * as queries from '../queries/keys.ts'
import { refuseOthers } from './opened.ts'

const shown = ({ accountId, userName, ...row }: queries.KeyRow): ApiKey => ({
  ...row,
  user: { id: accountId, name: userName },
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  usedAt: row.usedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
})

export async function listKeys(
  ctx: Ctx,
  { of, ...page }: { of: 'me' | 'everybody'; after?: string; limit: number },
) {
  if (of === 'everybody') refuseOthers(ctx, 'admin.sessions')
  const rows = await queries.listKeys(ctx, { ...page, accountId: of === 'me' ? ctx.actor.id : undefined })
  return pageOf(rows, page.limit, (row) => [row.createdAt.toISOString(), row.id], shown)
}

/** A key acts as its maker, with at most the scopes given here; only its hash is kept. */
export async function createKey(
  ctx: Ctx,
  { name, scopes, days }: { name: string; scopes: string[]; days: number },
) {
  const above = scopes.filter((scope) => !ctx.actor.permissions.has(scope))
  if (above.length > 0) throw new Refused(adminProblems.scopeAbove, { scopes: above.join(', ') })
  const secret = `${keyPrefix}${randomToken(30).replace(/[-_]/g, 'x')}`
  const key = {
    id: newId(ctx.now),
    name,
    prefix: prefixOf(secret),
    secretHash: sha256(secret),
    accountId: ctx.actor.id,
    scopes: [...new Set(scopes)].sort(),
  }
  await queries.createKey(ctx, { ...key, expiresAt: new Date(ctx.now.getTime() + days * day) })
  await recordAudit(ctx, {
    table: 'admin.api_key',
    rowId: key.id,
    action: 'create',
    after: { name, prefix: key.prefix, scopes: key.scopes },
  })
  return { key: shown(found(await queries.keyById(ctx, key.id), commonProblems.notFound)), secret }
}

export async function revokeKey(ctx: Ctx, id: string): Promise<void> {
  const row = found(await queries.keyById(ctx, id), commonProblems.notFound)
  if (row.accountId !== ctx.actor.id && !ctx.actor.permissions.has('admin.sessions'))
    throw new Refused(commonProblems.notFound)
  await queries.revokeKey(ctx, id)
  await recordAudit(ctx, { table: 'admin.api_key', rowId: id, action: 'update', reason: 'revoked' })
  ctx.afterCommit(async () => forgetIdentities())
}
