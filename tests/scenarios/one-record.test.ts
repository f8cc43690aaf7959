import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  editCustomer,
  listCustomers,
  readCustomer,
  readRecords,
  readTimeline,
} from '../../contract/customers.ts'
import { captureLead } from '../../contract/leads.ts'
import { deliverOrder, placeOrder } from '../../contract/sales.ts'
import { customerVehicles } from '../../contract/vehicles.ts'
import { identifyPeople } from '../../server/domains/customers/index.ts'
import { newId } from '../../server/kernel/ids.ts'
import { castId } from '../harness/cast.ts'
import { putLead } from '../harness/loop.ts'
import { openWorld, type World } from '../harness/world.ts'

let world: World
let leadId: string
let id: string
beforeAll(async () => {
  world = await openWorld()
  ;({ id: leadId, customerId: id } = await putLead(world, {
    dealer: 'D0001',
    consultant: 'gu',
    series: '越岭',
    captured: '2026-11-20T02:00:00Z',
    dispatched: '2026-11-20T02:00:00Z',
    due: '2026-11-27T02:00:00Z',
    feedback: '2026-11-21T02:00:00Z',
  }))
})
afterAll(() => world.close())

const record = async (login: string) => (await world.call(login, readCustomer, { params: { id } })).body
const stages = async () =>
  (await world.call('gu', readTimeline, { params: { id }, query: { kind: ['customers'] } })).body.items
    .filter((item) => item.type === 'customers.stage-changed')
    .map((item) => item.data)

it('a prospect becomes a formal customer at the delivery, and not before', async () => {
  expect((await record('gu')).stage).toBe('acquisition')
  const order = await world.call('gu', placeOrder, {
    params: { id: leadId },
    body: { variantId: castId('越岭 L 四驱'), priceFen: 22_000_000, depositFen: 500_000 },
  })
  expect(order.status, order.text).toBe(201)
  expect((await record('gu')).stage).toBe('acquisition')
  expect(await stages()).toEqual([])
  const delivery = await world.call('gu', deliverOrder, {
    params: { id: order.body.id },
    body: { version: 1, vin: 'LRHAE5E34R0000042', priceFen: 21_900_000, plate: '浙A88K66' },
  })
  expect(delivery.status, delivery.text).toBe(201)
  expect((await record('gu')).stage).toBe('growth')
  expect(await stages()).toEqual([{ before: 'acquisition', after: 'growth' }])
})

it('contact, purchases and preferences stand in one record, and every source brings it up to date', async () => {
  const { version } = await record('gu')
  const edited = await world.call('gu', editCustomer, {
    params: { id },
    body: { version, preferredChannel: 'wechat', preferredHours: '晚上', interests: '露营' },
  })
  expect(edited.status, edited.text).toBe(200)
  world.clock.advance(30 * 86_400_000)
  // The workshop writes down what it hears at the next visit, under the customer it knows by its own number.
  await world.as('system', (ctx) =>
    identifyPeople(ctx, [
      {
        recordId: newId(),
        source: 'dms',
        externalId: 'W-7',
        kind: 'customer-file',
        happenedAt: world.clock.now(),
        raw: {},
        brandId: castId('HL'),
        dealerId: castId('D0002'),
        reachNodes: [castId('HL'), castId('D0002')],
        knownCustomerId: id,
        person: {
          kind: 'person',
          name: '客户',
          phones: ['+8613957112345'],
          address: '江虹路 8 号',
          interests: '骑行',
        },
      },
    ]),
  )
  for (const login of ['meng', 'gu', 'ge']) {
    const { fields, stage } = await record(login)
    expect(stage).toBe('growth')
    expect(fields).toMatchObject({
      phone: { value: '139****2345' },
      address: { value: '江虹路 8 号' },
      preferredChannel: { value: 'wechat' },
      preferredHours: { value: '晚上' },
      interests: { value: '骑行' },
    })
  }
  const { items } = (await world.call('gu', customerVehicles, { params: { id } })).body
  expect(items.map((car) => car.vin)).toEqual(['LRHAE5E34R0000042'])
})

it('who the showroom writes down is a customer record at once, found by what was written, and nobody else’s', async () => {
  const said = { name: '司马光远', phone: '13957119876' }
  const met = await world.call('gu', captureLead, { body: { source: 'walk-in', person: said } })
  expect(met.status, met.text).toBe(201)
  const { items } = (await world.call('gu', listCustomers, { query: { q: said.name } })).body
  expect(items.map(({ name }) => name)).toEqual([said.name])
  const params = { id: items[0]!.id }
  const { items: records } = (await world.call('gu', readRecords, { params })).body
  expect(records).toMatchObject([{ kind: 'walk-in', source: 'walk-in' }])
  const { version } = (await world.call('gu', readCustomer, { params })).body
  const edited = await world.call('gu', editCustomer, { params, body: { version, company: '资治书局' } })
  expect(edited.body.fields).toMatchObject({
    company: { value: '资治书局' },
    phone: { value: '139****9876' },
  })
  expect((await world.call('han', readCustomer, { params })).status).toBe(404)
})
