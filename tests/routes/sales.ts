import { deliverOrder, placeOrder, planTestDrive, startTestDrive } from '../../contract/sales.ts'
import { castId } from '../harness/cast.ts'
import { putLead } from '../harness/loop.ts'
import type { World } from '../harness/world.ts'
import type { RouteCase, RouteCases } from './case.ts'

const variantId = castId('越岭 L 四驱')
const mine = {
  dealer: 'D0001',
  consultant: 'gu',
  captured: '2026-11-20T02:00:00Z',
  dispatched: '2026-11-20T02:00:00Z',
  due: '2026-11-27T02:00:00Z',
}
const of = (id: string): Partial<RouteCase> => ({ params: { id }, outOfScope: { as: 'ge', params: { id } } })

const lead = async (world: World) => of((await putLead(world, mine)).id)
const drive = async (world: World) => {
  const { id } = await putLead(world, mine)
  return of(
    (await world.call('gu', planTestDrive, { params: { id }, body: { plannedAt: '2026-11-22T06:00:00Z' } }))
      .body.id,
  )
}
const underWay = async (world: World) => {
  const planned = await drive(world)
  const params = planned.params as { id: string }
  await world.call('gu', startTestDrive, { params, body: { version: 1, licenceChecked: true } })
  return planned
}
const order = async (world: World) => {
  const { id } = await putLead(world, mine)
  return of(
    (await world.call('gu', placeOrder, { params: { id }, body: { variantId, priceFen: 100 } })).body.id,
  )
}
let cars = 10
/** Another car each time: one is handed over only once. */
const delivered = async (world: World) => {
  const { params } = await order(world)
  const body = { version: 1, vin: `LRHAE5E39R00000${cars++}`, priceFen: 100 }
  const made = await world.call('gu', deliverOrder, { params: params as { id: string }, body })
  return of(made.body.id)
}

export const salesCases: RouteCases = {
  'GET /api/leads/:id/sales': { as: 'gu', prepare: lead },
  'PUT /api/leads/:id/opportunity': { as: 'gu', prepare: lead, body: { probabilityPercent: 20 } },
  'POST /api/leads/:id/visits': { as: 'gu', prepare: lead, body: {} },
  'POST /api/leads/:id/test-drives': { as: 'gu', prepare: lead, body: { plannedAt: '2026-11-23T06:00:00Z' } },
  'GET /api/test-drives': { as: 'gu' },
  'GET /api/test-drives/:id': { as: 'gu', prepare: drive },
  'POST /api/test-drives/:id/departure': {
    as: 'gu',
    prepare: drive,
    body: { version: 1, licenceChecked: true },
  },
  'POST /api/test-drives/:id/return': { as: 'gu', prepare: underWay, body: { version: 2 } },
  'POST /api/test-drives/:id/cancellation': {
    as: 'gu',
    prepare: drive,
    body: { version: 1, reason: '客户改期' },
  },
  'POST /api/leads/:id/orders': { as: 'gu', prepare: lead, body: { variantId, priceFen: 100 } },
  'GET /api/orders': { as: 'gu' },
  'GET /api/orders/:id': { as: 'gu', prepare: order },
  'POST /api/orders/:id/cancellation': { as: 'gu', prepare: order, body: { version: 1, reason: '贷款未批' } },
  'POST /api/orders/:id/delivery': {
    as: 'gu',
    prepare: order,
    body: { version: 1, vin: 'WVWZZZ1KZAW000888', priceFen: 100 },
  },
  'GET /api/deliveries': { as: 'gu' },
  'GET /api/deliveries/:id': { as: 'gu', prepare: delivered },
  'GET /api/deliveries/vin': { as: 'gu', query: { vin: 'WVWZZZ1KZAW000888' } },
}
