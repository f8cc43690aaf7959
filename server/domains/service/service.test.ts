import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mergeCustomers, splitCustomer, undoMerge } from '../../../contract/customer-merge.ts'
import { readCustomer, readRecords, readTimeline } from '../../../contract/customers.ts'
import {
  customerService,
  exportRepairOrders,
  listRepairOrders,
  readRepairOrder,
} from '../../../contract/service.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { saveVehicles } from '../vehicles/index.ts'
import { type RepairArrival, saveRepairOrders } from './index.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await report(
    order('A-1', { vin: vins[0]!, person: ji, dealerId: here, closedAt: at('2026-03-01') }),
    order('A-2', {
      vin: vins[0]!,
      person: ji,
      dealerId: there,
      openedAt: at('2026-09-01'),
      kind: 'accident',
      paidBy: 'insurer',
    }),
    order('B-1', { vin: vins[1]!, plate: '粤A12345', dealerId: there, openedAt: at('2026-10-01') }),
  )
})
afterAll(() => world.close())

const [here, there] = [castId('D0001'), castId('D0004')]
const vins = ['LRHB40FM9RA204685', 'LRHB40FM7RA000003', 'LRHB40FM7RA000044']
const at = (day: string) => new Date(`${day}T02:00:00Z`)
const ji = { name: '贾倩', phone: '+8617808091653' }
const order = (number: string, given: Partial<RepairArrival>): RepairArrival => ({
  number,
  brandId: castId('HL'),
  dealerId: here,
  vin: null,
  plate: null,
  person: { name: null, phone: null },
  openedAt: at('2026-03-01'),
  closedAt: null,
  mileageKm: 12_000,
  kind: 'maintenance',
  labourFen: 18_000,
  partsFen: 36_800,
  accessoriesFen: null,
  totalFen: null,
  costFen: 20_000,
  paidBy: null,
  adviser: '吕师傅',
  lines: [{ kind: 'part', code: 'P201', name: '机油', quantity: 1, amountFen: 32_000 }],
  raw: { number },
  ...given,
})
const report = (...orders: RepairArrival[]) =>
  world.as('system', (ctx) => saveRepairOrders(ctx, orders, { source: 'dms-service', importId: null }))
const list = async (login: string, query: object = {}) =>
  (await world.call(login, listRepairOrders, { query })).body.items.map(({ number }) => number)
const idOf = async (number: string) =>
  (await world.sql<{ id: string }>('select id from service.repair_order where number = $1', [number]))[0]!.id
const ownerOf = async (number: string) =>
  (
    await world.sql<{ customer: string }>(
      'select customer_id as customer from service.repair_order where number = $1',
      [number],
    )
  )[0]!.customer

describe('repair orders', () => {
  it('are not shown to who only sells, nor one dealer’s to another', async () => {
    expect((await world.call('gu', listRepairOrders, { query: {} })).status).toBe(403)
    expect((await world.call('lv', exportRepairOrders, { query: { reason: '复盘' } })).status).toBe(403)
    expect(await list('lv')).toEqual(['A-1'])
    expect(await list('lv', { dealer: there })).toEqual([])
    expect(await list('lv', { q: 'B-1' })).toEqual([])
    const params = { id: await idOf('A-2') }
    expect((await world.call('lv', readRepairOrder, { params })).status).toBe(404)
    expect(await list('shi')).toEqual([])
    expect(await list('huo')).toEqual(['A-1'])
  })
  it('are listed latest first, page by page, and found by number, plate, or the end of a VIN', async () => {
    expect(await list('meng')).toEqual(['B-1', 'A-2', 'A-1'])
    const first = await world.call('meng', listRepairOrders, { query: { limit: 2 } })
    expect(await list('meng', { after: first.body.next, limit: 2 })).toEqual(['A-1'])
    expect(await list('meng', { q: 'a-2' })).toEqual(['A-2'])
    expect(await list('meng', { q: '粤A·12345' })).toEqual(['B-1'])
    expect(await list('meng', { q: '204685' })).toEqual(['A-2', 'A-1'])
    expect(await list('meng', { q: vins[1] })).toEqual(['B-1'])
    expect(await list('meng', { q: '04685' })).toEqual([])
  })
  it('are narrowed by kind, day, dealer, customer and what is still in the workshop', async () => {
    expect(await list('meng', { kind: 'accident' })).toEqual(['A-2'])
    expect(await list('meng', { from: '2026-09-01', to: '2026-09-30' })).toEqual(['A-2'])
    expect(await list('meng', { dealer: here })).toEqual(['A-1'])
    expect(await list('meng', { under: castId('HL-S') })).toEqual(['B-1', 'A-2'])
    expect(await list('meng', { customer: await ownerOf('A-1') })).toEqual(['A-2', 'A-1'])
    expect(await list('meng', { open: 'true' })).toEqual(['B-1', 'A-2'])
  })
  it('show their lines, what they cost, and a car or person only to who may look them up', async () => {
    const { body } = await world.call('lv', readRepairOrder, { params: { id: await idOf('A-1') } })
    expect(body).toMatchObject({
      number: 'A-1',
      customer: { name: '贾倩' },
      totalFen: 54_800,
      costFen: 20_000,
      lines: [{ code: 'P201', name: '机油', quantity: 1, amountFen: 32_000 }],
    })
    const other = await world.call('mi', readRepairOrder, { params: { id: await idOf('B-1') } })
    expect(other.body).toMatchObject({ customer: null, vehicle: null, vin: vins[1], plate: '粤A123*5' })
  })
  it('leave as a file with their reason in the audit', async () => {
    const { text } = await world.call('pei', exportRepairOrders, {
      query: { reason: '月度复盘', kind: 'maintenance' },
    })
    expect(text).toContain('A-1')
    expect(text).not.toContain('A-2')
    const kept = await world.sql(
      `select reason, after ->> 'rows' as rows from kernel.audit where table_name = 'service.repair_order' and action = 'export'`,
    )
    expect(kept).toEqual([{ reason: '月度复盘', rows: '1' }])
  })
})

describe('the service of a customer', () => {
  it('is 404 where the customer is, and only the caller’s dealers’ where they are known', async () => {
    const id = await ownerOf('A-1')
    expect((await world.call('han', customerService, { params: { id } })).status).toBe(404)
    const { body } = await world.call('lv', customerService, { params: { id } })
    expect(body.totals).toMatchObject({ visits: 1, totalFen: 54_800, ownFen: 54_800 })
  })
  it('has the last visits, what was paid by whom, and when the next is due', async () => {
    const { body } = await world.call('meng', customerService, { params: { id: await ownerOf('A-1') } })
    expect(body.orders.map(({ number }) => number)).toEqual(['A-2', 'A-1'])
    expect(body.totals).toEqual({
      visits: 2,
      totalFen: 109_600,
      ownFen: 54_800,
      yearVisits: 2,
      yearFen: 109_600,
    })
    expect(body.cars).toMatchObject([{ lastOn: '2026-09-01', maintainedOn: '2026-03-01', dueBy: 'calendar' }])
  })
  it('is on the timeline when the car leaves', async () => {
    const { body } = await world.call('meng', readTimeline, {
      params: { id: await ownerOf('A-1') },
      query: {},
    })
    expect(body.items.filter(({ type }) => type === 'service.closed')).toMatchObject([
      { data: { number: 'A-1', repair: 'maintenance', totalFen: 54_800 } },
    ])
  })
})

describe('repair orders of people who are merged', () => {
  const zai = { name: '宰予', phone: '+8613912340008' }
  const merged = async () => {
    const [a, b] = [await ownerOf('A-1'), await ownerOf('C-1')]
    const customers = []
    for (const id of [a, b])
      customers.push({
        id,
        version: (await world.call('meng', readCustomer, { params: { id } })).body.version,
      })
    const { body } = await world.call('meng', mergeCustomers, {
      body: { customers, survivorId: a, reason: '同一人' },
    })
    return { a, b, mergeId: body.merges[0]!.id }
  }
  it('follow, come back, and take along what came in since for their car', async () => {
    await report(order('C-1', { vin: vins[2]!, person: zai }))
    const { a, b, mergeId } = await merged()
    expect(await ownerOf('C-1')).toBe(a)
    world.clock.advance(60_000)
    await report(
      order('C-2', { vin: vins[2]!, person: zai, openedAt: at('2026-04-01') }),
      order('A-3', { vin: vins[0]!, person: ji, openedAt: at('2026-04-01') }),
    )
    expect([await ownerOf('C-2'), await ownerOf('A-3')]).toEqual([a, a])
    await world.call('meng', undoMerge, { params: { id: mergeId }, body: { reason: '不是同一人' } })
    expect([await ownerOf('C-1'), await ownerOf('C-2'), await ownerOf('A-3')]).toEqual([b, b, a])
  })
  it('go with the source record that made their visitor known when that is split off', async () => {
    const { a } = await merged()
    const { body } = await world.call('meng', readRecords, { params: { id: a }, query: {} })
    const recordIds = body.items.filter(({ raw }) => JSON.stringify(raw).includes('C-1')).map(({ id }) => id)
    expect(recordIds).toHaveLength(1)
    const split = await world.call('meng', splitCustomer, {
      params: { id: a },
      body: { recordIds, reason: '两个人' },
    })
    expect(await ownerOf('C-1')).toBe(split.body.customerId)
    expect(await ownerOf('A-1')).toBe(a)
  })
})

it('a car known for years keeps its plate and its mileage from an older or mistyped order', async () => {
  await world.as('system', (ctx) =>
    saveVehicles(ctx, [
      { vin: 'LRHB40FM7RA000077', plate: '浙A77777', soldOn: '2026-01-01', mileageKm: 5_000, keepers: [] },
    ]),
  )
  await report(
    order('D-1', {
      vin: 'LRHB40FM7RA000077',
      plate: '浙A00000',
      mileageKm: 120_000,
      openedAt: at('2026-03-01'),
    }),
  )
  const [car] = await world.sql(
    `select plate, mileage_km, last_service_on from vehicles.vehicle where vin = 'LRHB40FM7RA000077'`,
  )
  expect(car).toEqual({ plate: '浙A77777', mileage_km: 5_000, last_service_on: '2026-03-01' })
})
