import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { captureLead } from '../../../../contract/leads.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { captureLeads, type LeadArrival } from '../index.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const consent = { purpose: 'sales' as const, recipient: 'dealer' as const, granted: true }
let next = 13_800_000_000
const number = () => String(next++)
const arrival = (more: Partial<LeadArrival> = {}): LeadArrival => ({
  source: 'website',
  brand: 'HL',
  series: '越岭',
  horizon: 'month',
  person: { name: '欧阳思远', phones: [number()], division: '330108' },
  consents: [consent],
  raw: { said: 'hello' },
  ...more,
})
const capture = (...arrivals: LeadArrival[]) => world.as('system', (ctx) => captureLeads(ctx, arrivals))
const leadOf = async (id: string | null) =>
  (await world.sql('select * from leads.lead where id = $1', [id]))[0]!
const count = async (text: string, ...values: unknown[]) =>
  Number((await world.sql<{ n: string }>(`select count(*) as n from ${text}`, values))[0]!.n)

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

describe('dispatch on arrival', () => {
  it('goes to the best dealer and starts its clock, with the reasons kept', async () => {
    const [answer] = await capture(arrival())
    expect(answer).toMatchObject({
      code: 'created',
      holder: 'dealer',
      dealerId: castId('D0001'),
      grade: 'A',
      waiting: null,
    })
    expect(await leadOf(answer!.leadId)).toMatchObject({
      due_at: new Date('2026-11-29T02:00:00Z'),
      next_mark: 'remind',
      next_mark_at: new Date('2026-11-23T02:00:00Z'),
      next_step: 'first-contact',
    })
    const [dispatch] = await world.sql<{ outcome: string; candidates: { code: string; total: number }[] }>(
      'select * from leads.dispatch where lead_id = $1',
      [answer!.leadId],
    )
    expect(dispatch).toMatchObject({ outcome: 'sent', policy_number: 1 })
    expect(dispatch!.candidates.map((one) => one.code)).toEqual(['D0001', 'D0002', 'D0005'])
    expect(
      await count(
        'customers.reach where customer_id = $1 and node_id = $2',
        answer!.customerId,
        castId('D0001'),
      ),
    ).toBe(1)
  })
  it('is refused without the separate consent: the lead waits and says so, and no dealer sees the person', async () => {
    const [answer] = await capture(arrival({ consents: [{ ...consent, recipient: 'carmaker' }] }))
    expect(answer).toMatchObject({ code: 'created', holder: 'pool', dealerId: null, waiting: 'no-consent' })
    expect(
      await count(
        `leads.dispatch where lead_id = $1 and outcome = 'no-consent' and dealer_id is null`,
        answer!.leadId,
      ),
    ).toBe(1)
    expect(
      await count(
        'customers.reach where customer_id = $1 and node_id = any($2)',
        answer!.customerId,
        ['D0001', 'D0002', 'D0003'].map(castId),
      ),
    ).toBe(0)
  })
  it('a consent for one dealer is for that dealer alone', async () => {
    const [far] = await capture(arrival({ consents: [{ ...consent, dealer: 'D0004' }] }))
    expect(far).toMatchObject({ waiting: 'no-consent' })
    const [chosen] = await capture(
      arrival({ consents: [{ ...consent, dealer: 'D0004' }], wantedDealer: 'D0004' }),
    )
    expect(chosen).toMatchObject({ dealerId: castId('D0004') })
  })
  it('a withdrawal counts', async () => {
    const person = { name: '单晓峰', phones: [number()], division: '330108' }
    const [first] = await capture(
      arrival({
        person,
        consents: [{ ...consent, granted: false }],
        capturedAt: new Date('2026-11-22T01:00:00Z'),
      }),
    )
    expect(first).toMatchObject({ waiting: 'no-consent' })
    const [second] = await capture(arrival({ person }))
    expect(second).toMatchObject({ code: 'merged', leadId: first!.leadId, dealerId: castId('D0001') })
  })
  it('nobody around is no dealer', async () =>
    expect(
      (await capture(arrival({ person: { name: '古丽娜尔', phones: [number()], division: '650102' } })))[0],
    ).toMatchObject({ holder: 'pool', waiting: 'no-dealer' }))
  it('what the policy wants qualified waits at the contact centre', async () => {
    const [answer] = await capture(arrival({ source: 'live-stream' }))
    expect(answer).toMatchObject({ holder: 'contact-centre', waiting: 'unqualified', dealerId: null })
    expect(await leadOf(answer!.leadId)).toMatchObject({
      next_step: 'qualify',
      next_step_at: new Date('2026-11-23T02:00:00Z'),
    })
  })
  it('each brand has its own dealers and its own lead of the same person', async () => {
    const person = { name: '司马晴', phones: [number()], division: '330110' }
    const [hl] = await capture(arrival({ person }))
    const [xc] = await capture(arrival({ person, brand: 'XC', series: '星程 N7' }))
    expect([hl!.dealerId, xc!.dealerId, xc!.code, hl!.customerId === xc!.customerId]).toEqual([
      castId('D0001'),
      castId('D0005'),
      'created',
      true,
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

describe('an old lead table', () => {
  const t = (day: string) => new Date(`2026-${day}T02:00:00Z`)
  it('comes in with custody, stages and closed states as they were', async () => {
    const [won] = await capture(
      arrival({
        capturedAt: t('03-01'),
        history: {
          dealer: 'd0002',
          dispatchedAt: t('03-02'),
          firstFeedbackAt: t('03-03'),
          contacted: true,
          visitedAt: t('03-05'),
          testDrivenAt: t('03-06'),
          orderedAt: t('03-20'),
          deliveredAt: t('04-15'),
          revenueFen: 22_980_000,
          consultantId: castId('ge'),
        },
      }),
    )
    expect(await leadOf(won!.leadId)).toMatchObject({
      stage: 'delivery',
      dealer_id: castId('D0002'),
      revenue_fen: 22_980_000,
      closed_at: t('04-15'),
      breaches: 0,
      visited_at: t('03-05'),
    })
    const custody = await world.sql(
      'select holder, reason, at from leads.custody where lead_id = $1 order by seq',
      [won!.leadId],
    )
    expect(custody).toEqual([
      { holder: 'pool', reason: 'captured', at: t('03-01') },
      { holder: 'dealer', reason: 'imported', at: t('03-02') },
      { holder: 'consultant', reason: 'assigned', at: t('03-02') },
      { holder: 'closed', reason: 'delivered', at: t('04-15') },
    ])
    const stages = await world.sql<{ after: string }>(
      'select after from leads.stage_change where lead_id = $1 order by at, id',
      [won!.leadId],
    )
    expect(stages.map((row) => row.after)).toEqual([
      'new',
      'profile',
      'visit',
      'test-drive',
      'order',
      'delivery',
    ])
    expect(
      await count('leads.turn where lead_id = $1 and in_time and breached_at is null', won!.leadId),
    ).toBe(1)
  })
  it('a late first feedback is a breach and stays with its dealer', async () => {
    const [late] = await capture(
      arrival({
        capturedAt: t('11-01'),
        history: {
          dealer: 'D0001',
          dispatchedAt: t('11-01'),
          firstFeedbackAt: t('11-10'),
          nextStep: '邀约到店',
          nextStepOn: '2026-11-28',
        },
      }),
    )
    expect(await leadOf(late!.leadId)).toMatchObject({
      holder: 'dealer',
      breaches: 1,
      breached_at: t('11-08'),
      next_step: '邀约到店',
      next_mark: 'recycle',
    })
  })
  it('no feedback at all is a breach at its due time, and it waits for head office instead of setting off a dispatch', async () => {
    const [none] = await capture(
      arrival({ capturedAt: t('11-01'), history: { dealer: 'D0001', dispatchedAt: t('11-01') } }),
    )
    expect(await leadOf(none!.leadId)).toMatchObject({
      holder: 'pool',
      waiting: 'breach',
      breaches: 1,
      dealer_id: null,
    })
    expect(
      await count(
        `leads.custody where lead_id = $1 and reason = 'breach' and at = $2`,
        none!.leadId,
        t('11-08'),
      ),
    ).toBe(1)
  })
  it('a clock still running runs on', async () => {
    const [running] = await capture(
      arrival({ capturedAt: t('11-18'), history: { dealer: 'D0001', dispatchedAt: t('11-18') } }),
    )
    expect(await leadOf(running!.leadId)).toMatchObject({
      holder: 'dealer',
      due_at: t('11-25'),
      next_mark: 'copy',
      next_mark_at: t('11-23'),
    })
    expect(await count(`leads.mark where lead_id = $1 and kind = 'remind'`, running!.leadId)).toBe(2)
  })
  it('says which instant is wrong', async () => {
    const [bad] = await capture(
      arrival({
        capturedAt: t('03-01'),
        history: {
          dealer: 'D0X',
          dispatchedAt: t('02-01'),
          visitedAt: new Date('2027-01-01'),
          deliveredAt: t('04-01'),
          lostAt: t('04-02'),
        },
      }),
    )
    expect(bad!.errors.map((error) => error.field)).toEqual(['dealer', 'dispatchedAt', 'visitedAt', 'lostAt'])
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
