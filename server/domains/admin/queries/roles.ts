import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'

export const allRoles = (ctx: Ctx) =>
  ctx.db.selectFrom('admin.role').selectAll().orderBy('builtIn', 'desc').orderBy('key').limit(500).execute()

export type RoleRow = Awaited<ReturnType<typeof allRoles>>[number]

export const roleById = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('admin.role').selectAll().where('id', '=', id).executeTakeFirst()

export const rolesById = (ctx: Ctx, ids: string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : ctx.db.selectFrom('admin.role').selectAll().where('id', 'in', ids).execute()

/** Role id -> active users who hold it, as far as the caller sees them. */
export async function holdersOf(ctx: Ctx): Promise<Map<string, number>> {
  const { rows } = await sql<{ roleId: string; holders: number }>`
    select ar.role_id, count(*) as holders from admin.account_role ar join admin.account a on a.id = ar.account_id group by ar.role_id`.execute(
    ctx.db,
  )
  return new Map(rows.map((row) => [row.roleId, row.holders]))
}

export const holdsRole = (ctx: Ctx, accountId: string, roleId: string) =>
  ctx.db
    .selectFrom('admin.accountRole')
    .select('id')
    .where('accountId', '=', accountId)
    .where('roleId', '=', roleId)
    .executeTakeFirst()

type RoleValues = { nameZh: string; nameEn: string; home: string; permissions: string[]; needsCode: boolean }

export const createRole = (ctx: Ctx, id: string, key: string, values: RoleValues) =>
  ctx.db
    .insertInto('admin.role')
    .values({ id, key, ...values, updatedAt: ctx.now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returningAll()
    .executeTakeFirst()

/** Undefined when somebody else changed it first. */
export const saveRole = (ctx: Ctx, id: string, version: number, values: RoleValues) =>
  ctx.db
    .updateTable('admin.role')
    .set((eb) => ({ ...values, updatedAt: ctx.now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()

export const deleteRole = (ctx: Ctx, id: string) =>
  ctx.db.deleteFrom('admin.role').where('id', '=', id).execute()
