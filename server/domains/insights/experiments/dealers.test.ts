import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis } from '../../../../contract/analyses.ts'
import { createExperiment } from '../../../../contract/experiments.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { putLead, putRepairOrder } from '../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { drawLots } from './rules.ts'

/** Ten dealers, five held out by lot, and what the workshop took before and while the campaign ran. */
const dealers = ['D0001', 'D0002', 'D0003', 'D0004', ...Array.from({ length: 6 }, (_, at) => `D900${at}`)]
let world: World
beforeAll(async () => {
  world = await openWorld()
  for (const code of dealers.slice(4)) await openDealer(code)
  for (const code of dealers)
    await world.sql(
      `insert into extranet.daily_count (id, dealer_id, brand_id, day, showroom_visits, phone_enquiries, reported_at, late, updated_at) values (gen_random_uuid(), $1, $2, '2026-11-02', 9, 9, now(), false, $3)`,
      [castId(code), castId('HL'), world.clock.now()],
    )
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

/** As D0002 is, in the same region and area. */
async function openDealer(code: string): Promise<void> {
  const values = [castId(code), code, castId('D0002')]
  await world.sql(
    `insert into dealers.node select (jsonb_populate_record(n, jsonb_build_object('id', $1::text, 'code', $2::text, 'name', $2::text,
      'path', to_jsonb(n.path[1:cardinality(n.path) - 1] || $1::uuid)))).* from dealers.node n where id = $3`,
    values,
  )
  await world.sql(
    `insert into dealers.dealer select (jsonb_populate_record(d, jsonb_build_object('id', $1::text))).* from dealers.dealer d where id = $2`,
    [castId(code), castId('D0002')],
  )
}

const plan = {
  name: '门店售后活动',
  brandId: castId('HL'),
  unit: 'dealers' as const,
  startsOn: '2026-11-23',
  endsOn: '2026-12-20',
  audience: {},
  heldOutShare: 0.5,
  seed: 11,
}

describe('dealers held out by lot', () => {
  it('worked by hand: what the treated gained beyond the held out, however different their sizes', async () => {
    const made = await world.call('meng', createExperiment, { body: plan })
    expect([made.status, made.body.treated, made.body.heldOut]).toEqual([201, 5, 5])
    const members = await world.sql<{ id: string; held_out: boolean }>(
      'select dealer_id as id, held_out from insights.experiment_member order by id',
    )
    const codeOf = new Map(dealers.map((code) => [castId(code), code]))
    const { customerId } = await putLead(world, { dealer: 'D0001', captured: '2026-01-01T02:00:00Z' })
    // Means 4,000 and 0 yuan; variances 25,000 and 6,250 (yuan²·10⁴) ÷ 5 each.
    const changes = {
      treated: [200_000, 300_000, 400_000, 500_000, 600_000],
      heldOut: [0, 100_000, -100_000, 50_000, -50_000],
    }
    world.clock.set(new Date('2026-12-21T02:00:00Z'))
    for (const [at, { id, held_out }] of members.entries()) {
      const change = (held_out ? changes.heldOut : changes.treated).shift()!
      const base = 1_000_000 * (at + 1)
      const visit = (on: string, fen: number) =>
        putRepairOrder(world, { dealer: codeOf.get(id)!, customerId, on, fen })
      await visit('2026-11-10', base)
      await visit('2026-12-01', base + change)
      // Before the equally long time before, and after the end: neither counts.
      await visit('2026-10-20', 7_000_000)
      await visit('2026-12-21', 7_000_000)
    }
    await world.as('system', refreshFacts)
    const answer = await world.call('meng', readAnalysis, {
      params: { name: 'incrementality' },
      query: { with: ['line:service'] },
    })
    const [row] = answer.body.rows
    expect(row).toMatchObject({
      treated: 5,
      heldOut: 5,
      rateTreated: null,
      rateHeldOut: null,
      lift: null,
      extraOrders: 0,
      extraFen: 2_000_000,
      verdict: 'gained',
    })
    // Welch: 5 × (400,000 ∓ t × √6,250,000,000), t = 2.45882 at 5.88 degrees of freedom.
    expect(Math.abs(Number(row!.extraFenLow) - 1_028_065)).toBeLessThan(5)
    expect(Math.abs(Number(row!.extraFenHigh) - 2_971_935)).toBeLessThan(5)
    expect(answer.body.says!.zh).toContain('有增量')
  })
})

describe('the lot of dealers', () => {
  it('is random and not by pairs: over many seeds each is held out as often as its share says', () => {
    const times = new Map(dealers.map((code) => [code, 0]))
    const draws = 2_000
    for (let seed = 0; seed < draws; seed++)
      for (const { id, heldOut } of drawLots(dealers, 0.3, seed))
        if (heldOut) times.set(id, times.get(id)! + 1)
    // 600 expected, a standard deviation of 20.5.
    for (const count of times.values()) expect(Math.abs(count - 600)).toBeLessThan(90)
    // Each draw holds out exactly three of ten.
    expect([...times.values()].reduce((sum, one) => sum + one, 0)).toBe(3 * draws)
  })
})
