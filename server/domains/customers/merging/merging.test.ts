import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  listMerges,
  mergeCustomers,
  previewMerge,
  previewSplit,
  previewUndo,
  splitCustomer,
  undoMerge,
} from '../../../../contract/customer-merge.ts'
import { checkDuplicates, listCustomers, readCustomer, readTimeline } from '../../../../contract/customers.ts'
import { captureLead } from '../../../../contract/leads.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { everything, putPerson } from '../../../../tests/harness/people.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { recordConsents, whoMay } from '../../consent/index.ts'
import { identifyPeople } from '../actions/identify.ts'
import { mergeMany, mergePeople } from './merge.ts'
import { verdictsAmong } from './queries.ts'
import { unmergePeople } from './unmerge.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

type Given = {
  name?: string
  phone: string
  dealer?: string
  residentId?: string
  kind?: 'person' | 'organisation'
  external?: string
  days?: number
  income?: string
}
/** Somebody who walked in, or wrote under the sender's own number. */
async function arrive({ name = '许诺', phone, dealer = 'D0001', kind = 'person', ...rest }: Given) {
  const [made] = await world.as('system', (ctx) =>
    identifyPeople(ctx, [
      {
        recordId: newId(),
        source: 'walk-in',
        externalId: rest.external ?? null,
        kind: 'walk-in',
        happenedAt: new Date(ctx.now.getTime() - (rest.days ?? 0) * 86_400_000),
        raw: { name, phone },
        brandId: castId('HL'),
        dealerId: castId(dealer),
        reachNodes: [castId('HL'), castId(dealer)],
        person: { kind, name, phones: [phone], residentId: rest.residentId, income: rest.income },
      },
    ]),
  )
  return made!.customerId
}
const versionsOf = async (ids: string[]) => {
  const customers = []
  for (const id of ids)
    customers.push({ id, version: (await world.call('meng', readCustomer, { params: { id } })).body.version })
  return customers
}
const merge = async (ids: string[], rest: object = {}) =>
  world.call('meng', mergeCustomers, { body: { customers: await versionsOf(ids), ...rest } })

let serial = 0
const phone = () => `+86137${String(++serial).padStart(8, '0')}`
const idNumbers = ['11010519491231002X', '440524188001010014']

describe('a merge is refused', () => {
  it('with a version that is not the last one', async () => {
    const ids = [await arrive({ phone: phone() }), await arrive({ phone: phone() })]
    const body = { customers: ids.map((id) => ({ id, version: 9 })) }
    const { status, problem } = await world.call('meng', mergeCustomers, { body })
    expect([status, problem.title]).toEqual([
      409,
      'One of these customers has just been changed; reload and try again',
    ])
  })
  it('of a person with an organisation, whatever the reason', async () => {
    const ids = [
      await arrive({ phone: phone() }),
      await arrive({ phone: phone(), kind: 'organisation', name: '云栖科技' }),
    ]
    expect((await merge(ids, { reason: '同一个' })).status).toBe(409)
  })
  it('of two with different ID numbers, unless a person says why', async () => {
    const ids: string[] = []
    for (const residentId of idNumbers) ids.push(await arrive({ phone: phone(), residentId }))
    expect((await merge(ids)).status).toBe(409)
    const [job] = await world.as('system', (ctx) => mergeMany(ctx, [{ ids, reason: 'nightly' }]))
    expect(job).toEqual({ refused: 'idNumbers' })
    const { body } = await world.call('meng', previewMerge, { body: { customers: await versionsOf(ids) } })
    expect(body.needsReason).toBe(true)
    expect((await merge(ids, { reason: '换过证件号码' })).status).toBe(201)
  })
  it('by a job, of two whom a person has kept apart', async () => {
    const ids = [await arrive({ phone: phone() }), await arrive({ phone: phone() })]
    const { body } = await merge(ids)
    await world.call('meng', undoMerge, { params: { id: body.merges[0]!.id }, body: { reason: '父子' } })
    const verdicts = await world.as('system', (ctx) => verdictsAmong(ctx, ids))
    expect(verdicts.map((one) => one.verdict)).toEqual(['different'])
    const [job] = await world.as('system', (ctx) => mergeMany(ctx, [{ ids }]))
    expect(job).toEqual({ refused: 'keptApart' })
    expect((await merge(ids, { reason: '是同一个人' })).status).toBe(201)
  })
  it('a second time, and its undoing too', async () => {
    const ids = [await arrive({ phone: phone() }), await arrive({ phone: phone() })]
    const customers = await versionsOf(ids)
    const { body } = await world.call('meng', mergeCustomers, { body: { customers } })
    expect((await world.call('meng', mergeCustomers, { body: { customers } })).status).toBe(404)
    const undo = () =>
      world.call('meng', undoMerge, { params: { id: body.merges[0]!.id }, body: { reason: '错了' } })
    expect((await undo()).status).toBe(200)
    expect((await undo()).status).toBe(409)
  })
  it('to be undone while its survivor is absorbed', async () => {
    const [a, b, c] = [
      await arrive({ phone: phone() }),
      await arrive({ phone: phone() }),
      await arrive({ phone: phone() }),
    ]
    const first = await merge([b!, c!], { survivorId: b })
    await merge([a!, b!], { survivorId: a })
    const params = { id: first.body.merges[0]!.id }
    const { status, problem } = await world.call('meng', undoMerge, { params, body: { reason: '错了' } })
    expect([status, problem.title]).toEqual([
      409,
      'The survivor has itself been merged since; undo that merge first',
    ])
  })
})

describe('an absorbed customer', () => {
  it('answers with the survivor, and is in no list, search or duplicate check', async () => {
    const numbers = [phone(), phone()]
    const [a, b] = [
      await arrive({ phone: numbers[0]!, name: '覃牧之', days: 9 }),
      await arrive({ phone: numbers[1]!, name: '覃牧之', dealer: 'D0004' }),
    ]
    await merge([a, b], { survivorId: a })
    const { body } = await world.call('meng', readCustomer, { params: { id: b } })
    expect([body.id, body.mergedFrom]).toEqual([a, [b]])
    expect(body.otherPhones).toHaveLength(1)
    for (const q of [undefined, '覃牧之', numbers[0], numbers[1]]) {
      const { body: found } = await world.call('meng', listCustomers, { query: { q, limit: 200 } })
      expect(found.items.map((one) => one.id)).toContain(a)
      expect(found.items.map((one) => one.id)).not.toContain(b)
    }
    const known = await world.call('meng', checkDuplicates, {
      body: { name: '覃牧之', phones: [numbers[1]!] },
    })
    expect(known.body.items.map((one) => one.id)).toEqual([a])
    expect(await arrive({ phone: numbers[1]!, name: '覃牧之' })).toBe(a)
    const timeline = await world.call('meng', readTimeline, { params: { id: b }, query: {} })
    expect(timeline.body.items.map((one) => one.type)).toContain('customers.merged')
  })
  it('is read by the dealer that knew only them, as the survivor', async () => {
    const [a, b] = [
      await arrive({ phone: phone(), dealer: 'D0004', days: 3 }),
      await arrive({ phone: phone() }),
    ]
    expect((await world.call('gu', readCustomer, { params: { id: a } })).status).toBe(404)
    await merge([a, b], { survivorId: a })
    const { body } = await world.call('gu', readCustomer, { params: { id: b } })
    expect(body.id).toBe(a)
  })
})

describe('merging', () => {
  it('takes the stricter side of every consent, and says so before it is done', async () => {
    const [a, b] = [await arrive({ phone: phone(), days: 3 }), await arrive({ phone: phone() })]
    const said = { purpose: 'marketing', recipient: 'dealer', channel: 'web', evidence: 'form' } as const
    await world.as('system', (ctx) =>
      recordConsents(ctx, [
        { ...said, customerId: a, granted: false, happenedAt: ctx.now },
        { ...said, customerId: b, granted: true, recipientId: castId('D0001'), happenedAt: ctx.now },
        { ...said, customerId: b, purpose: 'service', granted: true, happenedAt: ctx.now },
      ]),
    )
    const { body } = await world.call('meng', previewMerge, {
      body: { customers: await versionsOf([a, b]), survivorId: a },
    })
    expect(
      body.consent.map(({ purpose, own, brought, granted }) => [purpose, own, brought, granted]).sort(),
    ).toEqual([
      ['marketing', null, true, false],
      ['service', null, true, true],
    ])
    await merge([a, b], { survivorId: a })
    const may = await world.as('system', (ctx) => whoMay(ctx, [a], 'marketing', 'dealer', castId('D0001')))
    expect(may.size).toBe(0)
  })
  it('keeps what somebody picked, also when the golden record is composed again', async () => {
    const [a, b] = [
      await arrive({ phone: phone(), name: '沈砚', days: 9 }),
      await arrive({ phone: phone(), name: '沈研' }),
    ]
    await merge([a, b], { survivorId: a, picks: { name: a } })
    const read = async () =>
      (await world.call('meng', readCustomer, { params: { id: a } })).body.fields.name.value
    expect(await read()).toBe('沈砚')
  })
  it('is previewed without a trace, and the preview is what happens', async () => {
    const [a, b] = [await putPerson(world, 101), await putPerson(world, 102)]
    const before = await everything(world)
    const { body: seen } = await world.call('meng', previewMerge, {
      body: { customers: await versionsOf([a, b]) },
    })
    expect(await everything(world)).toEqual(before)
    const { body } = await merge([a, b])
    const { body: now } = await world.call('meng', readCustomer, { params: { id: body.survivorId } })
    expect(seen.after[0]!.fields).toEqual(now.fields)
    expect(seen.moved.map((one) => one.table)).toContain('leads.lead')
    const undo = await world.call('meng', previewUndo, { params: { id: body.merges[0]!.id }, body: {} })
    expect(undo.body.after.map((one) => one.id)).toEqual([a, b])
    await world.as('meng', (ctx) => unmergePeople(ctx, body.merges[0]!.id, '不是'))
    expect(await everything(world)).toEqual(before)
  })
  it('is previewed with masked values told apart and not shown', async () => {
    const ids = [
      await arrive({ phone: '+8613912390071', income: '30k+' }),
      await arrive({ phone: '+8613955550071', income: '0-5k' }),
      await arrive({ phone: '+8613966660072', income: '0-5k' }),
    ]
    const { body } = await world.call('meng', previewMerge, { body: { customers: await versionsOf(ids) } })
    expect(body.before.map(({ fields }) => fields.income.value)).toEqual(['***', '***', '***'])
    expect(body.before.map(({ behind }) => behind.income)).toEqual([0, 1, 1])
    expect(new Set(body.before.slice(0, 2).map(({ fields }) => fields.phone.value)).size).toBe(1)
    expect(body.before.map(({ behind }) => behind.phone)).toEqual([0, 1, 2])
    expect(body.before.map(({ behind }) => behind.residentId)).toEqual([undefined, undefined, undefined])
    expect([0, 1]).toContain(body.after[0]!.behind.income)
    expect(JSON.stringify(body)).not.toMatch(/30k|13912390071/)
  })
  it('lists who, why and on what evidence', async () => {
    const ids = [await arrive({ phone: phone() }), await arrive({ phone: phone() })]
    const { body } = await merge(ids, { reason: '同一人', evidence: { weight: 14.2 } })
    const listed = await world.call('meng', listMerges, { query: { customer: body.survivorId } })
    expect(listed.body.items[0]).toMatchObject({
      kind: 'merge',
      reason: '同一人',
      evidence: { weight: 14.2 },
      undone: null,
      undoable: true,
    })
  })
  it('takes a thousand at once, in a few statements', async () => {
    const ids: string[] = []
    await world.as('system', async (ctx) => {
      const made = await identifyPeople(
        ctx,
        Array.from({ length: 2_000 }, (_, at) => ({
          recordId: newId(),
          source: 'walk-in',
          kind: 'walk-in',
          happenedAt: ctx.now,
          raw: {},
          brandId: castId('HL'),
          dealerId: castId('D0001'),
          reachNodes: [castId('HL')],
          person: {
            kind: 'person' as const,
            name: `客户${at}`,
            phones: [`+86150${String(at).padStart(8, '0')}`],
          },
        })),
      )
      ids.push(...made.map((one) => one.customerId))
    })
    const started = performance.now()
    const done = await world.as('system', (ctx) =>
      mergeMany(
        ctx,
        Array.from({ length: 1_000 }, (_, at) => ({
          ids: [ids[at]!, ids[at + 1_000]!],
          evidence: { weight: 12 },
        })),
      ),
    )
    expect(done.every((one) => 'merges' in one)).toBe(true)
    // 1.5 s on two shared cores (2026-11-22).
    expect(performance.now() - started).toBeLessThan(15_000)
  })
})

describe('while enquiries arrive', () => {
  it('nobody is recognised as somebody who is being absorbed', async () => {
    for (let round = 0; round < 12; round++) {
      const [p, q] = [phone(), phone()]
      const [a, b] = [await arrive({ phone: p, name: '桑榆' }), await arrive({ phone: q, name: '桑榆' })]
      await Promise.all([
        ...[1, 2, 3].map(() => arrive({ phone: q, name: '桑榆' })),
        world.as('meng', (ctx) => mergePeople(ctx, { ids: [a, b], survivorId: a })),
        ...[1, 2, 3].map(() => arrive({ phone: q, name: '桑榆' })),
      ])
      const stray = await world.sql(
        'select from customers.link where customer_id = $1 union all select from customers.reach where customer_id = $1',
        [b],
      )
      expect(stray).toEqual([])
      const records = await world.sql('select from customers.link where customer_id = $1', [a])
      expect(records).toHaveLength(8)
    }
  })
})

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
