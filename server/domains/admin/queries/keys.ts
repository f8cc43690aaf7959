import type { Ctx } from '../../../kernel/ctx.ts'
import { keyset } from '../../../kernel/db/keyset.ts'

const shown = [
  'k.id',
  'k.name',
  'k.prefix',
  'k.scopes',
  'k.accountId',
  'a.name as userName',
  'k.createdAt',
  'k.expiresAt',
  'k.usedAt',
  'k.revokedAt',
] as const
const keys = (ctx: Ctx) =>
  ctx.db.selectFrom('admin.apiKey as k').innerJoin('admin.account as a', 'a.id', 'k.accountId').select(shown)

export const listKeys = (
  ctx: Ctx,
  { accountId, ...page }: { accountId: string | undefined; after?: string; limit: number },
) =>
  keyset(
    keys(ctx).$if(accountId !== undefined, (query) => query.where('k.accountId', '=', accountId!)),
    ['k.created_at', 'k.id'],
    'desc',
    page,
  ).execute()

export const keyById = (ctx: Ctx, id: string) => keys(ctx).where('k.id', '=', id).executeTakeFirst()
export type KeyRow = NonNullable<Awaited<ReturnType<typeof keyById>>>

type NewKey = {
  id: string
  name: string
  prefix: string
  secretHash: Buffer
  accountId: string
  scopes: string[]
  expiresAt: Date
}
export const createKey = (ctx: Ctx, key: NewKey) =>
  ctx.db
    .insertInto('admin.apiKey')
    .values({ ...key, createdAt: ctx.now })
    .execute()

export const revokeKey = (ctx: Ctx, id: string) =>
  ctx.db
    .updateTable('admin.apiKey')
    .set({ revokedAt: ctx.now })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .execute()
