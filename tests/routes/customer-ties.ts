import { addTie, joinHousehold } from '../../contract/customer-ties.ts'
import type { World } from '../harness/world.ts'
import type { RouteCase, RouteCases } from './case.ts'
import { customerOf, ofCustomer } from './customers.ts'

/** Two customers of D0001, and one of D0004, whom `gu` does not see: out of scope at either end. */
const withOther = (rest: object = {}): RouteCase => ({
  as: 'gu',
  prepare: async (world) => {
    const [id, otherId, far] = [
      await customerOf(world),
      await customerOf(world, 'D0001', { name: '许诺' }),
      await customerOf(world, 'D0004'),
    ]
    return {
      params: { id },
      body: { otherId, ...rest },
      outOfScope: { as: 'gu', params: { id }, body: { otherId: far, ...rest } },
    }
  },
})

const tied = async (world: World, dealer?: string): Promise<string> => {
  const [id, otherId] = [await customerOf(world, dealer), await customerOf(world, dealer, { name: '许诺' })]
  const { body } = await world.call('meng', addTie, {
    params: { id },
    body: { otherId, kind: 'friend', end: 'from' },
  })
  return body.id
}
const ofTie = (rest: object = {}): RouteCase => ({
  as: 'gu',
  ...rest,
  prepare: async (world) => ({
    params: { id: await tied(world) },
    outOfScope: { as: 'gu', params: { id: await tied(world, 'D0004') } },
  }),
})
const housed = async (world: World, dealer?: string): Promise<string> => {
  const [id, otherId] = [await customerOf(world, dealer), await customerOf(world, dealer, { name: '许诺' })]
  return (await world.call('meng', joinHousehold, { params: { id }, body: { otherId } })).body.id
}

export const tieCases: RouteCases = {
  'GET /api/tie-kinds': { as: 'gu' },
  'GET /api/customers/:id/ties': ofCustomer(),
  'POST /api/customers/:id/ties': withOther({ kind: 'parent', end: 'from' }),
  'PATCH /api/ties/:id': ofTie({ body: { untilOn: '2026-11-01' } }),
  'DELETE /api/ties/:id': ofTie(),
  'POST /api/customers/:id/tie-dismissals': withOther(),
  'POST /api/customers/:id/household': withOther({ fromOn: '2026-01-01' }),
  'PATCH /api/household-members/:id': {
    as: 'gu',
    body: { isHead: true },
    prepare: async (world) => ({
      params: { id: await housed(world) },
      outOfScope: { as: 'gu', params: { id: await housed(world, 'D0004') } },
    }),
  },
}
