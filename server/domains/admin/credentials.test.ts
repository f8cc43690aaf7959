import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '../../../contract/admin.ts'
import type { Endpoint, Sent } from '../../../contract/endpoint.ts'
import * as profile from '../../../contract/profile.ts'
import { closeSession, openSession, readSession } from '../../../contract/session.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { day, hour, minute } from '../../kernel/clock.ts'
import { hashPassword } from './sessions.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  for (const login of ['gu', 'meng', 'song'])
    await world.sql(
      'insert into admin.credential (account_id, password_hash, changed_at) values ($1, $2, now())',
      [castId(login), await hashPassword(first)],
    )
})
afterAll(() => world.close())

const first = 'yue-ling-si-qu-2026'
const second = 'wang-chuan-liang-qu-2027'

const signIn = async (login: string, password: string, code?: string) => {
  const answer = await world.call(null, openSession, { body: { login, password, ...(code && { code }) } })
  const token = /ringroad=([^;]+)/.exec(String(answer.headers['set-cookie'] ?? ''))?.[1] ?? ''
  return { ...answer, token }
}
/** Calls with a cookie of its own: the sessions of these tests are real ones. */
const by = <E extends Endpoint>(token: string, endpoint: E, sent: Partial<Sent<E>> = {}) =>
  world.call(null, endpoint, { ...sent, headers: { cookie: `ringroad=${token}` } } as never)
const codeNow = (secret: string) =>
  generateSync({ secret, epoch: Math.floor(world.clock.now().getTime() / 1000) })

describe('a session', () => {
  it('ends after an hour without a request, and after twelve hours however busy', async () => {
    const idle = await signIn('gu', first)
    const busy = await signIn('gu', first)
    for (let passed = 0; passed < 11; passed++) {
      world.clock.advance(59 * minute)
      expect((await by(busy.token, contract.listSessions)).status).toBe(200)
    }
    expect((await by(idle.token, readSession)).status).toBe(401)
    world.clock.advance(75 * minute)
    expect((await by(busy.token, readSession)).status).toBe(401)
  })
  it('exchanges its token every quarter of an hour; the old one is good for one more minute', async () => {
    const { token } = await signIn('gu', first)
    world.clock.advance(16 * minute)
    const answer = await by(token, readSession)
    const fresh = /ringroad=([^;]+)/.exec(String(answer.headers['set-cookie']))![1]!
    expect(fresh).not.toBe(token)
    expect((await by(token, readSession)).status).toBe(200)
    world.clock.advance(2 * minute)
    expect((await by(token, readSession)).status).toBe(401)
    expect((await by(fresh, readSession)).status).toBe(200)
  })
  it('is listed with device and address, and ended from another one', async () => {
    const here = await signIn('gu', first)
    const there = await signIn('gu', first)
    const listed = await by(here.token, contract.listSessions)
    expect(listed.body.items.find((one) => one.current)?.address).toBe('127.0.0.1')
    const other = listed.body.items.find((one) => !one.current)!
    expect((await by(there.token, readSession)).status).toBe(200)
    expect((await by(here.token, contract.revokeSession, { params: { id: other.id } })).status).toBe(204)
    await by(here.token, contract.revokeSessions)
    expect((await by(there.token, readSession)).status).toBe(401)
    expect((await by(here.token, readSession)).status).toBe(200)
    await by(here.token, closeSession)
    expect((await by(here.token, readSession)).status).toBe(401)
  })
  it('of somebody else is not there without the permission', async () => {
    const { body } = await world.call('admin', contract.listSessions, {
      query: { of: 'everybody', userId: castId('qiu') },
    })
    const id = body.items[0]!.id
    expect((await world.call('lv', contract.revokeSession, { params: { id } })).status).toBe(404)
    expect((await world.call('lv', contract.listSessions, { query: { of: 'everybody' } })).status).toBe(403)
    expect((await world.call('admin', contract.revokeSession, { params: { id } })).status).toBe(204)
  })
})

describe('a password', () => {
  it('is refused when short, common, personal or the same, and the field is named', async () => {
    const { token } = await signIn('gu', first)
    for (const [next, message] of [
      ['kurz', 'At least 10'],
      ['password-2026', 'Too common'],
      ['顾思齐-long-enough', 'must not contain'],
      [first, 'must differ'],
    ]) {
      const answer = await by(token, profile.changePassword, { body: { current: first, next: next! } })
      expect([answer.status, answer.problem.errors?.[0]]).toEqual([
        422,
        { field: 'next', message: expect.stringContaining(message!) },
      ])
    }
    expect(
      (await by(token, profile.changePassword, { body: { current: 'wrong', next: second } })).status,
    ).toBe(422)
  })
  it('changes, and every other session ends', async () => {
    const [here, there] = [await signIn('gu', first), await signIn('gu', first)]
    expect(
      (await by(here.token, profile.changePassword, { body: { current: first, next: second } })).status,
    ).toBe(204)
    expect((await by(there.token, readSession)).status).toBe(401)
    expect((await by(here.token, readSession)).status).toBe(200)
    expect((await signIn('gu', first)).status).toBe(401)
    expect((await signIn('gu', second)).status).toBe(201)
  })
  it('given by somebody else must be changed before anything else', async () => {
    world.clock.advance(2 * minute)
    const { body } = await world.call('pei', contract.resetPassword, { params: { id: castId('song') } })
    const { token } = await signIn('song', body.password)
    expect((await by(token, contract.listSessions)).problem.code).toContain('finish-setting-up')
    expect(
      (await by(token, profile.changePassword, { body: { current: body.password, next: second } })).status,
    ).toBe(204)
    expect((await by(token, readSession)).body).toMatchObject({ mustChange: false })
    expect((await by(token, contract.listSessions)).status).toBe(200)
  })
})

describe('a one-time code', () => {
  let secret = ''
  let recovery: string[] = []
  it('must be enrolled by a role that needs it before the session may do anything', async () => {
    const { token, body } = await signIn('meng', first)
    expect(body).toMatchObject({ mustEnrol: true, permissions: [] })
    expect((await by(token, contract.listKeys)).status).toBe(403)
    const begun = await by(token, profile.startCode, { body: { password: first } })
    secret = begun.body.secret
    expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\/Ringroad/)
    expect((await by(token, profile.confirmCode, { body: { code: '000000' } })).status).toBe(422)
    const confirmed = await by(token, profile.confirmCode, { body: { code: codeNow(secret) } })
    recovery = confirmed.body.recoveryCodes
    expect(new Set(recovery).size).toBe(10)
    expect((await by(token, readSession)).body.permissions).toContain('leads.dispatch')
  })
  it('is asked for at sign-in, works once, and tolerates half a minute of drift', async () => {
    expect((await signIn('meng', first)).problem.title).toBe('Enter the one-time code')
    expect((await signIn('meng', first, codeNow(secret))).status).toBe(401) // the one that enrolled
    world.clock.advance(minute)
    const code = codeNow(secret)
    world.clock.advance(minute / 2)
    expect((await signIn('meng', first, code)).status).toBe(201)
    expect((await signIn('meng', first, code)).status).toBe(401)
  })
  it('is replaced by a recovery code, each once', async () => {
    world.clock.advance(20 * minute)
    expect((await signIn('meng', first, recovery[0]!.toUpperCase())).status).toBe(201)
    expect((await signIn('meng', first, recovery[0])).status).toBe(401)
    const { token } = await signIn('meng', first, recovery[1])
    expect((await by(token, profile.readProfile)).body).toMatchObject({
      recoveryCodesLeft: 8,
      codeEnrolled: true,
      codeNeeded: true,
    })
    expect(
      (await by(token, profile.removeCode, { body: { password: first, code: recovery[2]! } })).status,
    ).toBe(409)
    world.clock.advance(minute)
    const renewed = await by(token, profile.renewRecoveryCodes, {
      body: { password: first, code: codeNow(secret) },
    })
    expect(renewed.body.recoveryCodes).toHaveLength(10)
    expect((await signIn('meng', first, recovery[3])).status).toBe(401)
  })
  it('may be given up by who need not have one', async () => {
    world.clock.advance(20 * minute)
    const { token } = await signIn('gu', second)
    const { body } = await by(token, profile.startCode, { body: { password: second } })
    await by(token, profile.confirmCode, { body: { code: codeNow(body.secret) } })
    world.clock.advance(minute)
    expect(
      (await by(token, profile.removeCode, { body: { password: second, code: codeNow(body.secret) } }))
        .status,
    ).toBe(204)
    expect((await signIn('gu', second)).status).toBe(201)
  })
  it('never leaves the database readable: seeds sealed, codes hashed', async () => {
    const rows = await world.sql<{
      all: string
    }>(`select coalesce(code_secret, '') || password_hash as all from admin.credential
      union all select code_hash::text from admin.recovery_code union all select token_hash::text from admin.session`)
    const text = rows.map((row) => row.all).join(' ')
    for (const plain of [secret, first, second, ...recovery]) expect(text).not.toContain(plain)
    await expect(
      world.as('meng', (ctx) => ctx.db.selectFrom('admin.credential').select('passwordHash').execute()),
    ).rejects.toThrow('permission denied')
  })
})

describe('an API key', () => {
  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
  it('cannot be given what its maker does not hold', async () => {
    const made = await world.as('meng', async (ctx) => ctx.actor.permissions.has('admin.users'))
    expect(made).toBe(false)
    const answer = await world.call('meng', contract.createKey, {
      body: { name: '太宽', scopes: ['admin.users'], days: 30 },
    })
    expect(answer.status).toBe(403)
    expect(
      (
        await world.call('meng', contract.createKey, {
          body: { name: '太久', scopes: ['admin.keys'], days: 400 },
        })
      ).status,
    ).toBe(422)
  })
  it('acts as its maker within its scopes, without a cookie or our header', async () => {
    const { body } = await world.call('meng', contract.createKey, {
      body: { name: '网站', scopes: ['admin.keys'], days: 30 },
    })
    expect(body.secret).toMatch(/^rr_\w{40}$/)
    const headers = bearer(body.secret)
    expect((await world.call(null, contract.listKeys, { headers })).status).toBe(200)
    expect((await world.call(null, contract.listRoles, { headers })).status).toBe(403)
    const [row] = await world.sql<{ hash: string }>(
      `select encode(secret_hash, 'hex') as hash from admin.api_key where id = $1`,
      [body.key.id],
    )
    expect(row!.hash).not.toContain(body.secret)
    expect(
      (await world.call(null, contract.listKeys, { headers: bearer(`${body.secret.slice(0, -1)}!`) })).status,
    ).toBe(401)
    expect((await world.call('meng', contract.revokeKey, { params: { id: body.key.id } })).status).toBe(204)
    expect((await world.call(null, contract.listKeys, { headers })).status).toBe(401)
  })
  it('ends with its days, and dies with its user', async () => {
    const make = async () =>
      (
        await world.call('meng', contract.createKey, {
          body: { name: '网站', scopes: ['admin.keys'], days: 1 },
        })
      ).body.secret
    const short = bearer(await make())
    world.clock.advance(day + hour)
    expect((await world.call(null, contract.listKeys, { headers: short })).status).toBe(401)
    const headers = bearer(await make())
    const { body } = await world.call('admin', contract.readUser, { params: { id: castId('meng') } })
    await world.call('admin', contract.editUser, {
      params: { id: castId('meng') },
      body: { version: body.version, roleIds: [] },
    })
    expect((await world.call(null, contract.listKeys, { headers })).status).toBe(403)
    await world.call('admin', contract.editUser, {
      params: { id: castId('meng') },
      body: { version: body.version + 1, active: false },
    })
    expect((await world.call(null, contract.listKeys, { headers })).status).toBe(401)
  })
})
