import { afterAll, beforeAll, expect, it } from 'vitest'
import { enterSpend } from '../../contract/campaigns.ts'
import { explainMetric, readLoop, readLoopBy, refreshFacts } from '../../contract/insights.ts'
import { captureLead } from '../../contract/leads.ts'
import {
  deliverOrder,
  endTestDrive,
  placeOrder,
  planTestDrive,
  recordVisit,
  startTestDrive,
} from '../../contract/sales.ts'
import { hour } from '../../server/kernel/clock.ts'
import { castId } from '../harness/cast.ts'
import { openWorld, type World } from '../harness/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const period = { from: '2026-11-20', to: '2026-11-30' }
const variantId = castId('越岭 L 四驱')

it('follows a fen of spend to the car it sold', async () => {
  await world.call('gongsun', enterSpend, {
    params: { id: castId('C-TRADE') },
    body: { days: [{ day: '2026-11-22', spendFen: 300_000, contacts: 12 }] },
  })
  const captured = await world.call('meng', captureLead, {
    body: {
      source: 'website',
      brand: '环路',
      series: '越岭',
      campaign: 'trk-trade',
      wantedDealer: 'D0001',
      horizon: 'month',
      person: { name: '诸葛明远', phone: '13955556666', division: '330108' },
      consents: [{ purpose: 'sales', recipient: 'dealer', granted: true, evidence: 'form' }],
    },
  })
  expect(captured.body).toMatchObject({ code: 'created', dealerId: castId('D0001') })
  const params = { id: captured.body.leadId! }
  world.clock.advance(hour)
  expect((await world.call('gu', recordVisit, { params, body: { party: 2 } })).status).toBe(201)
  const drive = (
    await world.call('gu', planTestDrive, {
      params,
      body: { plannedAt: world.clock.now().toISOString(), variantId },
    })
  ).body
  await world.call('gu', startTestDrive, {
    params: { id: drive.id },
    body: { version: 1, licenceChecked: true },
  })
  world.clock.advance(hour)
  await world.call('gu', endTestDrive, { params: { id: drive.id }, body: { version: 2, rating: 5 } })
  const order = (await world.call('gu', placeOrder, { params, body: { variantId, priceFen: 22_000_000 } }))
    .body
  world.clock.advance(hour)
  const delivery = await world.call('gu', deliverOrder, {
    params: { id: order.id },
    body: { version: 1, vin: 'WVWZZZ1KZAW000999', priceFen: 21_800_000 },
  })
  expect(delivery.status, delivery.text).toBe(201)

  await world.call('meng', refreshFacts)
  const { steps } = (await world.call('meng', readLoop, { query: period })).body
  expect(Object.fromEntries(steps.map((step) => [step.key, step.value]))).toEqual({
    spend: 300_000,
    contacts: 12,
    leads: 1,
    dispatched: 1,
    'in-time': 1,
    visits: 1,
    'test-drives': 1,
    orders: 1,
    deliveries: 1,
    revenue: 21_800_000,
  })
  const { items } = (
    await world.call('meng', readLoopBy, { params: { dimension: 'campaign' }, query: period })
  ).body
  expect(items[0]).toMatchObject({
    name: '秋季置换',
    spendFen: 300_000,
    costPerOrderFen: 300_000,
    revenueFen: 21_800_000,
  })
  const revenue = (await world.call('meng', explainMetric, { params: { metric: 'revenue' }, query: period }))
    .body
  expect(revenue.formulas[0]?.filled).toBe('¥218,000 ÷ ¥3,000')
})
