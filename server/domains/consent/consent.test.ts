import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listConsents, readConsents, recordCustomerConsents } from '../../../contract/consent.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { customerOf } from '../../../tests/routes/customers.ts'
import { type ConsentEntry, recordConsents, whoMay } from './index.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 0, minute))
const entry = (customerId: string, more: Partial<ConsentEntry>): ConsentEntry => ({
  customerId,
  purpose: 'sales',
  recipient: 'dealer',
  granted: true,
  channel: 'web',
  evidence: 'form 7',
  happenedAt: at(0),
  ...more,
})
const may = (ids: string[], recipientId: string | null = null) =>
  world.as('system', (ctx) => whoMay(ctx, ids, 'sales', 'dealer', recipientId))

describe('whether somebody may be approached', () => {
  it('is no without a word, yes after a grant, no after a withdrawal', async () => {
    const id = await customerOf(world)
    expect(await may([id])).toEqual(new Set())
    await world.as('system', (ctx) => recordConsents(ctx, [entry(id, {})]))
    expect(await may([id])).toEqual(new Set([id]))
    await world.as('system', (ctx) => recordConsents(ctx, [entry(id, { granted: false, happenedAt: at(1) })]))
    expect(await may([id])).toEqual(new Set())
  })
  it('follows what is said of one dealer before what is said of dealers as such', async () => {
    const id = await customerOf(world)
    await world.as('system', (ctx) =>
      recordConsents(ctx, [entry(id, {}), entry(id, { recipientId: castId('D0002'), granted: false })]),
    )
    expect([
      (await may([id])).has(id),
      (await may([id], castId('D0001'))).has(id),
      (await may([id], castId('D0002'))).has(id),
    ]).toEqual([true, true, false])
  })
  it('is no for the dead and for whoever asked to be left alone', async () => {
    const ids = [await customerOf(world), await customerOf(world), await customerOf(world)]
    await world.as('system', (ctx) =>
      recordConsents(
        ctx,
        ids.map((id) => entry(id, {})),
      ),
    )
    await world.sql('update customers.customer set deceased = true where id = $1', [ids[0]])
    await world.sql('update customers.customer set do_not_contact = true where id = $1', [ids[1]])
    expect(await may(ids)).toEqual(new Set([ids[2]]))
  })
  it('depends on when it happened, not on when it was recorded, whatever the order and the batches', async () => {
    const lines = fc.array(fc.record({ minute: fc.integer({ min: 0, max: 5 }), granted: fc.boolean() }), {
      minLength: 1,
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(lines, fc.integer({ min: 1, max: 4 }), async (said, size) => {
        const id = await customerOf(world, 'D0001')
        for (let from = 0; from < said.length; from += size)
          await world.as('system', (ctx) =>
            recordConsents(
              ctx,
              said
                .slice(from, from + size)
                .map((one) => entry(id, { granted: one.granted, happenedAt: at(one.minute) })),
            ),
          )
        const last = Math.max(...said.map((one) => one.minute))
        expect((await may([id])).has(id)).toBe(
          said.filter((one) => one.minute === last).every((one) => one.granted),
        )
      }),
      { numRuns: 20 },
    )
  })
})

describe('the ledger', () => {
  it('keeps every line with its evidence, and shows what holds', async () => {
    const id = await customerOf(world)
    const say = (granted: boolean) =>
      world.call('gu', recordCustomerConsents, {
        params: { id },
        body: {
          entries: [
            {
              purpose: 'marketing',
              recipient: 'carmaker',
              granted,
              channel: 'desk',
              evidence: '授权书 A-17',
            },
          ],
        },
      })
    await say(true)
    world.clock.advance(60_000)
    const { body } = await say(false)
    expect(body.states).toMatchObject([{ purpose: 'marketing', recipient: 'carmaker', granted: false }])
    expect(body.ledger.map((line) => line.granted)).toEqual([false, true])
    expect(body.ledger[0]).toMatchObject({ evidence: '授权书 A-17', actorName: '顾思齐' })
    expect(
      (await world.call('situ', listConsents, { query: { granted: 'false', limit: 1 } })).body.items[0]!
        .customer.id,
    ).toBe(id)
  })
  it('refuses the future and one dealer of all insurers', async () => {
    const id = await customerOf(world)
    const base = { purpose: 'sales' as const, granted: true, channel: 'desk', evidence: 'x' }
    const answer = await world.call('gu', recordCustomerConsents, {
      params: { id },
      body: { entries: [{ ...base, recipient: 'dealer', happenedAt: '2027-01-01T00:00:00Z' }] },
    })
    expect([answer.status, answer.problem.errors?.[0]?.field]).toEqual([422, 'entries.0.happenedAt'])
    const other = await world.call('gu', recordCustomerConsents, {
      params: { id },
      body: { entries: [{ ...base, recipient: 'insurer', recipientId: castId('D0001') }] },
    })
    expect(other.status).toBe(422)
  })
  it('is closed to a dealer that does not reach the customer', async () => {
    const id = await customerOf(world)
    expect((await world.call('han', readConsents, { params: { id } })).status).toBe(404)
    expect(
      (
        await world.call('ge', recordCustomerConsents, {
          params: { id },
          body: {
            entries: [{ purpose: 'sales', recipient: 'dealer', granted: true, channel: 'x', evidence: 'x' }],
          },
        })
      ).status,
    ).toBe(404)
  })
})
