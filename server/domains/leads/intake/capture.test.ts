import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { captureLead } from '../../../../contract/leads.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import type { LeadArrival } from './arrival.ts'
import { capturingIn, consent } from './fixtures.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const { number, arrival, capture, leadOf, count } = capturingIn(() => world)

describe('what is refused, field by field, and harms nobody', () => {
  it.each<[string, Partial<LeadArrival>, string[]]>([
    ['no way to reach the person', { person: { name: '张伟' } }, ['person.phone']],
    ['a number that is none', { person: { name: '张伟', phones: ['12345'] } }, ['person.phone']],
    ['an unknown brand', { brand: '不存在', series: null }, ['brand']],
    ['no brand at all, where there are two', { brand: null, series: null }, ['brand']],
    ['no source', { source: ' ' }, ['source']],
    ['a time to come', { capturedAt: new Date('2026-11-23T00:00:00Z') }, ['capturedAt']],
    [
      'several faults at once',
      { source: '', brand: 'X', series: null, person: {} },
      ['source', 'brand', 'person.phone'],
    ],
  ])('%s', async (_, more, fields) => {
    const [before, good] = [await count('leads.lead'), arrival()]
    const [bad, neighbour] = await capture(arrival(more), good)
    expect([bad!.code, bad!.errors.map((error) => error.field)]).toEqual(['refused', fields])
    expect(neighbour!.code).toBe('created')
    expect(await count('leads.lead')).toBe(before + 1)
  })
  it('what cannot be resolved is noted and the lead is taken', async () => {
    const [answer] = await capture(
      arrival({
        campaign: 'nope',
        series: '不存在',
        wantedDealer: 'D9999',
        horizon: '喵',
        person: { name: '李娜', phones: [number(), '12'], division: '火星' },
      }),
    )
    expect(answer!.code).toBe('created')
    expect(answer!.notes.map((note) => note.field)).toEqual([
      'campaign',
      'wantedDealer',
      'series',
      'person.phone',
      'person.division',
      'horizon',
    ])
  })
})

describe('who asks again', () => {
  it('joins the open lead: every touch kept, nothing counted twice, hotter wins', async () => {
    const person = { name: '诸葛明轩', phones: [number()], division: '330108' }
    const [first] = await capture(arrival({ person, horizon: 'quarter' }))
    const [again, third] = await capture(
      arrival({ person, horizon: 'week', variant: '越岭 L 四驱' }),
      arrival({ person, horizon: 'later' }),
    )
    expect([again!.code, third!.code, again!.leadId]).toEqual(['merged', 'merged', first!.leadId])
    const lead = await leadOf(first!.leadId)
    expect(lead).toMatchObject({ touches: 3, grade: 'H' })
    expect(lead.score).toBeGreaterThan(first!.score!)
    expect(await count('leads.touch where lead_id = $1', first!.leadId)).toBe(3)
    expect(await count('leads.custody where lead_id = $1', first!.leadId)).toBe(2)
  })
  it('twice in one batch is one lead', async () => {
    const person = { name: '令狐文涛', phones: [number()], division: '330108' }
    const answers = await capture(arrival({ person }), arrival({ person }), arrival())
    expect(answers.map((answer) => answer.code)).toEqual(['created', 'merged', 'created'])
    expect(answers[0]!.leadId).toBe(answers[1]!.leadId)
  })
  it('after the lead was closed it is a new one', async () => {
    const person = { name: '闻人洛', phones: [number()] }
    const [old] = await capture(
      arrival({
        person,
        capturedAt: new Date('2026-01-05T00:00:00Z'),
        history: {
          dealer: 'D0001',
          dispatchedAt: new Date('2026-01-05T01:00:00Z'),
          lostAt: new Date('2026-02-01T00:00:00Z'),
          lostReason: '价格',
        },
      }),
    )
    const [fresh] = await capture(arrival({ person }))
    expect([fresh!.code, fresh!.leadId === old!.leadId]).toEqual(['created', false])
  })
  it('the sender’s own number makes it a duplicate, in the batch and later, and changes nothing', async () => {
    const one = arrival({ externalId: 'shop-1' })
    const [first, same] = await capture(one, { ...one, person: { name: '别人', phones: [number()] } })
    const [later] = await capture(one)
    expect([first!.code, same!.code, later!.code]).toEqual(['created', 'duplicate', 'duplicate'])
    expect(new Set([first!.leadId, same!.leadId, later!.leadId]).size).toBe(1)
    expect(await leadOf(first!.leadId)).toMatchObject({ touches: 1, version: 1 })
    expect(
      (await capture({ ...one, source: 'search', person: { name: '别人', phones: [number()] } }))[0]!.code,
    ).toBe('created')
  })
})

describe('POST /api/leads', () => {
  const body = () => ({
    source: 'website',
    brand: 'HL',
    person: { name: '王强', phone: number(), division: '浙江杭州滨江' },
    consents: [consent],
  })
  it('answers 201, then 200 for the same person, 422 with the field', async () => {
    const sent = body()
    expect(await world.call('meng', captureLead, { body: sent })).toMatchObject({
      status: 201,
      body: { code: 'created', dealerId: castId('D0001') },
    })
    expect(await world.call('meng', captureLead, { body: sent })).toMatchObject({
      status: 200,
      body: { code: 'merged' },
    })
    const bad = await world.call('meng', captureLead, { body: { ...body(), person: { phone: '12' } } })
    expect([bad.status, bad.problem.errors]).toEqual([
      422,
      [{ field: 'person.phone', message: expect.stringContaining('mobile') }],
    ])
  })
  it('gathers a crowd: each gets its own answer, a bad one spoils nobody, a key answers twice the same', async () => {
    const same = body()
    const bodies = Array.from({ length: 60 }, (_, n) =>
      n === 7 ? { ...body(), brand: '无', person: { name: 'x' } } : n === 20 || n === 21 ? same : body(),
    )
    const answers = await Promise.all(
      bodies.map((one, n) =>
        world.call('meng', captureLead, {
          body: one,
          headers: { 'idempotency-key': n === 20 || n === 21 ? 'twice' : `k${n}` },
        }),
      ),
    )
    expect(answers.map((answer) => answer.status)).toEqual(bodies.map((_, n) => (n === 7 ? 422 : 201)))
    expect(answers[20]!.body).toEqual(answers[21]!.body)
    expect(new Set(answers.map((answer) => answer.body?.leadId)).size).toBe(59)
    const replay = await world.call('meng', captureLead, {
      body: same,
      headers: { 'idempotency-key': 'twice' },
    })
    expect([replay.body, replay.headers['idempotency-replayed']]).toEqual([answers[20]!.body, 'true'])
    expect(
      (await world.call('meng', captureLead, { body: body(), headers: { 'idempotency-key': 'twice' } }))
        .status,
    ).toBe(422)
    const mended = await world.call('meng', captureLead, {
      body: body(),
      headers: { 'idempotency-key': 'k7' },
    })
    expect(mended.status).toBe(201)
  })
  it('one person asking at the same moment through many doors is one lead', async () => {
    const person = { name: '皇甫静', phone: number(), division: '330108' }
    const answers = await Promise.all(
      ['meng', 'qiu', 'yue', 'meng', 'qiu'].map((login, n) =>
        world.call(login, captureLead, { body: { ...body(), source: `door ${n}`, person } }),
      ),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 201])
    expect(new Set(answers.map((answer) => answer.body.leadId)).size).toBe(1)
  })
  it('a dealer’s walk-in is its own at once, reached and without a clock running', async () => {
    const answer = await world.call('gu', captureLead, {
      body: { source: 'walk-in', person: { name: '曾令军', phone: number() } },
    })
    expect(answer).toMatchObject({ status: 201, body: { holder: 'consultant', dealerId: castId('D0001') } })
    expect(await leadOf(answer.body.leadId)).toMatchObject({
      stage: 'visit',
      consultant_id: castId('gu'),
      first_feedback_at: new Date('2026-11-22T02:00:00Z'),
      next_mark: 'recycle',
    })
  })
  it('whom another dealer looks after joins there, and the asking dealer learns no more than that', async () => {
    const phone = number()
    const [theirs] = await capture(
      arrival({ person: { name: '马骏', phones: [phone], division: '330114' }, wantedDealer: 'D0002' }),
    )
    const asked = await world.call('gu', captureLead, {
      body: { source: 'walk-in', person: { name: '马骏', phone } },
    })
    expect(asked).toMatchObject({
      status: 200,
      body: {
        code: 'merged',
        leadId: null,
        number: null,
        customerId: null,
        holder: null,
        dealerId: null,
        grade: null,
        score: null,
      },
    })
    expect(await leadOf(theirs!.leadId)).toMatchObject({ dealer_id: castId('D0002'), touches: 2 })
  })
})
