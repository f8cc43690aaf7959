import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis, readAnalysisRows } from '../../../../../contract/analyses.ts'
import { createExperiment, listExperiments } from '../../../../../contract/experiments.ts'
import { readLoop } from '../../../../../contract/insights.ts'
import { castId } from '../../../../../tests/harness/cast.ts'
import {
  putLead,
  putRepairOrder,
  putReports,
  putSmallLoop,
  putTouch,
} from '../../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../../tests/harness/world.ts'
import { mergePeople } from '../../../customers/index.ts'
import { drawLots } from '../../experiments/rules.ts'
import { refreshFacts } from '../../facts/refresh.ts'
import { allRules, creditedBy, creditRules, pathsOf } from './crediting.ts'

let world: World
const leads: Record<string, { id: string; customerId: string }> = {}

/** Three cars sold and one enquiry lost in October, by what their buyers were touched by. */
beforeAll(async () => {
  world = await openWorld()
  await putSmallLoop(world)
  const sold = (ordered: string, revenueFen: number) => ({
    dealer: 'D0002',
    captured: '2026-10-02T02:00:00Z',
    dispatched: '2026-10-02T03:00:00Z',
    ordered,
    delivered: '2026-10-28T02:00:00Z',
    revenueFen,
  })
  leads.two = await putLead(world, sold('2026-10-20T02:00:00Z', 10_001))
  leads.old = await putLead(world, sold('2026-10-20T02:00:00Z', 5_000))
  leads.untouched = await putLead(world, sold('2026-10-21T02:00:00Z', 700))
  leads.lost = await putLead(world, {
    dealer: 'D0002',
    captured: '2026-10-03T02:00:00Z',
    lost: '2026-10-09T02:00:00Z',
    lostReason: 'price',
  })
  const touch = (lead: string, at: string, medium?: string, campaign?: string) =>
    putTouch(world, { leadId: leads[lead]!.id, at, ...(medium && { medium }), ...(campaign && { campaign }) })
  await touch('two', '2026-10-02T02:00:00Z', 'search', 'C-TRADE')
  await touch('two', '2026-10-16T02:00:00Z', 'live-stream')
  // After the order nothing leads to it; before the look-back nothing did either.
  await touch('two', '2026-10-22T02:00:00Z', 'sms')
  await touch('old', '2026-06-01T02:00:00Z', 'tv')
  await touch('old', '2026-10-02T02:00:00Z')
  await touch('lost', '2026-10-03T02:00:00Z', 'live-stream')
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

const october = { from: '2026-10-01', to: '2026-10-31', dealer: [castId('D0002')] }
const ask = (name: string, query: Record<string, unknown> = october, who = 'meng') =>
  world.call(who, readAnalysis, { params: { name }, query })
const behind = (name: string, query: Record<string, unknown>) =>
  world.call('meng', readAnalysisRows, { params: { name }, query })
const revenueBy = async (query: Record<string, unknown>) =>
  Object.fromEntries((await ask('attribution', query)).body.rows.map((row) => [row.channel, row.revenueFen]))

describe('attribution, worked by hand', () => {
  it('is head office’s and the brand’s: it is about money', async () => {
    for (const who of ['huo', 'pei']) expect((await ask('attribution', october, who)).status).toBe(403)
  })
  it('credits what touched the buyer before the order and within the look-back', async () => {
    expect(await revenueBy({ ...october, with: ['rule:first'] })).toEqual({
      search: 10_001,
      none: 5_000,
      'live-stream': 0,
      untouched: 700,
    })
    expect(await revenueBy({ ...october, with: ['rule:linear'] })).toEqual({
      'live-stream': 5_001,
      search: 5_000,
      none: 5_000,
      untouched: 700,
    })
    const longer = await revenueBy({ ...october, with: ['rule:first', 'lookback:180'] })
    expect(longer).toMatchObject({ tv: 5_000, none: 0 })
  })
  it('time decay halves with every week: 18 and 4 days before the order', async () => {
    const row = await revenueBy({ ...october, with: ['rule:decay'] })
    expect(row['live-stream']).toBe(Math.round(10_001 / (1 + 2 ** -2)))
    expect(Number(row['live-stream']) + Number(row.search)).toBe(10_001)
  })
  it('Markov counts the lost as paths that bought nothing', async () => {
    // Without search its path and without live-stream its path are lost; of the untouched nothing is known.
    const { rows } = (await ask('attribution', { ...october, with: ['rule:markov'] })).body
    const effect = Object.fromEntries(rows.map((row) => [row.channel, row.removalEffect]))
    // From the start: search 1/3, none 1/3, live 1/3. search goes to live, live buys 1/2. P = 1/3 + 2/3 * 1/2 = 2/3.
    expect(effect.search).toBeCloseTo(1 / 3 / 2 / (2 / 3), 10)
    expect(effect['live-stream']).toBeCloseTo(1 / 3 / (2 / 3), 10)
    expect(effect.none).toBeCloseTo(1 / 3 / (2 / 3), 10)
  })
  it('by campaign: a touch without one stays a touch', async () => {
    const { rows, columns } = (await ask('attribution', { ...october, with: ['of:campaign', 'rule:linear'] }))
      .body
    const campaign = castId('C-TRADE')
    expect(rows.find((row) => row.channel === campaign)!.revenueFen).toBe(5_001)
    expect(columns[0]!.words![campaign]!.zh).toBe('秋季置换')
    expect(rows.map((row) => row.channel)).toContain('none')
  })
  it('sums to the revenue of the board, to the fen, by every rule and side by side', async () => {
    const whole = { from: '2026-10-01', to: '2026-11-22' }
    const loop = await world.call('meng', readLoop, { query: whole })
    const booked = loop.body.steps.find((step) => step.key === 'revenue')!.value
    expect(booked).toBe(43_000_000 + 15_701)
    for (const of of ['medium', 'campaign']) {
      const { rows } = (await ask('attribution', { ...whole, with: ['show:all', `of:${of}`] })).body
      for (const rule of creditRules)
        expect([rule, rows.reduce((sum, row) => sum + Number(row[rule] ?? 0), 0)]).toEqual([rule, booked])
    }
    const { rows, figures } = (await ask('attribution', { ...whole, with: ['rule:markov'] })).body
    expect(rows.reduce((sum, row) => sum + Number(row.revenueFen), 0)).toBe(booked)
    expect(figures.find(({ key }) => key === 'booked')!.value).toBe(booked)
  })
  it('shows the leads behind a row, each with its path', async () => {
    const { items, next } = (
      await behind('attribution', { ...october, row: ['channel:live-stream'], limit: 50 })
    ).body
    expect(items.map(({ id, page, cells }) => [id, page, cells.path, cells.revenueFen])).toEqual([
      [leads.two!.id, 'lead', '搜索 › 直播', 10_001],
    ])
    expect(next).toBeNull()
    const bare = (await behind('attribution', { ...october, row: ['channel:untouched'] })).body
    expect(bare.items.map(({ id }) => id)).toEqual([leads.untouched!.id])
    const first = (await behind('attribution', { ...october, limit: 2 })).body
    const second = (await behind('attribution', { ...october, limit: 2, after: first.next! })).body
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3)
  })
  it('says nothing was sold where nothing was', async () => {
    const { rows, empty } = (await ask('attribution', { from: '2026-01-01', to: '2026-01-31' })).body
    expect(rows).toEqual([])
    expect(empty).not.toBeNull()
  })
  it('follows a merge: the other record’s touches are the buyer’s too', async () => {
    const other = await putLead(world, { dealer: 'D0002', captured: '2026-09-20T02:00:00Z' })
    await putTouch(world, { leadId: other.id, at: '2026-10-10T02:00:00Z', medium: 'referral' })
    await world.as('system', refreshFacts)
    expect(await revenueBy({ ...october, with: ['rule:last'] })).toMatchObject({ none: 5_000 })
    const survivorId = leads.old!.customerId
    await world.as('meng', (ctx) => mergePeople(ctx, { ids: [survivorId, other.customerId], survivorId }))
    await world.as('system', refreshFacts)
    expect(await revenueBy({ ...october, with: ['rule:last'] })).toMatchObject({ referral: 5_000, none: 0 })
  })
})

describe('attribution over any paths', () => {
  const path = fc.record({
    touches: fc.array(fc.constantFrom('search', 'tv', 'sms', 'none', '直播'), { maxLength: 8 }),
    delivered: fc.integer({ min: 0, max: 3 }),
    lost: fc.integer({ min: 0, max: 3 }),
    eachFen: fc.integer({ min: 0, max: 99_999_999 }),
  })
  it('gives out what was booked, to the fen, by every rule, with what nobody touched apart', () => {
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 40 }), (drawn) => {
        const rows = drawn.map(({ touches, delivered, lost, eachFen }) => ({
          leadId: '',
          number: '',
          on: null,
          dealer: null,
          touches,
          ageDays: touches.map((_, at) => 3 * (touches.length - at)),
          delivered,
          lost,
          revenueFen: delivered * eachFen,
        }))
        const booked = rows.reduce((sum, row) => sum + row.revenueFen, 0)
        const untouched = rows.filter((row) => row.touches.length === 0)
        const bare = untouched.reduce((sum, row) => sum + row.revenueFen, 0)
        const paths = pathsOf(rows)
        for (const rule of creditRules) {
          const credited = creditedBy(paths, rule)
          expect(credited.rows.reduce((sum, row) => sum + row.revenueFen, 0)).toBe(booked)
          expect(credited.rows.find(({ channel }) => channel === 'untouched')?.revenueFen ?? 0).toBe(bare)
        }
        const sides = allRules(paths)
        for (const rule of creditRules)
          expect(sides.reduce((sum, row) => sum + Number(row[rule] ?? 0), 0)).toBe(booked)
      }),
      { numRuns: 200 },
    )
  })
})

describe('campaign return', () => {
  const november = { from: '2026-11-01', to: '2026-11-22', brand: [castId('HL')] }
  it('has the loop’s numbers, and what they cost', async () => {
    const { rows, figures } = (await ask('campaign-return', { ...november, compare: 'previous' })).body
    expect(rows.find((row) => row.campaign === castId('C-TRADE'))).toMatchObject({
      spendFen: 700_000,
      leads: 7,
      orders: 3,
      revenueFen: 43_000_000,
      return: 43_000_000 / 700_000,
      roi: 42_300_000 / 700_000,
      costPerOrderFen: Math.round(700_000 / 3),
    })
    expect(figures.find(({ key }) => key === 'spend')).toMatchObject({ value: 700_000, before: 100_000 })
  })
  it('keeps spend from a dealer, who sees their own leads', async () => {
    const { rows, notes } = (await ask('campaign-return', november, 'pei')).body
    expect(rows.every((row) => row.spendFen === null && row.return === null)).toBe(true)
    expect(notes).toHaveLength(1)
  })
  it('opens the leads of a campaign, and says that leads of none cannot be', async () => {
    const { items } = (
      await behind('campaign-return', { ...november, row: [`campaign:${castId('C-TRADE')}`] })
    ).body
    expect(items).toHaveLength(7)
    expect((await behind('campaign-return', { ...november, row: ['campaign:none'] })).status).toBe(422)
  })
})

describe('a hold-out by lot', () => {
  const plan = {
    name: '老客户回访',
    brandId: castId('HL'),
    unit: 'owners' as const,
    startsOn: '2026-11-23',
    endsOn: '2026-12-20',
    audience: { regionIds: [castId('HL-S')] },
    heldOutShare: 0.5,
    seed: 7,
  }
  const owners: string[] = []
  beforeAll(async () => {
    for (let at = 0; at < 80; at++) {
      const { customerId } = await putLead(world, { dealer: 'D0004', captured: '2026-03-01T02:00:00Z' })
      owners.push(customerId)
      await putRepairOrder(world, { dealer: 'D0004', customerId, on: '2026-05-01', fen: 50_000 })
    }
    await putReports(world)
  })

  it('is refused to who sees no money, for a brand not theirs, too late and over too few', async () => {
    const create = (who: string, body: object) =>
      world.call(who, createExperiment, { body: { ...plan, ...body } as never })
    expect((await create('pei', {})).status).toBe(403)
    expect((await create('shi', {})).status).toBe(404)
    expect((await create('meng', { startsOn: '2026-11-01' })).problem.title).toContain('2026-11-22 or later')
    expect((await create('meng', { endsOn: '2026-11-01' })).problem.title).toContain('end before')
    expect((await create('meng', { brandId: castId('XC') })).problem.title).toContain('Widen')
  })
  it('draws the same hold-out from the same seed, whatever the order', () => {
    const out = (ids: string[]) =>
      new Set(drawLots(ids, 0.25, 7).flatMap(({ id, heldOut }) => (heldOut ? [id] : [])))
    const ids = Array.from({ length: 400 }, (_, at) => `c${at}`)
    expect(out(ids)).toEqual(out([...ids].reverse()))
    expect(out(ids).size).toBe(100)
  })
  it('says that nothing has begun before it has', async () => {
    expect((await ask('incrementality', {})).body.empty!.en).toContain('create one')
  })
  it('tells what the treated bought beyond the held out', async () => {
    const made = await world.call('meng', createExperiment, { body: plan })
    expect([made.status, made.body.treated, made.body.heldOut]).toEqual([201, 40, 40])
    expect((await world.call('meng', listExperiments, {})).body.items.map(({ id }) => id)).toEqual([
      made.body.id,
    ])
    expect((await world.call('shi', listExperiments, {})).body.items).toEqual([])
    const members = await world.sql<{ id: string; held_out: boolean }>(
      'select customer_id as id, held_out from insights.experiment_member order by 1',
    )
    // 20 of the 40 treated come, 4 of the 40 held out; each pays 1,000 yuan.
    const come = [false, true].flatMap((out) =>
      members.filter((one) => one.held_out === out).slice(0, out ? 4 : 20),
    )
    world.clock.set(new Date('2026-12-21T02:00:00Z'))
    for (const { id } of come)
      await putRepairOrder(world, { dealer: 'D0004', customerId: id, on: '2026-12-01', fen: 100_000 })
    await world.as('system', refreshFacts)
    const answer = await ask('incrementality', { with: ['line:service'] })
    expect([answer.status, answer.text]).toEqual([200, expect.anything()])
    const { rows, says } = answer.body
    expect(rows[0]).toMatchObject({
      treated: 40,
      heldOut: 40,
      rateTreated: 0.5,
      rateHeldOut: 0.1,
      lift: 0.4,
      extraOrders: 16,
      extraFen: 1_600_000,
      verdict: 'gained',
    })
    expect(Number(rows[0]!.liftLow)).toBeGreaterThan(0.2)
    expect(Number(rows[0]!.extraFenHigh)).toBeLessThan(2_400_000)
    expect(says!.zh).toContain('老客户回访')
    const cars = (await ask('incrementality', { with: ['line:vehicle'] })).body.rows[0]!
    expect([cars.extraOrders, cars.verdict]).toEqual([0, 'not shown'])
  })
  it('refuses an interval over a handful of dealers', async () => {
    const body = {
      ...plan,
      name: '展厅试点',
      unit: 'dealers' as const,
      audience: {},
      startsOn: '2026-12-21',
      endsOn: '2026-12-31',
    }
    expect((await world.call('meng', createExperiment, { body })).status).toBe(201)
    await world.as('system', refreshFacts)
    const { rows, notes } = (await ask('incrementality', {})).body
    expect(rows.find((row) => row.treated === 2)).toMatchObject({
      heldOut: 2,
      extraFen: null,
      verdict: 'few',
    })
    expect(notes[0]!.en).toContain('展厅试点')
  })
})
