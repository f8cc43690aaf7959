import { sql } from 'kysely'
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

type Lent = { dealerId: string; roleKey: string; login: string; name: string }

/** A member of a dealer's staff becomes a demonstration log-in under an easy name, and keeps what they hold. */
export async function lendStaff(ctx: Ctx, { dealerId, roleKey, login, name }: Lent): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select a.id from admin.account a
    join admin.account_role ar on ar.account_id = a.id join admin.role r on r.id = ar.role_id
    where a.dealer_id = ${dealerId} and r.key = ${roleKey} and not exists (select from admin.account k where k.login = ${login})
    order by (select count(*) from leads.lead l where l.consultant_id = a.id and l.closed_at is null) desc, a.id limit 1`.execute(
    ctx.db,
  )
  const staff = rows[0]
  if (!staff) return
  await ctx.db
    .updateTable('admin.account')
    .set({ login, name, demo: true, updatedAt: ctx.now })
    .where('id', '=', staff.id)
    .execute()
}

/** Staff from a file have no password; a demonstration log-in needs one. */
export async function giveDemoPassword(ctx: Ctx, login: string, password: string): Promise<void> {
  const account = await ctx.db
    .selectFrom('admin.account')
    .select('id')
    .where('login', '=', login)
    .executeTakeFirstOrThrow()
  await ctx.db
    .insertInto('admin.credential')
    .values({ accountId: account.id, passwordHash: await hashPassword(password), changedAt: ctx.now })
    .onConflict((conflict) => conflict.column('accountId').doNothing())
    .execute()
}
