import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createUser } from '../../../contract/admin.ts'
import { endpoint } from '../../../contract/endpoint.ts'
import { createView, editProfile, listViews } from '../../../contract/profile.ts'
import { openSession } from '../../../contract/session.ts'
import { castId, tokenOf } from '../../../tests/harness/cast.ts'
import { untouched } from '../../../tests/harness/untouched.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { authenticator } from '../../domains/admin/identity.ts'
import { signedIn } from '../permissions.ts'
import { createHttp } from './app.ts'
import { registerRoutes } from './register.ts'
import { route } from './route.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const view = { page: 'leads', name: '今天到期', search: 'due=today', shared: false }
const cookies = { ringroad: tokenOf('gu') }
const raw = (options: object) =>
  world.app.inject({
    cookies,
    headers: { 'x-ringroad': '1', 'content-type': 'application/json' },
    ...options,
  })
const refused = async (options: object) => {
  const answer = await untouched(world, async () => {
    const inner = await raw(options)
    return { status: inner.statusCode, inner }
  })
  return answer.inner
}
const views = async () => (await world.call('gu', listViews, { query: { page: 'leads' } })).body.items.length

describe('errors', () => {
  it('name each field in the caller’s language, in words of a form', async () => {
    const body = { login: 'x', name: '', email: 'nein', nodeId: '1', extra: 1 } as never
    const said = async (language: string) =>
      (
        await world.call('admin', createUser, { body, headers: { 'accept-language': language } })
      ).problem.errors!.map((error) => `${error.field}: ${error.message}`)
    expect(await said('en')).toEqual([
      'login: Wrong format',
      'name: Required',
      'email: Enter a valid e-mail address',
      'nodeId: Not a valid id',
      'extra: Unknown field',
    ])
    expect(await said('zh-CN,zh;q=0.9,en;q=0.8')).toEqual([
      'login: 格式不对',
      'name: 必填',
      'email: 请输入有效的邮箱',
      'nodeId: 编号无效',
      'extra: 不认识的字段',
    ])
  })
  it('answer 400 to JSON that is none, 413 to what is too big, 415 to a type nobody reads', async () => {
    const url = createView.path
    const broken = await refused({ method: 'POST', url, payload: '{"page":' })
    expect([broken.statusCode, broken.headers['content-type'], broken.json().code]).toEqual([
      400,
      expect.stringContaining('application/problem+json'),
      expect.stringContaining('valid-json'),
    ])
    expect(
      (
        await refused({
          method: 'POST',
          url,
          payload: JSON.stringify({ ...view, search: 'x'.repeat(1_100_000) }),
        })
      ).statusCode,
    ).toBe(413)
    expect(
      (
        await refused({
          method: 'POST',
          url,
          payload: 'a=b',
          headers: { 'x-ringroad': '1', 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).statusCode,
    ).toBe(415)
  })
  it('take an id that is none for one that is not there', async () => {
    expect(
      (await raw({ method: 'DELETE', url: '/api/views/1%27--', headers: { 'x-ringroad': '1' } })).statusCode,
    ).toBe(404)
    expect((await raw({ method: 'GET', url: '/api/nothing/here' })).json().code).toContain('not-found')
  })
  it('of our own making tell their number and nothing else, and the log holds no telephone', async () => {
    const lines: string[] = []
    const app = await createHttp(
      'info',
      new Writable({ write: (chunk, _, done) => done(void lines.push(chunk.toString()) as never) }),
    )
    const failing = endpoint({
      method: 'GET',
      path: '/api/failing',
      summary: { zh: '坏', en: 'Fails' },
      query: z.strictObject({ q: z.string() }),
      reply: z.object({}),
    })
    registerRoutes(
      app,
      [
        route(failing, signedIn, async () =>
          Promise.reject(new Error('no row for +8613812345678 of 330108199001011234')),
        ),
      ],
      {
        ...world.runtime,
        authenticate: authenticator(world.runtime.transact, world.clock),
      },
    )
    const answer = await app.inject({ method: 'GET', url: '/api/failing?q=13812345678', cookies })
    expect(answer.statusCode).toBe(500)
    expect(answer.json()).toEqual({
      type: 'about:blank',
      status: 500,
      code: 'something-failed-here-quote',
      requestId: expect.any(String),
      title: expect.stringContaining(answer.json().requestId),
    })
    await app.close()
    const log = lines.join('')
    expect(log).toContain(answer.json().requestId)
    for (const secret of ['13812345678', '330108199001011234', tokenOf('gu')])
      expect(log).not.toContain(secret)
  })
})

describe('a write', () => {
  it('from another site is refused: a cookie without our header writes nothing', async () => {
    const answer = await untouched(world, async () => {
      const inner = await world.app.inject({ method: 'POST', url: createView.path, cookies, payload: view })
      return { status: inner.statusCode }
    })
    expect(answer.status).toBe(403)
  })
  it('takes no field it was not asked for', async () => {
    for (const field of ['id', 'ownerId', 'dealerId', 'createdAt', 'roleIds', 'permissions', 'demo']) {
      expect(
        (
          await untouched(world, () =>
            world.call('gu', createView, { body: { ...view, [field]: castId('pei') } as never }),
          )
        ).status,
      ).toBe(422)
      expect(
        (
          await untouched(world, () =>
            world.call('gu', editProfile, { body: { [field]: castId('pei') } as never }),
          )
        ).status,
      ).toBe(422)
    }
  })
  it('that polluts prototypes is plain unknown text', async () => {
    const answer = await raw({
      method: 'PATCH',
      url: editProfile.path,
      payload: '{"__proto__":{"admin":true}}',
    })
    expect([400, 422]).toContain(answer.statusCode)
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })
})

describe('an idempotency key', () => {
  const keyed = (key: string, body: object = view) =>
    world.call('gu', createView, { body: body as never, headers: { 'idempotency-key': key } })
  it('gives the same answer to the same request and writes once', async () => {
    const before = await views()
    const first = await keyed('k-1')
    const second = await keyed('k-1')
    expect([second.status, second.body, second.headers['idempotency-replayed']]).toEqual([
      201,
      first.body,
      'true',
    ])
    expect(await views()).toBe(before + 1)
  })
  it('is refused for another request', async () => {
    const answer = await untouched(world, () => keyed('k-1', { ...view, name: '别的' }))
    expect([answer.status, answer.problem.title]).toEqual([
      422,
      'This Idempotency-Key was used for another request',
    ])
  })
  it('is another key in another’s hand', async () => {
    expect(
      (await world.call('song', createView, { body: view, headers: { 'idempotency-key': 'k-1' } })).headers[
        'idempotency-replayed'
      ],
    ).toBeUndefined()
  })
  it('lets twenty at once write once', async () => {
    const before = await views()
    const answers = await Promise.all(Array.from({ length: 20 }, () => keyed('k-2')))
    expect(new Set(answers.map((one) => `${one.status} ${one.body.id}`)).size).toBe(1)
    expect(await views()).toBe(before + 1)
  })
  it('of a request that failed is free again', async () => {
    expect((await keyed('k-3', { ...view, name: '' })).status).toBe(422)
    expect((await keyed('k-3')).status).toBe(201)
  })
  it('keeps the reply sealed', async () => {
    const rows = await world.sql<{ reply: string }>(
      `select reply::text from kernel.idempotency where key = 'k-1'`,
    )
    expect(rows[0]!.reply).not.toContain('今天到期')
  })
})

describe('signing in', () => {
  it('is slowed down for one address, whatever names it tries', async () => {
    const attempt = (index: number) =>
      world.call(null, openSession, {
        body: { login: `guess${index}`, password: 'wrong-wrong-wrong' },
        headers: { 'x-forwarded-for': '203.0.113.9' },
      })
    const answers = []
    for (let index = 0; index < 31; index++) answers.push((await attempt(index)).status)
    expect(answers.slice(0, 30).every((status) => status === 401)).toBe(true)
    expect(answers[30]).toBe(429)
  }, 60_000)
})

describe('every reply', () => {
  it('carries the headers browsers obey', async () => {
    const { headers } = await raw({ method: 'GET', url: '/api/session' })
    expect(headers['content-security-policy']).toMatch(
      /default-src 'self'.*object-src 'none'.*frame-ancestors 'none'/,
    )
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    expect(headers['x-powered-by']).toBeUndefined()
  })
})
