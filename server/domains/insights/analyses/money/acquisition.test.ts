import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis } from '../../../../../contract/analyses.ts'
import { saveValueRule, usualRule } from '../../../../../contract/value.ts'
import { putLead, putRepairOrder, putSpend } from '../../../../../tests/harness/loop.ts'
import { putDelivery } from '../../../../../tests/harness/sold.ts'
import { openWorld, type World } from '../../../../../tests/harness/world.ts'
import { refreshFacts } from '../../facts/refresh.ts'

let world: World
const ask = (who: string) =>
  world.call(who, readAnalysis, {
    params: { name: 'acquisition-vs-keeping' },
    query: { from: '2026-10-01', to: '2026-10-31' },
  })

/** October: C-TRADE billed 40,000 yuan and brought four leads, one of them of a customer. */
beforeAll(async () => {
  world = await openWorld()
  const sold = (on: string) => putDelivery(world, { dealer: 'D0001', series: '越岭', on })
  const trade = { campaign: 'C-TRADE', medium: 'search' }
  const [old, other] = [await sold('2026-02-01'), await sold('2026-02-01')]
  const won = await sold('2026-10-20')
  const asked = (on: string) => putLead(world, { dealer: 'D0001', captured: `${on}T02:00:00Z`, ...trade })
  await asked('2026-10-03')
  await asked('2026-10-04')
  for (const [lead, who] of [
    [await asked('2026-10-02'), won],
    [await asked('2026-10-05'), old],
  ] as const)
    await world.sql('update leads.lead set customer_id = $1, updated_at = now() where id = $2', [
      who.customerId,
      lead.id,
    ])
  await putSpend(world, {
    campaign: 'C-TRADE',
    brand: 'HL',
    medium: 'search',
    day: '2026-10-10',
    spendFen: 4_000_000,
    contacts: 100,
  })
  // Both come and pay; one of them once more for nothing.
  await putRepairOrder(world, { dealer: 'D0001', customerId: old.customerId, on: '2026-10-06', fen: 50_000 })
  await putRepairOrder(world, {
    dealer: 'D0001',
    customerId: other.customerId,
    on: '2026-10-07',
    fen: 50_000,
  })
  await putRepairOrder(world, {
    dealer: 'D0001',
    customerId: old.customerId,
    on: '2026-10-09',
    fen: 0,
    kind: 'recall',
  })
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

describe('what winning and keeping cost', () => {
  it('is told to no dealer', async () => {
    expect((await ask('pei')).status).toBe(403)
  })
  it('is worked by hand: 30,000 for one won; 10,000 and an unpaid visit of 600 for two kept', async () => {
    const { rows, figures, says } = (await ask('meng')).body
    expect(rows).toEqual([
      { side: 'won', customers: 1, mediaFen: 3_000_000, freeFen: 0, eachFen: 3_000_000 },
      { side: 'kept', customers: 2, mediaFen: 1_000_000, freeFen: 60_000, eachFen: 530_000 },
    ])
    expect(figures[0]!.value).toBeCloseTo(3_000_000 / 530_000, 10)
    expect(says!.en).toContain('5.7 times as much, below the benchmark of 6 to 8')
  })
  it('stands beside the benchmark and the price the rule says now', async () => {
    const rule = {
      ...usualRule,
      freeVisitFen: 20_000,
      benchmarks: { ...usualRule.benchmarks, newToKept: { low: 5, high: 6 } },
    }
    await world.call('meng', saveValueRule, { body: { rule, number: 0, note: '' } })
    const { figures, says } = (await ask('meng')).body
    expect(figures.map(({ value }) => value)).toEqual([3_000_000 / 510_000, 5, 6])
    expect(says!.en).toContain('within the benchmark of 5 to 6')
  })
})
