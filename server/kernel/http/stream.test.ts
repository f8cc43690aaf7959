import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { endpoint } from '../../../contract/endpoint.ts'
import { castId, tokenOf } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { authenticator } from '../../domains/admin/identity.ts'
import { tellNews } from '../events.ts'
import { anyone } from '../permissions.ts'
import { createHttp } from './app.ts'
import { registerRoutes } from './register.ts'
import { rawRoute } from './route.ts'

let world: World
let address: string
beforeAll(async () => {
  world = await openWorld()
  address = await world.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => world.close())

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** What one member's browser hears. */
async function listen(login: string) {
  const heard: { type: string; subject: string | null }[] = []
  const stop = new AbortController()
  const answer = await fetch(`${address}/api/stream`, {
    headers: { cookie: `ringroad=${tokenOf(login)}` },
    signal: stop.signal,
  })
  expect(answer.status).toBe(200)
  const read = async () => {
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream()))
      for (const line of chunk.split('\n'))
        if (line.startsWith('data: ')) heard.push(JSON.parse(line.slice(6)))
  }
  const ended = read().catch(() => {})
  return { heard, stop: () => stop.abort(), ended }
}

describe('the stream of news', () => {
  it('is closed to strangers', async () => {
    expect((await fetch(`${address}/api/stream`)).status).toBe(401)
  })
  it('tells each only what is within their scope, and never what it says', async () => {
    const people = ['meng', 'shi', 'huo', 'pei', 'han', 'mi']
    const listeners = Object.fromEntries(
      await Promise.all(people.map(async (login) => [login, await listen(login)] as const)),
    )
    const subjectId = castId('a lead')
    await world.as('system', (ctx) =>
      ctx.emit({
        type: 'test.one-dealer',
        subjectId,
        dealerId: castId('D0001'),
        brandId: castId('HL'),
        data: { phone: '+8613812345678' },
      }),
    )
    await world.as('system', (ctx) => ctx.emit({ type: 'test.one-brand', subjectId, brandId: castId('XC') }))
    await world.as('system', (ctx) => ctx.emit({ type: 'test.everybody', subjectId }))
    for (let waited = 0; waited < 50 && listeners.meng!.heard.length < 3; waited++) await pause(40)
    await pause(100)
    const heard = (login: string) => listeners[login]!.heard.map((one) => one.type.slice(5))
    expect(heard('meng')).toEqual(['one-dealer', 'one-brand', 'everybody'])
    expect(heard('shi')).toEqual(['one-brand', 'everybody'])
    expect(heard('huo')).toEqual(['one-dealer', 'everybody'])
    expect(heard('pei')).toEqual(['one-dealer', 'everybody'])
    expect(heard('han')).toEqual(['everybody'])
    expect(heard('mi')).toEqual(['everybody'])
    expect(JSON.stringify(listeners.meng!.heard)).not.toContain('138')
    for (const one of Object.values(listeners)) one.stop()
  })
  it('tells of a job only who asked for it and who watches all jobs', async () => {
    const [gu, admin, pei] = [await listen('gu'), await listen('admin'), await listen('pei')]
    const subject = `imports/${castId('a job')}`
    const news = { type: 'jobs.ended', subject, dealers: [], brands: [] }
    await world.as('system', (ctx) =>
      tellNews(ctx, { ...news, actor: castId('gu'), permission: 'admin.jobs' }),
    )
    await world.as('system', (ctx) => ctx.emit({ type: 'test.everybody', subjectId: castId('x') }))
    for (let waited = 0; waited < 50 && pei.heard.length === 0; waited++) await pause(40)
    expect(gu.heard[0]).toEqual({ type: 'jobs.ended', subject })
    expect(admin.heard[0]).toEqual({ type: 'jobs.ended', subject })
    expect(pei.heard.map((one) => one.type)).toEqual(['test.everybody'])
    for (const one of [gu, admin, pei]) one.stop()
  })
  it('comes back after the database dropped its connection', async () => {
    const one = await listen('meng')
    await world.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen ringroad' and datname = current_database()`,
    )
    await pause(1_500)
    await world.as('system', (ctx) => ctx.emit({ type: 'test.again', subjectId: castId('x') }))
    for (let waited = 0; waited < 50 && one.heard.length === 0; waited++) await pause(40)
    expect(one.heard).toMatchObject([{ type: 'test.again' }])
    one.stop()
  })
})

describe('a shutdown', () => {
  it('answers the requests that are under way, ends streams, and takes no new ones', async () => {
    const app = await createHttp('silent')
    const slow = endpoint({
      method: 'GET',
      path: '/api/slow',
      summary: { zh: '慢', en: 'Slow' },
      reply: z.object({ done: z.boolean() }),
    })
    let begun = false
    const routes = [
      rawRoute(slow, anyone, async () => {
        begun = true
        await pause(600)
        return { done: true }
      }),
    ]
    registerRoutes(app, routes, {
      ...world.runtime,
      authenticate: authenticator(world.runtime.transact, world.clock),
    })
    const at = await app.listen({ host: '127.0.0.1', port: 0 })
    const underWay = fetch(`${at}/api/slow`)
    while (!begun) await pause(10)
    const closed = app.close()
    expect(await (await underWay).json()).toEqual({ done: true })
    await closed
    await expect(fetch(`${at}/api/slow`)).rejects.toThrow()
  })
  it('ends the streams of the whole server', async () => {
    const { ended } = await listen('gu')
    await world.app.close()
    await ended
  })
})
