import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Ctx } from '../../../kernel/ctx.ts'

export const accountForSignIn = (ctx: Ctx, login: string) =>
  ctx.db
    .selectFrom('admin.account as a')
    .innerJoin('admin.credential as c', 'c.accountId', 'a.id')
    .select(['a.id', 'a.name', 'a.demo', 'c.passwordHash', 'c.codeSecret', 'c.codeConfirmedAt', 'c.codeLastStep', 'c.failures', 'c.lockedUntil'])
    .where('a.login', '=', login)
    .where('a.active', '=', true)
    .executeTakeFirst()

export const saveFailure = (ctx: Ctx, accountId: string, state: { failures: number; lockedUntil: Date | null }) =>
  ctx.db.updateTable('admin.credential').set(state).where('accountId', '=', accountId).execute()

export const clearFailures = (ctx: Ctx, accountId: string) =>
  ctx.db.updateTable('admin.credential').set({ failures: 0, lockedUntil: null }).where('accountId', '=', accountId).execute()

export const rememberCode = (ctx: Ctx, accountId: string, step: number) =>
  ctx.db.updateTable('admin.credential').set({ codeLastStep: step }).where('accountId', '=', accountId).execute()

type NewSession = { id: string; accountId: string; tokenHash: Buffer; expiresAt: Date; address?: string; agent?: string }
export const createSession = (ctx: Ctx, session: NewSession) =>
  ctx.db
    .insertInto('admin.session')
    .values({ ...session, agent: session.agent?.slice(0, 300), createdAt: ctx.now, seenAt: ctx.now, rotatedAt: ctx.now })
    .execute()

export const revokeSessionByToken = (ctx: Ctx, tokenHash: Buffer) =>
  ctx.db
    .updateTable('admin.session')
    .set({ revokedAt: ctx.now })
    .where(eb => eb.or([eb('tokenHash', '=', tokenHash), eb('previousHash', '=', tokenHash)]))
    .where('revokedAt', 'is', null)
    .execute()

export const sessionByToken = (ctx: Ctx, tokenHash: Buffer) =>
  ctx.db
    .selectFrom('admin.session')
    .select(['id', 'accountId', 'expiresAt', 'rotatedAt', 'tokenHash'])
    .where(eb => eb.or([eb('tokenHash', '=', tokenHash), eb('previousHash', '=', tokenHash)]))
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
    .select(eb => [
      'a.id',
      'a.name',
      'a.login',
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
    : ctx.db.selectFrom('dealers.node').select(['id', 'name']).where('id', 'in', ids).orderBy('code').execute()

export const demoAccounts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('admin.account as a')
    .innerJoin('admin.accountRole as ar', 'ar.accountId', 'a.id')
    .innerJoin('admin.role as r', 'r.id', 'ar.roleId')
    .innerJoin('dealers.node as n', 'n.id', 'a.nodeId')
    .select(['a.login', 'a.name', 'r.key', 'r.nameZh', 'r.nameEn', 'n.name as nodeName', 'n.kind as nodeKind'])
    .where('a.demo', '=', true)
    .where('a.active', '=', true)
    .where('a.login', 'like', '%@demo')
    .orderBy('a.createdAt')
    .orderBy('a.id')
    .limit(30)
    .execute()
