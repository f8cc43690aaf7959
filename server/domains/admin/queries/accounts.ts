import { sql } from 'kysely'
import type { Ctx } from '../../../kernel/ctx.ts'
import { readCursor } from '../../../kernel/db/keyset.ts'
import { newId } from '../../../kernel/ids.ts'

export type AccountRow = {
  id: string
  login: string
  name: string
  phone: string | null
  email: string | null
  language: 'zh-CN' | 'en'
  nodeId: string
  nodeName: string
  nodeKind: string
  active: boolean
  demo: boolean
  codeEnrolled: boolean
  mustChange: boolean
  lastSeenAt: Date | null
  createdAt: Date
  version: number
  roles: { id: string; key: string; zh: string; en: string }[]
  permissions: string[]
}

const columns = sql`
  a.id, a.login, a.name, a.phone, a.email, a.language, a.node_id, n.name as node_name, n.kind as node_kind, a.active, a.demo, a.created_at, a.version,
  c.code_confirmed_at is not null as code_enrolled, coalesce(c.must_change, false) as must_change,
  (select max(s.seen_at) from admin.session s where s.account_id = a.id and s.seen_at < '2100-01-01') as last_seen_at,
  (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'key', r.key, 'zh', r.name_zh, 'en', r.name_en) order by r.key), '[]')
    from admin.account_role ar join admin.role r on r.id = ar.role_id where ar.account_id = a.id) as roles,
  (select coalesce(array_agg(distinct p), '{}') from admin.account_role ar join admin.role r on r.id = ar.role_id, unnest(r.permissions) p
    where ar.account_id = a.id) as permissions`
const tables = sql`admin.account a join dealers.node n on n.id = a.node_id left join admin.credential c on c.account_id = a.id`

export type AccountFilter = {
  nodeId?: string
  roleId?: string
  active?: boolean
  q?: string
  after?: string
  limit: number
}

/** By name: there are thousands of accounts, not millions, so a name anywhere in the text is looked for plainly. */
export async function accountsLike(ctx: Ctx, filter: AccountFilter): Promise<AccountRow[]> {
  const { nodeId, roleId, active, q } = filter
  const [name, id] = filter.after ? readCursor(filter.after, 2) : []
  const { rows } = await sql<AccountRow>`
    select ${columns} from ${tables}
    where ${nodeId ? sql`n.path @> array[${nodeId}::uuid]` : sql`true`}
      and ${roleId ? sql`exists (select from admin.account_role x where x.account_id = a.id and x.role_id = ${roleId})` : sql`true`}
      and ${active === undefined ? sql`true` : sql`a.active = ${active}`}
      and ${q ? sql`(strpos(a.name, ${q}) > 0 or strpos(a.login, lower(${q})) > 0 or a.phone = ${q} or right(a.phone, 4) = ${q})` : sql`true`}
      and ${name === undefined ? sql`true` : sql`(a.name, a.id) > (${name}, ${id}::uuid)`}
    order by a.name, a.id limit ${filter.limit + 1}`.execute(ctx.db)
  return rows
}

export async function accountById(ctx: Ctx, id: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`select ${columns} from ${tables} where a.id = ${id}`.execute(ctx.db)
  return rows[0]
}

export type PlaceRow = { id: string; brandId: string | null; dealerId: string | null; path: string[] }

/** Where a node stands: the brand and the dealer that row security looks at. */
export async function placeOf(ctx: Ctx, nodeId: string): Promise<PlaceRow | undefined> {
  const { rows } = await sql<PlaceRow>`
    select n.id, n.brand_id, n.path, (select d.id from dealers.node d where d.id = any(n.path) and d.kind = 'dealer') as dealer_id
    from dealers.node n where n.id = ${nodeId} and n.active`.execute(ctx.db)
  return rows[0]
}

type NewAccount = {
  id: string
  login: string
  name: string
  phone: string | null
  email: string | null
  language: string
  nodeId: string
  brandId: string | null
  dealerId: string | null
}
export const createAccount = (ctx: Ctx, account: NewAccount) =>
  ctx.db
    .insertInto('admin.account')
    .values({ ...account, createdAt: ctx.now, updatedAt: ctx.now })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .returning('id')
    .executeTakeFirst()

type Change = Partial<Omit<NewAccount, 'id' | 'login'>> & { active?: boolean; density?: string }
/** Undefined when somebody else changed it first. */
export const saveAccount = (ctx: Ctx, id: string, version: number, change: Change) =>
  ctx.db
    .updateTable('admin.account')
    .set((eb) => ({ ...change, updatedAt: ctx.now, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()

/** Language and density are nobody else's business: no version to agree on. */
export const saveOwn = (ctx: Ctx, change: { language?: string; density?: string; email?: string | null }) =>
  ctx.db
    .updateTable('admin.account')
    .set({ ...change, updatedAt: ctx.now })
    .where('id', '=', ctx.actor.id)
    .execute()

export async function replaceRoles(ctx: Ctx, accountId: string, roleIds: string[]): Promise<void> {
  await ctx.db
    .deleteFrom('admin.accountRole')
    .where('accountId', '=', accountId)
    .$if(roleIds.length > 0, (query) => query.where('roleId', 'not in', roleIds))
    .execute()
  if (roleIds.length === 0) return
  await ctx.db
    .insertInto('admin.accountRole')
    .values(roleIds.map((roleId) => ({ id: newId(), accountId, roleId })))
    .onConflict((conflict) => conflict.columns(['accountId', 'roleId']).doNothing())
    .execute()
}

/** Somebody active, other than `exceptId`, who holds both keys to the house. */
export async function otherAdministrator(ctx: Ctx, exceptId: string): Promise<boolean> {
  const { rows } = await sql`
    select from admin.account a join admin.account_role ar on ar.account_id = a.id join admin.role r on r.id = ar.role_id
    where a.active and a.id <> ${exceptId} and r.permissions @> '{admin.users,admin.roles}' limit 1`.execute(
    ctx.db,
  )
  return rows.length > 0
}

export const ownProfile = (ctx: Ctx) =>
  ctx.db
    .selectFrom('admin.account as a')
    .leftJoin('admin.credential as c', 'c.accountId', 'a.id')
    .select((eb) => [
      'a.id',
      'a.login',
      'a.name',
      'a.phone',
      'a.email',
      'a.language',
      'a.density',
      'c.codeConfirmedAt',
      eb
        .exists(
          eb
            .selectFrom('admin.accountRole as ar')
            .innerJoin('admin.role as r', 'r.id', 'ar.roleId')
            .select('r.id')
            .whereRef('ar.accountId', '=', 'a.id')
            .where('r.needsCode', '=', true),
        )
        .as('codeNeeded'),
    ])
    .where('a.id', '=', ctx.actor.id)
    .executeTakeFirst()

/** Names of accounts, also of those outside the caller's scope: who did it is no secret where the row is none. */
export const namesOf = (ctx: Ctx, ids: string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : ctx.db.selectFrom('admin.account').select(['id', 'name']).where('id', 'in', ids).execute()
