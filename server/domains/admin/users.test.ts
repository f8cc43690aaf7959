import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '../../../contract/admin.ts'
import { openSession, readSession } from '../../../contract/session.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { untouched } from '../../../tests/harness/untouched.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { saveAccounts } from './index.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const role = (key: string) => castId(`role/${key}`)
const newcomer = {
  login: 'New.Comer',
  name: '新人',
  nodeId: castId('D0001'),
  roleIds: [role('sales-consultant')],
}
const signIn = (login: string, password: string) =>
  world.call(null, openSession, { body: { login, password } })

describe('a dealer principal', () => {
  it('sees the own dealer’s people and nobody else’s', async () => {
    const { body } = await world.call('pei', contract.listUsers)
    expect(new Set(body.items.map((user) => user.node.id))).toEqual(new Set([castId('D0001')]))
    expect((await world.call('pei', contract.readUser, { params: { id: castId('ge') } })).status).toBe(404)
  })
  it('gives only dealer roles that hold nothing beyond the own', async () => {
    for (const key of ['administrator', 'crm-manager', 'agent'])
      expect(
        (
          await untouched(world, () =>
            world.call('pei', contract.createUser, { body: { ...newcomer, roleIds: [role(key)] } }),
          )
        ).status,
      ).toBe(403)
  })
  it('places nobody outside the own dealer', async () => {
    for (const code of ['D0002', 'HL-E', 'RR'])
      expect(
        (
          await untouched(world, () =>
            world.call('pei', contract.createUser, { body: { ...newcomer, nodeId: castId(code) } }),
          )
        ).status,
      ).toBe(422)
    const moved = await untouched(world, () =>
      world.call('pei', contract.editUser, {
        params: { id: castId('song') },
        body: { version: 1, nodeId: castId('D0002') },
      }),
    )
    expect(moved.status).toBe(422)
  })
  it('cannot touch who can do more', async () => {
    await world.sql(
      `insert into admin.account_role (id, account_id, role_id) values (gen_random_uuid(), $1, $2)`,
      [castId('lv'), role('privacy-officer')],
    )
    const reset = await untouched(world, () =>
      world.call('pei', contract.resetPassword, { params: { id: castId('lv') } }),
    )
    expect(reset.status).toBe(403)
    await world.sql(`delete from admin.account_role where account_id = $1 and role_id = $2`, [
      castId('lv'),
      role('privacy-officer'),
    ])
  })
  it('does not lift himself', async () => {
    const own = { params: { id: castId('pei') } }
    expect(
      (
        await world.call('pei', contract.editUser, {
          ...own,
          body: { version: 1, roleIds: [role('dealer-principal'), role('receptionist')] },
        })
      ).status,
    ).toBe(403)
    expect((await world.call('pei', contract.resetPassword, own)).status).toBe(403)
  })
})

describe('a new user', () => {
  let password = ''
  it('comes with a password that is shown once, and a lower-case log-in', async () => {
    const answer = await world.call('pei', contract.createUser, { body: newcomer })
    expect(answer.status).toBe(201)
    password = answer.body.password
    expect(answer.body.user).toMatchObject({
      login: 'new.comer',
      mustChange: true,
      roles: [{ key: 'sales-consultant' }],
    })
    const [row] = await world.sql(`select brand_id, dealer_id from admin.account where login = 'new.comer'`)
    expect(row).toEqual({ brand_id: castId('HL'), dealer_id: castId('D0001') })
  })
  it('signs in and may do nothing before the password is the own', async () => {
    const session = await signIn('new.comer', password)
    expect(session.body).toMatchObject({ mustChange: true, mustEnrol: false, permissions: [] })
  })
  it('is refused a log-in that exists', async () => {
    expect(
      (await untouched(world, () => world.call('pei', contract.createUser, { body: newcomer }))).status,
    ).toBe(409)
  })
  it('is refused fields nobody asked for', async () => {
    const sneaky = { ...newcomer, login: 'sneaky', demo: true, brandId: castId('XC') } as never
    const answer = await untouched(world, () => world.call('pei', contract.createUser, { body: sneaky }))
    expect(answer.problem.errors?.map((error) => error.field).sort()).toEqual(['brandId', 'demo'])
  })
})

describe('an administrator', () => {
  it('moves a user: brand and dealer follow the node', async () => {
    const { body } = await world.call('admin', contract.readUser, { params: { id: castId('song') } })
    const moved = await world.call('admin', contract.editUser, {
      params: { id: castId('song') },
      body: { version: body.version, nodeId: castId('D0005') },
    })
    expect(moved.body.node.id).toBe(castId('D0005'))
    const [row] = await world.sql('select brand_id, dealer_id from admin.account where id = $1', [
      castId('song'),
    ])
    expect(row).toEqual({ brand_id: castId('XC'), dealer_id: castId('D0005') })
    const stale = await untouched(world, () =>
      world.call('admin', contract.editUser, {
        params: { id: castId('song') },
        body: { version: body.version, name: '旧' },
      }),
    )
    expect(stale.status).toBe(409)
  })
  it('deactivates somebody, whose sessions end at once', async () => {
    expect((await world.call('ran', readSession)).status).toBe(200)
    expect(
      (
        await world.call('admin', contract.editUser, {
          params: { id: castId('ran') },
          body: { version: 1, active: false },
        })
      ).status,
    ).toBe(200)
    expect((await world.call('ran', readSession)).status).toBe(401)
  })
  it('takes a role away, which is felt with the next request', async () => {
    expect((await world.call('situ', readSession)).body.permissions).toContain('admin.audit')
    await world.call('admin', contract.editUser, {
      params: { id: castId('situ') },
      body: { version: 1, roleIds: [role('analyst')] },
    })
    expect((await world.call('situ', readSession)).body.permissions).not.toContain('admin.audit')
  })
  it('finds people by name, node, role and activity, page by page', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const { body } = await world.call('admin', contract.listUsers, {
        query: { limit: 4, ...(after && { after }) },
      })
      seen.push(...body.items.map((user) => user.login))
      after = body.next ?? undefined
    } while (after)
    const all = await world.sql<{ login: string }>('select login from admin.account')
    expect([...seen].sort()).toEqual(all.map((row) => row.login).sort())
    const only = await world.call('admin', contract.listUsers, {
      query: { nodeId: castId('HL-E'), roleId: role('dealer-principal'), active: 'true' },
    })
    expect(only.body.items.map((user) => user.login).sort()).toEqual(['han', 'pei'])
    expect((await world.call('admin', contract.listUsers, { query: { q: '裴' } })).body.items).toHaveLength(1)
    expect(
      (await world.call('admin', contract.listUsers, { query: { active: 'false' } })).body.items.map(
        (user) => user.login,
      ),
    ).toEqual(['ran'])
  })
})

describe('roles', () => {
  const body = {
    zh: '副店长',
    en: 'Deputy',
    home: 'dealer' as const,
    permissions: ['admin.dealer-users'],
    needsCode: false,
  }
  it('are made, edited against their version, and deleted when nobody holds them', async () => {
    const made = await world.call('admin', contract.createRole, { body: { key: 'deputy', ...body } })
    const params = { id: made.body.id }
    expect(
      (await world.call('admin', contract.editRole, { params, body: { version: 1, ...body, en: 'Vice' } }))
        .body.version,
    ).toBe(2)
    expect(
      (
        await untouched(world, () =>
          world.call('admin', contract.editRole, { params, body: { version: 1, ...body } }),
        )
      ).status,
    ).toBe(409)
    await world.call('admin', contract.editUser, {
      params: { id: castId('ge') },
      body: { version: 1, roleIds: [made.body.id] },
    })
    expect((await world.call('admin', contract.removeRole, { params })).problem.title).toContain('1 users')
    await world.call('admin', contract.editUser, {
      params: { id: castId('ge') },
      body: { version: 2, roleIds: [] },
    })
    expect((await world.call('admin', contract.removeRole, { params })).status).toBe(204)
  })
  it('that are built in stay, and unknown permissions are named', async () => {
    expect((await world.call('admin', contract.removeRole, { params: { id: role('agent') } })).status).toBe(
      409,
    )
    const answer = await world.call('admin', contract.createRole, {
      body: { key: 'odd', ...body, permissions: ['moon.walk'] },
    })
    expect(answer.problem.errors?.[0]?.message).toContain('moon.walk')
  })
  it('cannot be widened by who holds them, nor leave nobody in charge', async () => {
    const { items } = (await world.call('admin', contract.listRoles)).body
    const { id, version, zh, en, home, needsCode, permissions } = items.find(
      (one) => one.key === 'administrator',
    )!
    const edit = (next: string[]) =>
      untouched(world, () =>
        world.call('admin', contract.editRole, {
          params: { id },
          body: { version, zh, en, home, needsCode, permissions: next },
        }),
      )
    expect((await edit([...permissions, 'admin.dealer-users', 'insights.read'])).status).toBe(403)
    expect((await edit(permissions.filter((one) => one !== 'admin.users'))).status).toBe(409)
  })
  it('list every permission with both names', async () => {
    const { groups } = (await world.call('admin', contract.listPermissions)).body
    expect(groups.find((group) => group.domain === 'admin')!.permissions[0]).toEqual({
      key: 'admin.users',
      zh: '管理全部用户',
      en: 'Manage all users',
    })
  })
})

describe('a staff file', () => {
  const row = { dealerCode: 'd0004', name: '秦川', role: 'sales_consultant', phone: '138 0013 8123' }
  it('makes accounts nobody can sign in to yet, and the same file twice changes nothing', async () => {
    const rows = [
      row,
      { ...row, name: '秦岭', phone: '13800138124', role: '前台接待' },
      { ...row, dealerCode: 'X9' },
      { ...row, role: 'king' },
      { ...row, phone: '12' },
    ]
    const first = await world.as('system', (ctx) => saveAccounts(ctx, rows))
    expect(first.written.map((one) => one.index)).toEqual([0, 1])
    expect(first.problems.map((one) => [one.index, one.field])).toEqual([
      [2, 'dealer'],
      [3, 'role'],
      [4, 'phone'],
    ])
    const again = await world.as('system', (ctx) => saveAccounts(ctx, rows))
    expect(again.written).toEqual([])
    const renamed = await world.as('system', (ctx) => saveAccounts(ctx, [{ ...row, name: '秦川川' }]))
    expect(renamed.written).toMatchObject([{ index: 0, before: { name: '秦川' } }])
    const [account] = await world.sql(`select login, dealer_id from admin.account where name = '秦川川'`)
    expect(account).toEqual({ login: 'd0004.13800138123', dealer_id: castId('D0004') })
  })
})
