import type { FastifyRequest } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSession } from '../../../contract/session.ts'
import { castId, tokenOf } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { authenticator } from './identity.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** As another process would: this one is not told by its own code. */
const elsewhere = (text: string, login: string) => world.sql(text, [castId(login)])
const carrying = (login: string) => {
  const request: Partial<FastifyRequest> = { headers: {}, cookies: { ringroad: tokenOf(login) }, id: 'test' }
  return request as FastifyRequest
}
/** Our clock stands still meanwhile: nothing remembered fades. */
const becomes = async (login: string, status: number) => {
  const until = Date.now() + 5_000
  let last = 0
  while (last !== status && Date.now() < until) last = (await world.call(login, readSession)).status
  return last
}

describe('what is remembered of who calls', () => {
  it('is forgotten when a session ends in another process', async () => {
    expect(await becomes('gu', 200)).toBe(200)
    await elsewhere('update admin.session set revoked_at = now() where account_id = $1', 'gu')
    expect(await becomes('gu', 401)).toBe(401)
  })
  it('is forgotten when somebody is deactivated in another process', async () => {
    expect(await becomes('pei', 200)).toBe(200)
    await elsewhere('update admin.account set active = false where id = $1', 'pei')
    expect(await becomes('pei', 401)).toBe(401)
    await elsewhere('update admin.account set active = true where id = $1', 'pei')
    expect(await becomes('pei', 200)).toBe(200)
  })
  it('fades within two seconds where changes are not heard', async () => {
    const deaf = authenticator(world.runtime.transact, world.clock)
    expect((await deaf(carrying('meng')))?.actor.id).toBe(castId('meng'))
    await elsewhere('update admin.session set revoked_at = now() where account_id = $1', 'meng')
    world.clock.advance(2_000)
    expect(await deaf(carrying('meng'))).toBeNull()
  })
})
