import { adminProblems, type User } from '../../../../contract/admin.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import { recordAudit } from '../../../kernel/audit.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { pageOf } from '../../../kernel/db/keyset.ts'
import { asSystem } from '../../../kernel/db/widen.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { readPhone } from '../../../kernel/phone.ts'
import { forgetIdentities } from '../identity.ts'
import { newTemporaryPassword } from '../passwords.ts'
import * as accounts from '../queries/accounts.ts'
import { removeSeed, savePassword } from '../queries/credentials.ts'
import { rolesById } from '../queries/roles.ts'
import { endSessions } from '../queries/sessions.ts'
import { beyond, changesOwnRights, fitsPlace, mayManage } from '../rules.ts'
import { hashPassword } from '../sessions.ts'

const shown = ({
  nodeId,
  nodeName,
  nodeKind,
  permissions: _,
  lastSeenAt,
  createdAt,
  ...row
}: accounts.AccountRow): User => ({
  ...row,
  node: { id: nodeId, name: nodeName, kind: nodeKind },
  lastSeenAt: lastSeenAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
})

export async function listUsers(ctx: Ctx, filter: accounts.AccountFilter) {
  return pageOf(await accounts.accountsLike(ctx, filter), filter.limit, (row) => [row.name, row.id], shown)
}

const load = async (ctx: Ctx, id: string) =>
  found(await accounts.accountById(ctx, id), commonProblems.notFound)
export const readUser = async (ctx: Ctx, id: string): Promise<User> => shown(await load(ctx, id))

/** Somebody the caller may change: in scope, and not above them. */
async function managed(ctx: Ctx, id: string) {
  const row = await load(ctx, id)
  if (row.id !== ctx.actor.id && !mayManage(ctx.actor, row)) throw new Refused(adminProblems.aboveYou)
  return row
}

/** Nobody places a user outside what they see themselves. */
async function place(ctx: Ctx, nodeId: string) {
  const node = await accounts.placeOf(ctx, nodeId)
  const inScope =
    node && (ctx.scope.kind === 'carmaker' || node.path.some((step) => ctx.scope.nodes.includes(step)))
  if (!inScope)
    throw new Refused(commonProblems.invalid, {}, [
      { field: 'nodeId', zh: '没有这个单位，或不在你的范围内', en: 'No such node within your scope' },
    ])
  return { nodeId: node.id, brandId: node.brandId, dealerId: node.dealerId }
}

async function refuseRolesAbove(ctx: Ctx, roleIds: string[]) {
  const roles = await rolesById(ctx, roleIds)
  if (roles.length < new Set(roleIds).size)
    throw new Refused(commonProblems.invalid, {}, [
      { field: 'roleIds', zh: '角色不存在', en: 'No such role' },
    ])
  const above = roles.find(
    (role) => beyond(ctx.actor, role.permissions).length > 0 || !fitsPlace(role.home, ctx.actor),
  )
  if (above) throw new Refused(adminProblems.roleAbove, { role: above.nameZh })
}

function phoneOf(raw: string | null | undefined): string | null | undefined {
  if (raw === undefined || raw === null || raw === '') return raw === undefined ? undefined : null
  const read = readPhone(raw)
  if (!read.ok)
    throw new Refused(commonProblems.invalid, {}, [
      { field: 'phone', zh: '不是有效的电话号码', en: 'Not a telephone number' },
    ])
  return read.e164
}

type NewUser = {
  login: string
  name: string
  phone?: string
  email?: string
  language: 'zh-CN' | 'en'
  nodeId: string
  roleIds: string[]
}

/** Creates a user with a temporary password, which is shown this once and must be changed at the first sign-in. */
export async function createUser(ctx: Ctx, input: NewUser): Promise<{ user: User; password: string }> {
  await refuseRolesAbove(ctx, input.roleIds)
  const at = await place(ctx, input.nodeId)
  const { login, name, language, email = null } = input
  const written = await accounts.createAccount(ctx, {
    id: newId(ctx.now),
    login,
    name,
    language,
    email,
    phone: phoneOf(input.phone) ?? null,
    ...at,
  })
  if (!written) throw new Refused(adminProblems.loginTaken, { login })
  await accounts.replaceRoles(ctx, written.id, input.roleIds)
  const password = newTemporaryPassword()
  await savePassword(ctx, written.id, await hashPassword(password), true)
  return { user: await readUser(ctx, written.id), password }
}

type Edit = {
  version: number
  name?: string
  phone?: string | null
  email?: string | null
  language?: 'zh-CN' | 'en'
  nodeId?: string
  roleIds?: string[]
  active?: boolean
}

/** Edits, moves, gives roles, deactivates. Who is moved, deactivated or given other roles feels it at once. */
export async function editUser(
  ctx: Ctx,
  id: string,
  { version, roleIds, nodeId, phone, ...rest }: Edit,
): Promise<User> {
  const before = await managed(ctx, id)
  if (changesOwnRights(ctx.actor.id, id, { roleIds, nodeId, active: rest.active }))
    throw new Refused(adminProblems.ownRights)
  if (roleIds)
    await refuseRolesAbove(
      ctx,
      roleIds.filter((role) => !before.roles.some((held) => held.id === role)),
    )
  const at = nodeId === undefined ? {} : await place(ctx, nodeId)
  const read = phoneOf(phone)
  const saved = await accounts.saveAccount(ctx, id, version, {
    ...rest,
    ...at,
    ...(read !== undefined && { phone: read }),
  })
  if (!saved) throw new Refused(commonProblems.conflict)
  if (roleIds) await accounts.replaceRoles(ctx, id, roleIds)
  if (rest.active === false || roleIds) await refuseLastAdministrator(ctx, before)
  if (rest.active === false) await endSessions(ctx, id)
  ctx.afterCommit(async () => forgetIdentities())
  return readUser(ctx, id)
}

const runsTheHouse = (row: accounts.AccountRow) =>
  row.active && ['admin.users', 'admin.roles'].every((one) => row.permissions.includes(one))

async function refuseLastAdministrator(ctx: Ctx, before: accounts.AccountRow) {
  if (!runsTheHouse(before)) return
  const after = await load(ctx, before.id)
  if (!runsTheHouse(after) && !(await accounts.otherAdministrator(ctx, before.id)))
    throw new Refused(adminProblems.lastAdministrator)
}

/** A new temporary password, shown this once; every session of the user ends. */
export async function resetPassword(ctx: Ctx, id: string): Promise<{ password: string }> {
  const row = await managed(ctx, id)
  if (row.id === ctx.actor.id) throw new Refused(adminProblems.ownRights)
  const password = newTemporaryPassword()
  await savePassword(ctx, id, await hashPassword(password), true)
  await endSessions(ctx, id)
  await recordAudit(ctx, { table: 'admin.account', rowId: id, action: 'update', reason: 'password reset' })
  ctx.afterCommit(async () => forgetIdentities())
  return { password }
}

/** For a lost telephone: the user signs in with the password alone and enrols again. */
export async function resetCode(ctx: Ctx, id: string): Promise<void> {
  const row = await managed(ctx, id)
  if (row.id === ctx.actor.id) throw new Refused(adminProblems.ownRights)
  await asSystem(ctx, (wide) => removeSeed(wide, id))
  await endSessions(ctx, id)
  await recordAudit(ctx, {
    table: 'admin.account',
    rowId: id,
    action: 'update',
    reason: 'one-time code removed',
  })
  ctx.afterCommit(async () => forgetIdentities())
}
