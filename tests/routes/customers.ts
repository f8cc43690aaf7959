import { identifyPeople } from '../../server/domains/customers/index.ts'
import { startingRules } from '../../server/domains/customers/survivorship/policy.ts'
import { newId } from '../../server/kernel/ids.ts'
import { castId } from '../harness/cast.ts'
import type { World } from '../harness/world.ts'
import type { RouteCase, RouteCases } from './case.ts'

let serial = 0
/** A customer of D0001, whom D0002 (`han`) has never met. */
export async function customerOf(
  world: World,
  dealer = 'D0001',
  person: { name?: string } = {},
): Promise<string> {
  const [made] = await world.as('system', (ctx) =>
    identifyPeople(ctx, [
      {
        recordId: newId(),
        source: 'walk-in',
        kind: 'walk-in',
        happenedAt: ctx.now,
        raw: { phone: '13800138000' },
        brandId: castId('HL'),
        dealerId: castId(dealer),
        reachNodes: [castId('HL'), castId(dealer)],
        person: {
          kind: 'person',
          name: person.name ?? '林晓舟',
          phones: [`+86137${String(++serial).padStart(8, '0')}`],
        },
      },
    ]),
  )
  return made!.customerId
}

/** One customer of the caller's dealer; for the refusal, one of a dealer the caller does not belong to. */
export const ofCustomer = (
  rest: Omit<RouteCase, 'params' | 'prepare' | 'as'> & { as?: string } = {},
): RouteCase => ({
  as: 'gu',
  ...rest,
  prepare: async (world) => ({
    params: { id: await customerOf(world) },
    outOfScope: { as: rest.as ?? 'gu', params: { id: await customerOf(world, 'D0004') } },
  }),
})

const ofBrand = (more: object = {}): RouteCase => ({
  as: 'meng',
  params: { brand: castId('HL') },
  body: { rules: startingRules, ...more },
  outOfScope: { as: 'meng', params: { brand: castId('nobody at all') } },
})

const ofBrandRead: RouteCase = {
  as: 'meng',
  params: { brand: castId('HL') },
  outOfScope: { as: 'meng', params: { brand: castId('nobody at all') } },
}

export const customersCases: RouteCases = {
  'GET /api/customers': { as: 'gu', query: { q: '林晓舟' } },
  'POST /api/customers': { as: 'gu', body: { name: '许诺', phone: '13912345678' } },
  'POST /api/customers/duplicates': { as: 'gu', body: { name: '许诺', phones: ['13912345678'] } },
  'POST /api/customers/export': { as: 'meng', body: { reason: '年会邀约' } },
  'GET /api/customers/changes': { as: 'meng' },
  'GET /api/customers/:id': ofCustomer(),
  'PATCH /api/customers/:id': ofCustomer({ body: { version: 1, company: '云栖科技' } }),
  'POST /api/customers/:id/reveal': ofCustomer({ body: { field: 'phone', reason: '回访' } }),
  'GET /api/customers/:id/timeline': ofCustomer(),
  'GET /api/customers/:id/records': ofCustomer(),
  'POST /api/customers/:id/notes': ofCustomer({ body: { text: '周末带家人来看车' } }),
  'GET /api/customers/:id/history': {
    as: 'meng',
    prepare: async (world) => ({
      params: { id: await customerOf(world) },
      outOfScope: { as: 'meng', params: { id: castId('nobody at all') } },
    }),
  },
  'GET /api/customers/:id/statements': ofCustomer(),
  'POST /api/customers/:id/picks': {
    as: 'gu',
    prepare: async (world) => {
      const [id, other] = [await customerOf(world), await customerOf(world, 'D0004')]
      const [record] = await world.sql<{ id: string }>(
        'select record_id as id from customers.link where customer_id = $1',
        [id],
      )
      const body = { field: 'name', recordId: record!.id }
      return { params: { id }, body, outOfScope: { as: 'gu', params: { id: other } } }
    },
  },
  'DELETE /api/customers/:id/picks/:field': {
    as: 'gu',
    prepare: async (world) => {
      const [id, other] = [await customerOf(world), await customerOf(world, 'D0004')]
      return {
        params: { id, field: 'name' },
        outOfScope: { as: 'gu', params: { id: other, field: 'name' } },
      }
    },
  },
  'GET /api/customers/survivorship': { as: 'meng' },
  'GET /api/customers/survivorship/:brand/versions': ofBrandRead,
  'PUT /api/customers/survivorship/:brand': ofBrand({ version: 0 }),
  'POST /api/customers/survivorship/:brand/preview': ofBrand(),
  'POST /api/customers/survivorship/:brand/recompositions': ofBrand(),
}
