import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { captureLead } from '../../../../contract/leads.ts'
import { deliverOrder, placeOrder, planTestDrive } from '../../../../contract/sales.ts'
import {
  listStepPolicyVersions,
  readStepPolicy,
  saveStepPolicy,
  startingRequired,
} from '../../../../contract/step-policy.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { putLead } from '../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const lead = () =>
  putLead(world, {
    dealer: 'D0001',
    consultant: 'gu',
    series: '越岭',
    captured: '2026-11-20T02:00:00Z',
    dispatched: '2026-11-20T02:00:00Z',
    due: '2026-11-27T02:00:00Z',
    feedback: '2026-11-21T02:00:00Z',
  })
const without = (id: string, column: string) =>
  world.sql(`update customers.customer set ${column} = null where id = $1`, [id])
const errors = (answer: { status: number; problem: { errors?: { field: string; message: string }[] } }) => [
  answer.status,
  ...(answer.problem.errors ?? []).map(({ field, message }) => `${field}: ${message}`),
]
const register = (person: Record<string, string>, login = 'gu') =>
  world.call(login, captureLead, { body: { source: 'walk-in', brand: 'HL', series: '越岭', person } })
const drive = (id: string) =>
  world.call('gu', planTestDrive, {
    params: { id },
    body: { plannedAt: '2026-11-24T02:00:00Z', variantId: castId('越岭 L 四驱') } as never,
  })
const order = (id: string) =>
  world.call('gu', placeOrder, {
    params: { id },
    body: {
      variantId: castId('越岭 L 四驱'),
      priceFen: 22_000_000,
      depositFen: 500_000,
      promisedOn: '2026-12-10',
    } as never,
  })

describe('what a step must have', () => {
  it('is asked of a lead that somebody types in, field by field, with the remedy', async () => {
    expect(errors(await register({ phone: '13911220001' }))).toEqual([422, 'person.name: The name is needed'])
    expect(errors(await register({ name: '端木磊', email: 'duanmu@example.cn' }))).toEqual([
      422,
      'person.phone: The phone is needed',
    ])
    expect((await register({ name: '端木磊', phone: '13911220001' })).status).toBe(201)
  })
  it('is asked of a test drive, an order and a delivery, of the customer', async () => {
    const { id, customerId } = await lead()
    await without(customerId, 'phone')
    const missing = 'customer.phone: Fill in the phone on the customer’s page first'
    expect(errors(await drive(id))).toEqual([422, missing])
    expect(errors(await order(id))).toEqual([422, missing])
    await world.sql('update customers.customer set phone = $2 where id = $1', [customerId, '+8613911220002'])
    expect((await drive(id)).status).toBe(201)
    const placed = await order(id)
    expect(placed.status).toBe(201)
    await without(customerId, 'phone')
    const handed = await world.call('gu', deliverOrder, {
      params: { id: placed.body.id },
      body: { version: 1, vin: 'LRHB40FM7RA000021', priceFen: 21_900_000 } as never,
    })
    expect(errors(handed)).toEqual([422, missing])
  })
  it('is changed by head office only, from one version to the next, and counts at once', async () => {
    const required = { ...startingRequired, order: ['phone' as const, 'residentId' as const] }
    const save = (login: string, version: number) =>
      world.call(login, saveStepPolicy, { body: { required, version } })
    expect((await save('gu', 0)).status).toBe(403)
    expect((await save('meng', 0)).body).toMatchObject({ number: 1, required })
    expect((await save('meng', 0)).status).toBe(409)
    world.clock.advance(6_000)
    const { id } = await lead()
    expect(errors(await order(id))).toEqual([
      422,
      'customer.residentId: Fill in the ID number on the customer’s page first',
    ])
    expect((await world.call('gu', readStepPolicy)).body.required.order).toContain('residentId')
    const { items } = (await world.call('meng', listStepPolicyVersions)).body
    expect(items.map(({ number, by }) => `${number} ${by}`)).toEqual(['1 孟庭筠'])
    const audited = await world.sql(
      `select action from kernel.audit where table_name = 'customers.step_policy' order by id`,
    )
    expect(audited).toEqual([{ action: 'create' }])
  })
  it('is never a field the step’s forms do not have', async () => {
    const answer = await world.call('meng', saveStepPolicy, {
      body: { required: { ...startingRequired, lead: ['birthOn'] }, version: 1 },
    })
    expect(answer.status).toBe(422)
  })
})
