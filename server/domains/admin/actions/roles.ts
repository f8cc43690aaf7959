import { adminProblems, type Role } from '../../../../contract/admin.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { found, Refused } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Permissions } from '../../../kernel/permissions.ts'
import { forgetIdentities } from '../identity.ts'
import { otherAdministrator } from '../queries/accounts.ts'
import * as queries from '../queries/roles.ts'
import { beyond, fitsPlace, widensOwn } from '../rules.ts'

const shown = (ctx: Ctx, row: queries.RoleRow, holders: number): Role => ({
  id: row.id,
  key: row.key,
  zh: row.nameZh,
  en: row.nameEn,
  home: row.home as Role['home'],
  permissions: row.permissions,
  needsCode: row.needsCode,
  builtIn: row.builtIn,
  holders,
  assignable: beyond(ctx.actor, row.permissions).length === 0 && fitsPlace(row.home, ctx.actor),
  version: row.version,
})

export async function listRoles(ctx: Ctx): Promise<{ items: Role[] }> {
  const roles = await queries.allRoles(ctx)
  const holders = await queries.holdersOf(ctx)
  return { items: roles.map((role) => shown(ctx, role, holders.get(role.id) ?? 0)) }
}

/** Every permission there is, in the order the domains define them. */
export function groupPermissions(all: Permissions) {
  const groups = Map.groupBy(Object.entries(all), ([key]) => key.split('.')[0]!)
  return {
    groups: [...groups].map(([domain, entries]) => ({
      domain,
      permissions: entries.map(([key, words]) => ({ key, ...words })),
    })),
  }
}

type RoleInput = { zh: string; en: string; home: string; permissions: string[]; needsCode: boolean }

const values = ({ zh, en, home, permissions, needsCode }: RoleInput) => ({
  nameZh: zh,
  nameEn: en,
  home,
  permissions: [...new Set(permissions)].sort(),
  needsCode,
})

function refuseUnknown(known: Permissions, permissions: string[]) {
  const unknown = permissions.filter((one) => !(one in known))
  if (unknown.length > 0)
    throw new Refused(commonProblems.invalid, {}, [
      {
        field: 'permissions',
        zh: `没有这些权限：${unknown.join('、')}`,
        en: `No such permissions: ${unknown.join(', ')}`,
      },
    ])
}

export async function createRole(
  ctx: Ctx,
  known: Permissions,
  input: RoleInput & { key: string },
): Promise<Role> {
  refuseUnknown(known, input.permissions)
  const row = await queries.createRole(ctx, newId(ctx.now), input.key, values(input))
  if (!row) throw new Refused(adminProblems.roleTaken, { key: input.key })
  return shown(ctx, row, 0)
}

/** Everybody who holds the role feels the change with their next request. */
export async function editRole(
  ctx: Ctx,
  known: Permissions,
  id: string,
  { version, ...input }: RoleInput & { version: number },
): Promise<Role> {
  const before = found(await queries.roleById(ctx, id), commonProblems.notFound)
  // Permissions a role already has may be of a domain that is gone: they stay until somebody takes them out.
  refuseUnknown(
    known,
    input.permissions.filter((one) => !before.permissions.includes(one)),
  )
  const held = (await queries.holdsRole(ctx, ctx.actor.id, id)) !== undefined
  const gained = input.permissions.filter((one) => !before.permissions.includes(one))
  if (widensOwn(ctx.actor, held, gained)) throw new Refused(adminProblems.ownRights)
  const row = await queries.saveRole(ctx, id, version, values(input))
  if (!row) throw new Refused(commonProblems.conflict)
  const nobody = '00000000-0000-7000-8000-000000000000'
  const ranTheHouse = ['admin.users', 'admin.roles'].every((one) => before.permissions.includes(one))
  if (ranTheHouse && !(await otherAdministrator(ctx, nobody)))
    throw new Refused(adminProblems.lastAdministrator)
  ctx.afterCommit(async () => forgetIdentities())
  return shown(ctx, row, (await queries.holdersOf(ctx)).get(id) ?? 0)
}

export async function removeRole(ctx: Ctx, id: string): Promise<void> {
  const row = found(await queries.roleById(ctx, id), commonProblems.notFound)
  if (row.builtIn) throw new Refused(adminProblems.roleBuiltIn)
  const holders = (await queries.holdersOf(ctx)).get(id) ?? 0
  if (holders > 0) throw new Refused(adminProblems.roleHeld, { holders })
  await queries.deleteRole(ctx, id)
}
