import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routesOf } from '../../server/app.ts'
import { readConfig } from '../../server/kernel/config.ts'
import { anyone, signedIn } from '../../server/kernel/permissions.ts'
import { untouched } from '../harness/untouched.ts'
import { openWorld, type World } from '../harness/world.ts'
import { allCases } from './all.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const routes = routesOf({ config: readConfig({}), analytics: null as never })
const nameOf = (route: (typeof routes)[number]) => `${route.endpoint.method} ${route.endpoint.path}`
const guarded = routes.filter((route) => route.permission !== anyone)

describe('every route', () => {
  it('has a case here, and every case a route', () => {
    expect(Object.keys(allCases).sort()).toEqual(guarded.map(nameOf).sort())
  })
  it('names a permission that exists, or says that it needs none', async () => {
    const { permissions } = await import('../../server/app.ts')
    for (const route of guarded) expect([signedIn, ...Object.keys(permissions)]).toContain(route.permission)
  })
})

describe.each(guarded.map((route) => ({ name: nameOf(route), route })))('$name', ({ name, route }) => {
  const filled = async () => {
    const given = allCases[name]!
    return { ...given, ...(await given.prepare?.(world)) }
  }
  it('answers 401 to a stranger', async () => {
    const answer = await untouched(world, () =>
      world.call(null, route.endpoint, { params: someParams(route.endpoint.path) } as never),
    )
    expect(answer.status).toBe(401)
  })
  it.skipIf(route.permission === signedIn)('answers 403 without the permission', async () => {
    const answer = await untouched(world, () =>
      world.call('nobody', route.endpoint, { params: someParams(route.endpoint.path) } as never),
    )
    expect(answer.status).toBe(403)
  })
  it.skipIf(!route.endpoint.path.includes('/:') || route.permission === signedIn)(
    'answers 404 for what is out of scope',
    async () => {
      const asked = await filled()
      const other = asked.outOfScope ?? { as: asked.as, params: someParams(route.endpoint.path) }
      const answer = await untouched(world, () =>
        world.call(other.as, route.endpoint, { ...asked, ...other } as never),
      )
      expect(answer.status, JSON.stringify(answer.problem)).toBe(404)
    },
  )
  it.skipIf(allCases[name]?.elsewhere !== undefined)('answers whoever may', async () => {
    const asked = await filled()
    const answer = await world.call(asked.as, route.endpoint, asked as never)
    expect(answer.status, JSON.stringify(answer.problem)).toBeLessThan(300)
  })
})

/** Ids that exist nowhere. */
const someParams = (path: string) =>
  Object.fromEntries(
    [...path.matchAll(/:(\w+)/g)].map(([, param]) => [param!, '01900000-0000-7000-8000-00000000dead']),
  )
