import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeSession, openSession, readSession } from '../../../contract/session.ts'
import { readHealth } from '../../../contract/system.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { minute } from '../../kernel/clock.ts'
import { hashPassword } from './sessions.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.sql(
    'insert into admin.credential (account_id, password_hash, changed_at) values ($1, $2, now())',
    [castId('gu'), await hashPassword('yue-ling-si-qu-2026')],
  )
})
afterAll(() => world.close())

const right = { login: 'gu', password: 'yue-ling-si-qu-2026' }

describe('signing in', () => {
  it('refuses a stranger the session and everything else', async () => {
    expect((await world.call(null, readSession)).status).toBe(401)
  })
  it('refuses a wrong password, and locks after five of them', async () => {
    for (let i = 0; i < 5; i++)
      expect(
        (await world.call(null, openSession, { body: { ...right, password: 'wrong-wrong' } })).status,
      ).toBe(401)
    expect((await world.call(null, openSession, { body: right })).status).toBe(429)
    world.clock.advance(16 * minute)
  })
  it('opens a session with a cookie scripts cannot read', async () => {
    const answer = await world.call(null, openSession, { body: right })
    expect(answer.status).toBe(201)
    expect(answer.body.node.name).toBe('杭州之江环路店')
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/)
  })
  it('knows a signed-in cast member and refuses a write without our header', async () => {
    expect((await world.call('gu', readSession)).body.scope).toBe('dealer')
    const forged = await world.app.inject({
      method: 'DELETE',
      url: closeSession.path,
      cookies: { ringroad: 'test-session-of-gu' },
    })
    expect(forged.statusCode).toBe(403)
  })
  it('answers its health to anybody', async () => {
    const health = await world.call(null, readHealth)
    expect(health.body.ok).toBe(true)
    expect(health.body.engines.postgres.version).toMatch(/^18/)
  })
})
