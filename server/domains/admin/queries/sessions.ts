import { type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Ctx } from '../../../kernel/ctx.ts'
import { keyset } from '../../../kernel/db/keyset.ts'
import { sessionPolicy } from '../rules.ts'

export const accountForSignIn = (ctx: Ctx, login: string) =>
  ctx.db
    .selectFrom('admin.account as a')
    .innerJoin('admin.credential as c', 'c.accountId', 'a.id')
    .select([
      'a.id',
      'a.name',
      'a.demo',
      'c.passwordHash',
      'c.codeSecret',
      'c.codeConfirmedAt',
      'c.codeLastStep',
      'c.failures',
      'c.lockedUntil',
    ])
    .where('a.login', '=', login)
    .where('a.active', '=', true)
    // Attempts on one account wait for each other: a hundred at once would all read the same count of failures.
    .forUpdate('c')
    .executeTakeFirst()

export const saveFailure = (
  ctx: Ctx,
  accountId: string,
  state: { failures: number; lockedUntil: Date | null },
) => ctx.db.updateTable('admin.credential').set(state).where('accountId', '=', accountId).execute()

export const clearFailures = (ctx: Ctx, accountId: string) =>
  ctx.db
    .updateTable('admin.credential')
    .set({ failures: 0, lockedUntil: null })
    .where('accountId', '=', accountId)
    .execute()

type NewSession = {
  id: string
  accountId: string
  tokenHash: Buffer
  expiresAt: Date
  address?: string
  agent?: string
}
export const createSession = (ctx: Ctx, session: NewSession) =>
  ctx.db
    .insertInto('admin.session')
    .values({
      ...session,
      agent: session.agent?.slice(0, 300),
      createdAt: ctx.now,
      seenAt: ctx.now,
      rotatedAt: ctx.now,
    })
    .execute()

export const revokeSessionByToken = (ctx: Ctx, tokenHash: Buffer) =>
  ctx.db
    .updateTable('admin.session')
    .set({ revokedAt: ctx.now })
    .where((eb) => eb.or([eb('tokenHash', '=', tokenHash), eb('previousHash', '=', tokenHash)]))
    .where('revokedAt', 'is', null)
    .execute()

export const sessionByToken = (ctx: Ctx, tokenHash: Buffer) =>
  ctx.db
    .selectFrom('admin.session')
    .select(['id', 'accountId', 'expiresAt', 'rotatedAt', 'tokenHash'])
    .where((eb) => eb.or([eb('tokenHash', '=', tokenHash), eb('previousHash', '=', tokenHash)]))
    .where('revokedAt', 'is', null)
    .executeTakeFirst()

export const rotateToken = (ctx: Ctx, id: string, before: Buffer, tokenHash: Buffer) =>
  ctx.db
    .updateTable('admin.session')
    .set({ tokenHash, previousHash: before, rotatedAt: ctx.now })
    .where('id', '=', id)
    .where('tokenHash', '=', before)
    .executeTakeFirst()

export const accountForShell = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('admin.account as a')
    .innerJoin('dealers.node as n', 'n.id', 'a.nodeId')
    .select((eb) => [
      'a.id',
      'a.name',
      'a.login',
      'a.density',
      'a.nodeId',
      'n.name as nodeName',
      'n.kind as nodeKind',
      jsonArrayFrom(
        eb
          .selectFrom('admin.accountRole as ar')
          .innerJoin('admin.role as r', 'r.id', 'ar.roleId')
          .whereRef('ar.accountId', '=', 'a.id')
          .select(['r.id', 'r.key', 'r.nameZh as zh', 'r.nameEn as en', 'r.home'])
          .orderBy('r.key'),
      ).as('roles'),
    ])
    .where('a.id', '=', id)
    .executeTakeFirstOrThrow()

export const brandNames = (ctx: Ctx, ids: string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : ctx.db
        .selectFrom('dealers.node')
        .select(['id', 'name'])
        .where('id', 'in', ids)
        .orderBy('code')
        .execute()

export const demoAccounts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('admin.account as a')
    .innerJoin('admin.accountRole as ar', 'ar.accountId', 'a.id')
    .innerJoin('admin.role as r', 'r.id', 'ar.roleId')
    .innerJoin('dealers.node as n', 'n.id', 'a.nodeId')
    .select([
      'a.login',
      'a.name',
      'r.key',
      'r.nameZh',
      'r.nameEn',
      'n.name as nodeName',
      'n.kind as nodeKind',
    ])
    .where('a.demo', '=', true)
    .where('a.active', '=', true)
    .where('a.login', 'like', '%@demo')
    .orderBy('a.createdAt')
    .orderBy('a.id')
    .limit(30)
    .execute()

const live = (ctx: Ctx) => {
  const idleSince = new Date(ctx.now.getTime() - sessionPolicy.idleMs)
  return sql<SqlBool>`s.revoked_at is null and s.expires_at > ${ctx.now} and s.seen_at > ${idleSince}`
}

export const liveSessions = (
  ctx: Ctx,
  { userId, ...page }: { userId?: string; after?: string; limit: number },
) =>
  keyset(
    ctx.db
      .selectFrom('admin.session as s')
      .innerJoin('admin.account as a', 'a.id', 's.accountId')
      .select([
        's.id',
        's.accountId',
        'a.name',
        'a.login',
        's.agent',
        's.address',
        's.createdAt',
        's.seenAt',
        's.expiresAt',
      ])
      .where(live(ctx))
      .$if(userId !== undefined, (query) => query.where('s.accountId', '=', userId!)),
    ['s.created_at', 's.id'],
    'desc',
    page,
  ).execute()

/** Ends sessions of an account, all but `keep`, and says how many there were. */
export const endSessions = async (
  ctx: Ctx,
  accountId: string,
  { keep, only }: { keep?: string | undefined; only?: string } = {},
): Promise<number> => {
  const ended = await ctx.db
    .updateTable('admin.session')
    .set({ revokedAt: ctx.now })
    .where('accountId', '=', accountId)
    .where('revokedAt', 'is', null)
    .$if(keep !== undefined, (query) => query.where('id', '!=', keep!))
    .$if(only !== undefined, (query) => query.where('id', '=', only!))
    .returning('id')
    .execute()
  return ended.length
}

export const sessionOwner = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('admin.session')
    .select(['accountId'])
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
