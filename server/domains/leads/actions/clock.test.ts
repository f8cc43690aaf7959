import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideDispute, dispatchLead, savePolicy } from '../../../../contract/dispatch.ts'
import {
  captureLead,
  giveFeedback,
  openDispute,
  readCustody,
  readLead,
  undoFeedback,
} from '../../../../contract/leads.ts'
import { defaultPolicy } from '../../../../contract/policy.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { makeLead } from '../../../../tests/routes/leads.ts'
import { day, hour } from '../../../kernel/clock.ts'
import { forgetReference } from '../reference.ts'
import { sweepClocks } from './sweep.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const sweep = () => world.as('system', (ctx) => sweepClocks(ctx, 100))
const lead = async (id: string) => (await world.sql('select * from leads.lead where id = $1', [id]))[0]!
const notices = async () =>
  (
    await world.sql<{ kind: string; name: string }>(
      'select n.kind, a.name from kernel.notification n join admin.account a on a.id = n.user_id order by n.at, a.name',
    )
  ).map((row) => `${row.kind} ${row.name}`)
const reached = (more: object = {}) =>
  ({
    contacted: 'reached',
    outcome: 'follow-up',
    nextStep: 'call',
    nextStepAt: new Date(world.clock.now().getTime() + 2 * day).toISOString(),
    ...more,
  }) as never
const params = (id: string | null) => ({ params: { id: id! } })

describe('the seven days', () => {
  it('reminds the dealer at day 1 and 3, copies the region at day 5, recalls at day 7 and sends to the next best', async () => {
    const { leadId } = await makeLead(world)
    for (const days of [1, 2, 2]) {
      world.clock.advance(days * day)
      expect(await sweep()).toMatchObject({ taken: 1, breached: 0 })
      expect(await sweep()).toMatchObject({ taken: 0 })
    }
    expect(await notices()).toEqual(['leads.remind 裴静', 'leads.remind 裴静', 'leads.copy 霍启明'])
    world.clock.advance(2 * day)
    expect(await sweep()).toEqual({ taken: 1, breached: 1, sent: 1 })
    expect(await lead(leadId!)).toMatchObject({
      dealer_id: castId('D0002'),
      breaches: 1,
      breached_at: null,
      due_at: new Date('2026-12-06T02:00:00Z'),
    })
    expect((await notices()).slice(3)).toEqual(['leads.breach 裴静', 'leads.breach 霍启明'])
    expect((await world.call('gu', readLead, params(leadId))).status).toBe(404)
    const custody = await world.call('ge', readCustody, params(leadId))
    expect(custody.body.items.map((item) => [item.holder, item.dealerName, item.reason])).toEqual([
      ['pool', null, 'captured'],
      ['dealer', null, 'dispatched'],
      ['pool', null, 'breach'],
      ['dealer', '杭州钱塘环路店', 'dispatched'],
    ])
    expect(custody.body.verified).toBe(true)
  })
  it('after the last dealer around, it waits in the pool', async () => {
    const { leadId } = await makeLead(world)
    for (let turn = 0; turn < 2; turn++) {
      world.clock.advance(8 * day)
      await sweep()
    }
    expect(await lead(leadId!)).toMatchObject({
      holder: 'pool',
      waiting: 'no-dealer',
      breaches: 2,
      next_mark: null,
    })
  })
  it('nobody looked for a month: every mark is done once, and one breach counted', async () => {
    const { leadId } = await makeLead(world)
    world.clock.advance(30 * day)
    await sweep()
    expect(
      await world.sql(
        'select kind, count(*)::int as n from leads.mark where lead_id = $1 group by kind order by kind',
        [leadId],
      ),
    ).toEqual([
      { kind: 'breach', n: 1 },
      { kind: 'copy', n: 1 },
      { kind: 'remind', n: 2 },
    ])
  })
  it('two sweeps at the same moment do each thing once', async () => {
    for (let n = 0; n < 20; n++) await makeLead(world)
    world.clock.advance(8 * day)
    const both = await Promise.all([sweep(), sweep(), sweep()])
    expect(both.reduce((sum, one) => sum + one.breached, 0)).toBe(20)
    expect(
      await world.sql('select count(*)::int as n from leads.turn where breached_at is not null'),
    ).toEqual([{ n: 20 }])
  })
  it('dealer and head office read the same countdown', async () => {
    const { leadId } = await makeLead(world)
    const [dealer, office] = [
      await world.call('gu', readLead, params(leadId)),
      await world.call('meng', readLead, params(leadId)),
    ]
    expect(dealer.body.clock).toEqual(office.body.clock)
    expect(dealer.body.clock.marks.map((mark) => mark.kind)).toEqual(['remind', 'remind', 'copy', 'breach'])
  })
  it('counts working hours where the brand’s policy says so', async () => {
    const policy = { ...defaultPolicy, clock: { ...defaultPolicy.clock, mode: 'working' as const } }
    expect(
      (await world.call('meng', savePolicy, { params: { id: castId('HL') }, body: { policy, version: 1 } }))
        .status,
    ).toBe(200)
    const { leadId } = await makeLead(world)
    expect(await lead(leadId!)).toMatchObject({ due_at: new Date('2026-12-01T10:00:00Z') })
  })
})

describe('whom a dealer sees', () => {
  const seen = async (customerId: string | null, dealer: string) =>
    (
      await world.sql<{ reach: boolean; found: boolean }>(
        `select exists (select from customers.reach where customer_id = $1 and node_id = $2) as reach,
          exists (select from customers.finder where customer_id = $1 and keys @> array['n:' || $2]) as found`,
        [customerId, castId(dealer)],
      )
    )[0]
  it('ends with the lead when the person was never reached, and begins for the next dealer', async () => {
    const { customerId } = await makeLead(world)
    expect(await seen(customerId, 'D0001')).toEqual({ reach: true, found: true })
    world.clock.advance(7 * day)
    await sweep()
    expect(await seen(customerId, 'D0001')).toEqual({ reach: false, found: false })
    expect(await seen(customerId, 'D0002')).toEqual({ reach: true, found: true })
  })
  it('stays where the dealer reached the person, or has a record of its own', async () => {
    const { leadId, customerId } = await makeLead(world)
    await world.call('gu', giveFeedback, { ...params(leadId), body: reached() })
    await world.call('meng', dispatchLead, { ...params(leadId), body: { dealerId: castId('D0002') } })
    expect(await seen(customerId, 'D0001')).toEqual({ reach: true, found: true })
    const person = { name: '单晓峰', phone: '13611110000' }
    const own = await world.call('han', captureLead, { body: { source: 'walk-in', person } })
    await world.call('meng', dispatchLead, { ...params(own.body.leadId), body: {} }).catch(() => {})
    expect(await seen(own.body.customerId, 'D0002')).toEqual({ reach: true, found: true })
  })
})

describe('feedback', () => {
  it('in time stops the clock, moves the stage, and sets what is next', async () => {
    const { leadId } = await makeLead(world)
    world.clock.advance(3 * hour)
    const answer = await world.call('gu', giveFeedback, {
      ...params(leadId),
      body: reached({ outcome: 'visit', variantId: castId('越岭 两驱') }),
    })
    expect(answer).toMatchObject({
      status: 201,
      body: {
        lead: { stage: 'visit', variantName: '越岭 两驱', firstFeedbackAt: '2026-11-22T05:00:00.000Z' },
      },
    })
    expect(await lead(leadId!)).toMatchObject({ next_mark: 'recycle' })
    expect((await world.sql('select in_time from leads.turn where lead_id = $1', [leadId]))[0]).toEqual({
      in_time: true,
    })
    world.clock.advance(20 * day)
    expect(await sweep()).toMatchObject({ taken: 0 })
  })
  it('“not reached” is no contact: the clock runs on', async () => {
    const { leadId } = await makeLead(world)
    await world.call('gu', giveFeedback, { ...params(leadId), body: reached({ contacted: 'not-reached' }) })
    expect(await lead(leadId!)).toMatchObject({ first_feedback_at: null, next_mark: 'remind', stage: 'new' })
  })
  it('late but before the sweep is a breach, and the dealer that reached the person keeps it', async () => {
    const { leadId } = await makeLead(world)
    world.clock.advance(7 * day + 1000)
    expect((await world.call('gu', giveFeedback, { ...params(leadId), body: reached() })).status).toBe(201)
    await sweep()
    expect(await lead(leadId!)).toMatchObject({
      dealer_id: castId('D0001'),
      breaches: 1,
      breached_at: new Date('2026-11-29T02:00:00Z'),
    })
  })
  it('says each field that is missing', async () => {
    const { leadId } = await makeLead(world)
    const answer = await world.call('gu', giveFeedback, {
      ...params(leadId),
      body: { contacted: 'reached', outcome: 'follow-up' },
    })
    expect([answer.status, answer.problem.errors?.map((error) => error.field)]).toEqual([
      422,
      ['nextStep', 'nextStepAt'],
    ])
  })
  it('a newer version on the server is a conflict', async () => {
    const { leadId } = await makeLead(world)
    await world.call('gu', giveFeedback, { ...params(leadId), body: reached() })
    expect(
      (await world.call('song', giveFeedback, { ...params(leadId), body: reached({ version: 1 }) })).status,
    ).toBe(409)
  })
  it('can be taken back within ten seconds, also a lead given up, and only by the same hand', async () => {
    const { leadId } = await makeLead(world)
    const before = await lead(leadId!)
    const { body } = await world.call('gu', giveFeedback, {
      ...params(leadId),
      body: { contacted: 'reached', outcome: 'lost', lostReason: 'price' } as never,
    })
    expect((await lead(leadId!)).closed_at).not.toBeNull()
    const undo = { params: { id: leadId!, feedbackId: body.id } }
    expect((await world.call('song', undoFeedback, undo)).status).toBe(409)
    world.clock.advance(9_000)
    expect((await world.call('gu', undoFeedback, undo)).status).toBe(200)
    const { version: _, updated_at: _at, ...after } = await lead(leadId!)
    expect(after).toEqual({
      ...after,
      ...Object.fromEntries(
        Object.entries(before).filter(([key]) => !['version', 'updated_at'].includes(key)),
      ),
    })
    expect(
      (
        await world.sql('select holder, reason from leads.custody where lead_id = $1 order by seq', [leadId])
      ).slice(2),
    ).toEqual([
      { holder: 'closed', reason: 'lost' },
      { holder: 'dealer', reason: 'undo' },
    ])
    expect(await world.sql('select after from leads.stage_change where lead_id = $1', [leadId])).toEqual([
      { after: 'new' },
    ])
    const again = await world.call('gu', giveFeedback, { ...params(leadId), body: reached() })
    world.clock.advance(11_000)
    expect(
      (await world.call('gu', undoFeedback, { params: { id: leadId!, feedbackId: again.body.id } })).status,
    ).toBe(409)
  })
  it('neglected after it, the lead goes back to the pool; lost, it comes back on its day', async () => {
    const [kept, lost] = [await makeLead(world), await makeLead(world)]
    await world.call('gu', giveFeedback, { ...params(kept.leadId), body: reached() })
    await world.call('gu', giveFeedback, {
      ...params(lost.leadId),
      body: {
        contacted: 'reached',
        outcome: 'lost',
        lostReason: 'postponed',
        winBackOn: '2026-12-20',
      } as never,
    })
    world.clock.advance(31 * day)
    await sweep()
    expect(await lead(lost.leadId!)).toMatchObject({
      holder: 'pool',
      waiting: 'win-back',
      stage: 'new',
      closed_at: null,
    })
    world.clock.advance(2 * day)
    await sweep()
    expect(await lead(kept.leadId!)).toMatchObject({
      holder: 'pool',
      waiting: 'recycle',
      dealer_id: null,
      breaches: 0,
    })
  })
})

describe('a dispute', () => {
  const dispute = async (id: string | null) =>
    world.call('gu', openDispute, { ...params(id), body: { reason: 'wrong-number', note: '空号' } })
  const decide = (id: string | null, decision: string) =>
    world.call('meng', decideDispute, { ...params(id), body: { decision } as never })
  it('stops the clock; rejected, it goes on with the time it had left', async () => {
    const { leadId } = await makeLead(world)
    world.clock.advance(2 * day)
    expect((await dispute(leadId)).status).toBe(201)
    world.clock.advance(20 * day)
    await sweep()
    expect(await lead(leadId!)).toMatchObject({ breaches: 0, dealer_id: castId('D0001') })
    expect((await decide(leadId, 'rejected')).status).toBe(200)
    expect(await lead(leadId!)).toMatchObject({
      paused_at: null,
      due_at: new Date('2026-12-19T02:00:00Z'),
      next_mark: 'remind',
      next_mark_at: new Date('2026-12-15T02:00:00Z'),
    })
  })
  it('recalled, the next best dealer gets it and not the one that disputed', async () => {
    const { leadId } = await makeLead(world)
    await dispute(leadId)
    const decided = await decide(leadId, 'recalled')
    expect(decided.body.lead).toMatchObject({ dealerId: castId('D0002') })
  })
  it('agreed, the lead is closed as invalid', async () => {
    const { leadId } = await makeLead(world)
    await dispute(leadId)
    expect((await decide(leadId, 'closed')).body.lead).toMatchObject({ stage: 'invalid' })
    expect((await dispute(leadId)).status).toBe(409)
  })
  it('is refused when the time has run out, twice, and while one waits nothing else moves the lead', async () => {
    const { leadId } = await makeLead(world)
    await dispute(leadId)
    expect((await dispute(leadId)).status).toBe(409)
    expect((await world.call('gu', giveFeedback, { ...params(leadId), body: reached() })).status).toBe(409)
    expect((await world.call('meng', dispatchLead, { ...params(leadId), body: {} })).status).toBe(409)
    const late = await makeLead(world)
    world.clock.advance(7 * day)
    expect((await dispute(late.leadId)).status).toBe(409)
  })
})

it('a policy may be edited by its brand, keeps its history, and refuses what makes no sense', async () => {
  const edit = (login: string, brand: string, policy: object, version: number) =>
    world.call(login, savePolicy, { params: { id: castId(brand) }, body: { policy, version } as never })
  expect((await edit('shi', 'HL', defaultPolicy, 1)).status).toBe(404)
  expect(
    (await edit('shi', 'XC', { ...defaultPolicy, clock: { ...defaultPolicy.clock, copyDay: 9 } }, 1)).status,
  ).toBe(422)
  expect(
    await edit('shi', 'XC', { ...defaultPolicy, pool: { ...defaultPolicy.pool, claimsPerDay: 3 } }, 1),
  ).toMatchObject({ status: 200, body: { number: 2, version: 2 } })
  expect((await edit('shi', 'XC', defaultPolicy, 1)).status).toBe(409)
  await world.as('system', async (ctx) => forgetReference(ctx))
  expect(
    await world.sql('select number, policy->$1->$2 as claims from leads.policy_version order by number', [
      'pool',
      'claimsPerDay',
    ]),
  ).toEqual([
    { number: 1, claims: 20 },
    { number: 2, claims: 3 },
  ])
})
