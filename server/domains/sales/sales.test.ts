import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '../../../contract/sales.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { putLead } from '../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { dayIn, hour } from '../../kernel/clock.ts'
import { vinCheckDigit } from '../../kernel/vin.ts'
import { liesAhead, refuseDrive, refuseOrder } from './rules.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const variantId = castId('越岭 L 四驱')
const vinOf = (tail: string) => {
  const open = `LRHAE5E30R${tail.padStart(7, '0')}`
  return open.slice(0, 8) + vinCheckDigit(open) + open.slice(9)
}
const leadAt = async (dealer = 'D0001') =>
  (
    await putLead(world, {
      dealer,
      consultant: dealer === 'D0001' ? 'gu' : 'ge',
      series: '越岭',
      captured: '2026-11-20T02:00:00Z',
      dispatched: '2026-11-20T02:00:00Z',
      due: '2026-11-27T02:00:00Z',
      feedback: '2026-11-21T02:00:00Z',
    })
  ).id
const sale = async (id: string, login = 'gu') =>
  (await world.call(login, contract.readSale, { params: { id } })).body
const stageOf = async (id: string) =>
  (
    await world.sql<{ stage: string; revenue_fen: number | null; vehicle_id: string | null }>(
      'select stage, revenue_fen, vehicle_id from leads.lead where id = $1',
      [id],
    )
  )[0]!
const order = (id: string, body: Record<string, unknown> = {}, login = 'gu') =>
  world.call(login, contract.placeOrder, {
    params: { id },
    body: {
      variantId,
      priceFen: 22_000_000,
      depositFen: 500_000,
      promisedOn: '2026-12-10',
      ...body,
    } as never,
  })
const deliver = (id: string, body: Record<string, unknown>, login = 'gu') =>
  world.call(login, contract.deliverOrder, {
    params: { id },
    body: { version: 1, vin: vinOf('1'), priceFen: 21_900_000, ...body } as never,
  })

describe('rules', () => {
  it.each([
    ['departure', 'planned', false, null],
    ['departure', 'planned', true, 409],
    ['departure', 'driven', false, 409],
    ['return', 'planned', true, null],
    ['return', 'planned', false, 409],
    ['return', 'missed', true, 409],
    ['cancellation', 'planned', false, null],
    ['cancellation', 'cancelled', false, 409],
  ] as const)('%s of a drive %s, started %s: %s', (act, state, started, status) =>
    expect(refuseDrive(act, { state, startedAt: started ? new Date() : null })?.status ?? null).toBe(status),
  )
  it.each([
    ['delivery', 'ordered', null],
    ['delivery', 'cancelled', 409],
    ['cancellation', 'ordered', null],
    ['cancellation', 'delivered', 409],
  ] as const)('%s of an order %s: %s', (act, state, status) =>
    expect(refuseOrder(act, state)?.status ?? null).toBe(status),
  )
  it('knows the day where the car is handed over, and the future', () => {
    expect(dayIn(new Date('2026-11-22T17:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-23')
    expect(liesAhead(new Date('2026-11-22T02:05:00Z'), new Date('2026-11-22T02:00:00Z'))).toBe(false)
    expect(liesAhead(new Date('2026-11-22T02:05:01Z'), new Date('2026-11-22T02:00:00Z'))).toBe(true)
  })
})

describe('in the showroom', () => {
  it('a visit is refused to others, in the future, and where no dealer holds the lead', async () => {
    const id = await leadAt()
    const visit = (login: string, lead: string, body = {}) =>
      world.call(login, contract.recordVisit, { params: { id: lead }, body })
    expect((await visit('ge', id)).status).toBe(404)
    expect((await visit('gu', id, { at: '2026-11-25T02:00:00Z' })).status).toBe(422)
    const waiting = await putLead(world, { captured: '2026-11-20T02:00:00Z' })
    expect((await visit('gu', waiting.id)).status).toBe(404)
  })
  it('the first visit moves the lead on and opens the opportunity, the second only counts', async () => {
    const id = await leadAt()
    for (const party of [2, 3])
      expect((await world.call('gu', contract.recordVisit, { params: { id }, body: { party } })).status).toBe(
        201,
      )
    expect((await stageOf(id)).stage).toBe('visit')
    const { opportunity, visits } = await sale(id)
    expect(opportunity).toMatchObject({ state: 'open', probabilityPercent: 30, version: 1 })
    expect(visits.map((one) => one.party).sort()).toEqual([2, 3])
  })
  it('an opportunity is changed by version, and opened by hand', async () => {
    const id = await leadAt()
    const save = (body: Record<string, unknown>) =>
      world.call('gu', contract.saveOpportunity, {
        params: { id },
        body: { probabilityPercent: 40, ...body } as never,
      })
    expect((await save({ amountFen: 100, variantId })).body).toMatchObject({
      amountFen: 100,
      probabilityPercent: 40,
      variant: { name: '越岭 L 四驱' },
    })
    expect((await save({})).status).toBe(409)
    expect((await save({ variantId: castId('星程 N5 标准'), version: 2 })).status).toBe(422)
  })
  it('a test drive needs a licence, a start and an end', async () => {
    const id = await leadAt()
    const planned = await world.call('gu', contract.planTestDrive, {
      params: { id },
      body: { plannedAt: '2026-11-22T06:00:00Z', variantId },
    })
    expect(planned.body).toMatchObject({ state: 'planned', variant: { name: '越岭 L 四驱' }, version: 1 })
    const at = { params: { id: planned.body.id } }
    expect(
      (await world.call('gu', contract.endTestDrive, { ...at, body: { version: 1 } })).problem.title,
    ).toBe('The drive has not started')
    expect(
      (
        await world.call('gu', contract.startTestDrive, {
          ...at,
          body: { version: 1, licenceChecked: false },
        })
      ).status,
    ).toBe(422)
    expect(
      (await world.call('gu', contract.startTestDrive, { ...at, body: { version: 1, licenceChecked: true } }))
        .body.startedAt,
    ).not.toBeNull()
    world.clock.advance(hour / 2)
    expect(
      (await world.call('gu', contract.endTestDrive, { ...at, body: { version: 2, rating: 5 } })).body,
    ).toMatchObject({ state: 'driven', rating: 5 })
    expect((await stageOf(id)).stage).toBe('test-drive')
    expect(
      (await world.call('gu', contract.cancelTestDrive, { ...at, body: { version: 3, reason: 'x' } })).status,
    ).toBe(409)
  })
})

describe('an order', () => {
  it('is refused with a deposit above the price, another brand’s car, and beside a running one', async () => {
    const id = await leadAt()
    expect((await order(id, { depositFen: 99_000_000 })).status).toBe(422)
    expect((await order(id, { variantId: castId('星程 N5 标准') })).status).toBe(422)
    expect((await order(id, { number: 'A-1' })).body).toMatchObject({
      number: 'A-1',
      state: 'ordered',
      depositFen: 500_000,
    })
    expect((await order(id)).problem.title).toBe('This lead already has a running order')
    expect((await order(await leadAt('D0002'), { number: 'A-1' }, 'ge')).status).toBe(409)
  })
  it('cancelled, takes the lead back, and another may follow', async () => {
    const id = await leadAt()
    const first = (await order(id)).body
    expect((await sale(id)).opportunity).toMatchObject({
      probabilityPercent: 90,
      amountFen: 22_000_000,
      expectedOn: '2026-12-10',
    })
    const cancelled = await world.call('gu', contract.cancelOrder, {
      params: { id: first.id },
      body: { version: 1, reason: '贷款未批' },
    })
    expect(cancelled.body).toMatchObject({ state: 'cancelled', cancelReason: '贷款未批' })
    expect((await stageOf(id)).stage).toBe('test-drive')
    expect((await order(id)).status).toBe(201)
  })
})

describe('a delivery', () => {
  it('refuses what cannot be a VIN, with a suggestion, and never a legal one without a check digit', async () => {
    const id = await leadAt()
    const placed = (await order(id)).body
    const refused = await deliver(placed.id, { vin: vinOf('11').replace('0', 'O') })
    expect(refused.status).toBe(422)
    expect(refused.problem.errors?.[0]?.message).toMatch(/^Did you mean LRHAE/)
    const made = await deliver(placed.id, { vin: 'WVWZZZ1KZAW000777' })
    expect(made.body).toMatchObject({ vinFlag: 'absent-or-wrong', vehicle: { vin: 'WVWZZZ1KZAW000777' } })
  })
  it('makes an owner with a vehicle and closes the lead won with its revenue', async () => {
    const id = await leadAt()
    const placed = (await order(id)).body
    const made = await deliver(placed.id, { plate: '浙A88K66', checklist: ['payment', 'invoice'] })
    expect(made.body).toMatchObject({
      vinFlag: null,
      priceFen: 21_900_000,
      orderNumber: placed.number,
      checklist: ['payment', 'invoice'],
    })
    expect(await stageOf(id)).toEqual({
      stage: 'delivery',
      revenue_fen: 21_900_000,
      vehicle_id: made.body.vehicle.id,
    })
    expect((await sale(id)).opportunity).toMatchObject({ state: 'won', probabilityPercent: 100 })
    const keepers = await world.sql<{ role: string; customer_id: string }>(
      'select role, customer_id from vehicles.keeper where vehicle_id = $1 order by role',
      [made.body.vehicle.id],
    )
    expect(keepers).toEqual(['buyer', 'owner'].map((role) => ({ role, customer_id: made.body.customer.id })))
    const [car] = await world.sql('select sold_on, plate, price_fen from vehicles.vehicle where id = $1', [
      made.body.vehicle.id,
    ])
    expect(car).toEqual({ sold_on: '2026-11-22', plate: '浙A88K66', price_fen: 21_900_000 })
    expect((await deliver(placed.id, { version: 2 })).problem.title).toBe(
      'The order is delivered or cancelled',
    )
  })
  it('hands one VIN over once, whoever tries, and says so before', async () => {
    const placed = (await order(await leadAt('D0002'), {}, 'ge')).body
    expect((await deliver(placed.id, {}, 'ge')).status).toBe(409)
    expect(
      (await world.call('ge', contract.checkVin, { query: { vin: vinOf('1').toLowerCase() } })).body,
    ).toMatchObject({ verdict: 'valid', delivered: true })
  })
  it('knows an owner who is not the buyer', async () => {
    const placed = (await order(await leadAt())).body
    expect(
      (await deliver(placed.id, { vin: vinOf('5'), owner: { name: '钟离秋', phone: '123' } })).status,
    ).toBe(422)
    const made = await deliver(placed.id, {
      vin: vinOf('5'),
      owner: { name: '钟离秋', phone: '13912345678' },
    })
    const [owner] = await world.sql<{ name: string }>(
      `select c.name from vehicles.keeper k join customers.customer c on c.id = k.customer_id where k.vehicle_id = $1 and k.role = 'owner'`,
      [made.body.vehicle.id],
    )
    expect(owner!.name).toBe('钟离秋')
  })
})

describe('the lists', () => {
  it('show a dealer its own, by day and state, page by page', async () => {
    const { items } = (await world.call('gu', contract.listOrders, { query: { state: 'delivered' } })).body
    expect(items.length).toBe(3)
    const all = (await world.call('gu', contract.listOrders, { query: { limit: '2' } as never })).body
    const rest = (
      await world.call('gu', contract.listOrders, { query: { limit: '200', after: all.next! } as never })
    ).body
    expect(new Set([...all.items, ...rest.items].map((one) => one.id)).size).toBe(
      all.items.length + rest.items.length,
    )
    expect((await world.call('gu', contract.listOrders, { query: { to: '2026-11-21' } })).body.items).toEqual(
      [],
    )
    expect((await world.call('ge', contract.listDeliveries)).body.items).toEqual([])
    for (const [query, found] of [
      [{ under: castId('HL-E-33') }, 3],
      [{ under: castId('HL-E-32') }, 0],
      [{ brand: castId('XC') }, 0],
    ] as const)
      expect((await world.call('meng', contract.listDeliveries, { query })).body.items).toHaveLength(found)
    expect((await world.call('gu', contract.listDeliveries)).body.items).toHaveLength(3)
    expect(
      (await world.call('gu', contract.listTestDrives, { query: { state: 'driven' } })).body.items,
    ).toHaveLength(1)
  })
  it('a lost lead takes its opportunity, its plans and its order along', async () => {
    const id = await leadAt()
    await order(id)
    await world.call('gu', contract.planTestDrive, {
      params: { id },
      body: { plannedAt: '2026-11-23T06:00:00Z' },
    })
    const about = { subjectId: id, brandId: castId('HL'), dealerId: castId('D0001') }
    await world.as('system', (ctx) => ctx.emit({ type: 'leads.lost', ...about }))
    const after = await sale(id)
    expect([after.opportunity?.state, after.orders[0]?.state, after.testDrives[0]?.state]).toEqual([
      'lost',
      'cancelled',
      'cancelled',
    ])
  })
})
