import { mergeMany, splitPerson } from '../../server/domains/customers/index.ts'
import { castId } from '../harness/cast.ts'
import type { World } from '../harness/world.ts'
import type { RouteCase, RouteCases } from './case.ts'
import { customerOf } from './customers.ts'

const nobody = castId('nobody at all')
const both = async (world: World) => [await customerOf(world), await customerOf(world, 'D0004')]
const asked = (ids: string[], rest: object = {}) => ({
  customers: ids.map((id) => ({ id, version: 1 })),
  ...rest,
})

const merging = (rest: object = {}): RouteCase => ({
  as: 'meng',
  prepare: async (world) => ({
    body: asked(await both(world), rest),
    outOfScope: { as: 'meng', body: asked([await customerOf(world), nobody], rest) },
  }),
})
const undoing = (body: object): RouteCase => ({
  as: 'meng',
  body,
  prepare: async (world) => {
    const ids = await both(world)
    const [done] = await world.as('meng', (ctx) => mergeMany(ctx, [{ ids, reason: '同一人' }]))
    if ('refused' in done!) throw new Error(done.refused)
    return { params: { id: done!.merges[0]!.id }, outOfScope: { as: 'meng', params: { id: nobody } } }
  },
})

/** A customer with two records. */
export async function mergedRecords(world: World): Promise<{ id: string; recordIds: string[] }> {
  const ids = await both(world)
  await world.as('meng', (ctx) => mergeMany(ctx, [{ ids, reason: '同一人' }]))
  const rows = await world.sql<{ id: string; owner: string }>(
    'select record_id as id, customer_id as owner from customers.link where customer_id = any($1) order by at, record_id',
    [ids],
  )
  return { id: rows[0]!.owner, recordIds: rows.map((row) => row.id) }
}
const splitting = (rest: object = {}): RouteCase => ({
  as: 'meng',
  prepare: async (world) => {
    const { id, recordIds } = await mergedRecords(world)
    const body = { recordIds: recordIds.slice(1), ...rest }
    return { params: { id }, body, outOfScope: { as: 'meng', params: { id: nobody }, body } }
  },
})

export const mergeCases: RouteCases = {
  'GET /api/customer-merges': {
    as: 'meng',
    prepare: async (world) => {
      const { id, recordIds } = await mergedRecords(world)
      await world.as('meng', (ctx) => splitPerson(ctx, id, { recordIds: recordIds.slice(1), reason: '拆开' }))
      return { query: { customer: id } }
    },
  },
  'POST /api/customer-merges': merging({ reason: '同一人' }),
  'POST /api/customer-merges/preview': merging(),
  'POST /api/customer-merges/:id/undo': undoing({ reason: '不是同一人' }),
  'POST /api/customer-merges/:id/undo/preview': undoing({}),
  'POST /api/customers/:id/split': splitting({ reason: '两个人' }),
  'POST /api/customers/:id/split/preview': splitting(),
}
