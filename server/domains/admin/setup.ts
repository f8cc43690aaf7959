import type { Ctx } from '../../kernel/ctx.ts'
import { newId } from '../../kernel/ids.ts'
import { builtInRoles } from './roles.ts'
import { hashPassword } from './sessions.ts'

/** Writes the built-in roles that are missing; a role somebody has edited is left as it is. */
export async function ensureRoles(ctx: Ctx): Promise<void> {
  const rows = builtInRoles.map((role) => ({
    id: newId(),
    key: role.key,
    nameZh: role.zh,
    nameEn: role.en,
    home: role.home,
    permissions: role.permissions,
    needsCode: role.needsCode,
    builtIn: true,
    updatedAt: ctx.now,
  }))
  await ctx.db
    .insertInto('admin.role')
    .values(rows)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

export type NewAccount = {
  login: string
  name: string
  roleKey: string
  nodeId: string
  password: string
  demo?: boolean
}

/** An account with its password and role, for the command line and the demonstration. Known log-ins are left alone. */
export async function ensureAccount(ctx: Ctx, account: NewAccount): Promise<'created' | 'known'> {
  const node = await ctx.db
    .selectFrom('dealers.node')
    .select(['brandId', 'path'])
    .where('id', '=', account.nodeId)
    .executeTakeFirstOrThrow()
  const dealer = await ctx.db
    .selectFrom('dealers.node')
    .select('id')
    .where('kind', '=', 'dealer')
    .where('id', 'in', node.path)
    .executeTakeFirst()
  const id = newId()
  const written = await ctx.db
    .insertInto('admin.account')
    .values({
      id,
      login: account.login.toLowerCase(),
      name: account.name,
      nodeId: account.nodeId,
      brandId: node.brandId,
      dealerId: dealer?.id ?? null,
      demo: account.demo ?? false,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) return 'known'
  const role = await ctx.db
    .selectFrom('admin.role')
    .select('id')
    .where('key', '=', account.roleKey)
    .executeTakeFirstOrThrow()
  await ctx.db
    .insertInto('admin.accountRole')
    .values({ id: newId(), accountId: id, roleId: role.id })
    .execute()
  await ctx.db
    .insertInto('admin.credential')
    .values({ accountId: id, passwordHash: await hashPassword(account.password), changedAt: ctx.now })
    .execute()
  return 'created'
}
