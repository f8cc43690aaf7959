import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { castId } from '../../../../tests/harness/cast.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { capturingIn, consent } from './fixtures.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const { capture, arrival, leadOf, count, number } = capturingIn(() => world)

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
