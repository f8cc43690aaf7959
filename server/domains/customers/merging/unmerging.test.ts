import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { previewSplit, splitCustomer, undoMerge } from '../../../../contract/customer-merge.ts'
import { listCustomers } from '../../../../contract/customers.ts'
import { captureLead } from '../../../../contract/leads.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { identifyPeople } from '../actions/identify.ts'
import { mergingIn } from './fixtures.ts'
import { mergePeople } from './merge.ts'
import { verdictsAmong } from './queries.ts'
import { unmergePeople } from './unmerge.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const { phone, arrive, merge } = mergingIn(() => world)

describe('un-merging', () => {
  it('leaves with the survivor what came since, but for what came under the sender’s number of the other', async () => {
    const [p, q] = [phone(), phone()]
    const [a, b] = [
      await arrive({ phone: p, name: '邱禾', days: 5, external: 'W-1' }),
      await arrive({ phone: q, name: '邱禾', external: 'W-2' }),
    ]
    const { survivorId, merges } = await world.as('meng', (ctx) =>
      mergePeople(ctx, { ids: [a, b], survivorId: a, reason: '同一人' }),
    )
    world.clock.set(new Date(world.clock.now().getTime() + 3_600_000))
    expect(await arrive({ phone: p, name: '邱禾', external: 'W-3' })).toBe(survivorId)
    await world.as('system', (ctx) =>
      identifyPeople(ctx, [
        {
          recordId: newId(),
          source: 'walk-in',
          externalId: 'W-2',
          kind: 'walk-in',
          happenedAt: ctx.now,
          raw: { again: true },
          brandId: castId('HL'),
          dealerId: castId('D0001'),
          reachNodes: [castId('HL')],
          person: { kind: 'person', name: '邱禾', phones: [q] },
        },
      ]),
    )
    await world.as('meng', (ctx) => unmergePeople(ctx, merges[0]!.id, '两个人'))
    const held = await world.sql<{ owner: string; number: string }>(
      `select l.customer_id as owner, s.external_id as number from customers.link l join customers.source_record s on s.id = l.record_id
      where s.external_id like 'W-%' order by 2, s.received_at`,
    )
    expect(held.map(({ owner, number }) => [number, owner === a ? 'a' : owner === b ? 'b' : '?'])).toEqual([
      ['W-1', 'a'],
      ['W-2', 'b'],
      ['W-2', 'b'],
      ['W-3', 'a'],
    ])
    const { body } = await world.call('meng', listCustomers, { query: { q } })
    expect(body.items.map((one) => one.id)).toEqual([b])
  })
})

describe('a split', () => {
  const together = async () => {
    const [p, q] = [phone(), phone()]
    const [a, b] = [
      await arrive({ phone: p, name: '骆川', days: 4 }),
      await arrive({ phone: q, name: '骆川川' }),
    ]
    await merge([a, b], { survivorId: a })
    const records = await world.sql<{ id: string; phone: string }>(
      `select l.record_id as id, s.raw ->> 'phone' as phone from customers.link l join customers.source_record s on s.id = l.record_id where l.customer_id = $1`,
      [a],
    )
    return { a, p, q, recordId: records.find((one) => one.phone === q)!.id }
  }
  it('is refused for records of somebody else, and when nothing would be left', async () => {
    const { a, recordId } = await together()
    const all = await world.sql<{ id: string }>(
      'select record_id as id from customers.link where customer_id = $1',
      [a],
    )
    const split = (recordIds: string[]) =>
      world.call('meng', splitCustomer, { params: { id: a }, body: { recordIds, reason: '两个人' } })
    expect((await split([castId('nobody at all')])).status).toBe(422)
    expect((await split(all.map((one) => one.id))).status).toBe(422)
    expect(
      (
        await world.call('gu', splitCustomer, {
          params: { id: a },
          body: { recordIds: [recordId], reason: '两个人' },
        })
      ).status,
    ).toBe(403)
  })
  it('takes the leads that began with the records, and the consents given in them', async () => {
    const captured: { leadId: string | null; customerId: string | null }[] = []
    for (const granted of [true, false]) {
      const { body } = await world.call('meng', captureLead, {
        body: {
          source: 'website',
          brand: '环路',
          person: { name: `路遥${captured.length}`, phone: `1380571900${captured.length}` },
          consents: [{ purpose: 'sales', recipient: 'dealer', granted }],
        },
      })
      captured.push(body)
      world.clock.set(new Date(world.clock.now().getTime() + 60_000))
    }
    const [one, other] = captured.map((body) => body.customerId!)
    await merge([one!, other!], { survivorId: one })
    const states = () =>
      world.sql<{ owner: string; granted: boolean }>(
        'select customer_id as owner, granted from consent.state where customer_id <> $1 and customer_id in (select customer_id from leads.lead where id = any($2)) or customer_id = $1 order by granted desc',
        [one, captured.map((body) => body.leadId)],
      )
    expect(await states()).toEqual([{ owner: one, granted: false }])
    const [touch] = await world.sql<{ id: string }>(
      'select record_id as id from leads.touch where lead_id = $1',
      [captured[1]!.leadId],
    )
    const { body } = await world.call('meng', splitCustomer, {
      params: { id: one! },
      body: { recordIds: [touch!.id], reason: '两个人' },
    })
    const owners = await world.sql(
      'select id, customer_id as owner from leads.lead where id = any($1) order by captured_at',
      [captured.map((each) => each.leadId)],
    )
    expect(owners).toEqual([
      { id: captured[0]!.leadId, owner: one },
      { id: captured[1]!.leadId, owner: body.customerId },
    ])
    expect(await states()).toEqual([
      { owner: one, granted: true },
      { owner: body.customerId, granted: false },
    ])
  })
  it('takes a record out with what identifies it, keeps the two apart, and is undone', async () => {
    const { a, p, q, recordId } = await together()
    const preview = await world.call('meng', previewSplit, {
      params: { id: a },
      body: { recordIds: [recordId] },
    })
    expect(preview.body.after.map((one) => one.fields.name.value)).toEqual(['骆川', '骆川川'])
    const { body } = await world.call('meng', splitCustomer, {
      params: { id: a },
      body: { recordIds: [recordId], reason: '两个人' },
    })
    const find = async (number: string) =>
      (await world.call('meng', listCustomers, { query: { q: number } })).body.items.map((one) => one.id)
    expect([await find(p), await find(q)]).toEqual([[a], [body.customerId]])
    const verdicts = await world.as('system', (ctx) => verdictsAmong(ctx, [a, body.customerId]))
    expect(verdicts.map((one) => one.verdict)).toEqual(['different'])
    const undone = await world.call('meng', undoMerge, {
      params: { id: body.id },
      body: { reason: '是一个人' },
    })
    expect(undone.body.survivorId).toBe(a)
    expect([await find(p), await find(q)]).toEqual([[a], [a]])
  })
})
