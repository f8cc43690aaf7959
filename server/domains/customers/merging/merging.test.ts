import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  listMerges,
  mergeCustomers,
  previewMerge,
  previewUndo,
  undoMerge,
} from '../../../../contract/customer-merge.ts'
import { checkDuplicates, listCustomers, readCustomer, readTimeline } from '../../../../contract/customers.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { everything, putPerson } from '../../../../tests/harness/people.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { newId } from '../../../kernel/ids.ts'
import { recordConsents, whoMay } from '../../consent/index.ts'
import { identifyPeople } from '../actions/identify.ts'
import { mergingIn } from './fixtures.ts'
import { mergeMany, mergePeople } from './merge.ts'
import { verdictsAmong } from './queries.ts'
import { unmergePeople } from './unmerge.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const { arrive, versionsOf, merge, phone } = mergingIn(() => world)

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
