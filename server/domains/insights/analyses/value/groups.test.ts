import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis } from '../../../../../contract/analyses.ts'
import { putLead, putRepairOrder } from '../../../../../tests/harness/loop.ts'
import { putDelivery } from '../../../../../tests/harness/sold.ts'
import { openWorld, type World } from '../../../../../tests/harness/world.ts'
import { refreshFacts } from '../../facts/refresh.ts'

/** The clock stands in November 2026; two dealers of one brand. */
let world: World
beforeAll(async () => {
  world = await openWorld()
  const sold = async (
    on: string,
    who: { sex?: string; born?: number; dealer?: string; fen?: number } = {},
  ) => {
    const { customerId } = await putDelivery(world, {
      dealer: who.dealer ?? 'D0001',
      series: '越岭',
      on,
      fen: who.fen ?? 10_000_000,
    })
    await world.sql('update customers.customer set sex = $2, birth_on = $3 where id = $1', [
      customerId,
      who.sex ?? null,
      who.born ? `${who.born}-06-01` : null,
    ])
    return customerId
  }
  // Two women of 36 and 31, one man of 57, somebody unknown; the second woman bought before the period and pays nothing in it.
  const mei = await sold('2026-03-10', { sex: 'female', born: 1990, fen: 12_000_000 })
  await sold('2024-05-01', { sex: 'female', born: 1995 })
  const jun = await sold('2026-05-10', { sex: 'male', born: 1969, fen: 20_000_000 })
  await sold('2025-02-01')
  await putRepairOrder(world, { dealer: 'D0001', customerId: mei, on: '2026-06-01', fen: 60_000 })
  await putRepairOrder(world, { dealer: 'D0001', customerId: mei, on: '2026-08-01', fen: 40_000 })
  await putRepairOrder(world, { dealer: 'D0001', customerId: jun, on: '2026-09-01', fen: 0 })
  // Another dealer's: 骏 buys a second car there.
  const other = await sold('2026-07-10', { dealer: 'D0002', fen: 30_000_000 })
  await world.sql('update sales.delivery set customer_id = $1 where customer_id = $2', [jun, other])
  await world.sql('update leads.lead set customer_id = $1 where customer_id = $2', [jun, other])
  // Two who only ask, the second long after buying.
  await putLead(world, { dealer: 'D0001', captured: '2026-09-05T02:00:00Z' })
  const { customerId: again } = await putLead(world, { dealer: 'D0001', captured: '2026-10-05T02:00:00Z' })
  await world.sql('update leads.lead set customer_id = $1 where customer_id = $2', [mei, again])
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

const ask = async (who: string, name: string, query: object = {}) =>
  (await world.call(who, readAnalysis, { params: { name }, query })).body

describe('what each group of customers spends on', () => {
  it('is by hand: per head of the whole group, cars, service and accessories apart', async () => {
    const { rows } = await ask('pei', 'group-spend', { with: ['by:sex'] })
    expect(rows).toMatchObject([
      {
        group: 'female',
        people: 2,
        payerShare: 0.5,
        visitsEach: 1,
        vehicleEach: 6_000_000,
        serviceEach: 50_000,
        accessoriesEach: 0,
        totalFen: 12_100_000,
      },
      // A visit nobody paid for is no paid visit; the car at the other dealer is not this dealer's.
      { group: 'male', people: 1, payerShare: 1, visitsEach: 0, vehicleEach: 20_000_000, serviceEach: 0 },
      { group: '', people: 1, payerShare: 0, totalFen: 0 },
    ])
  })
  it('counts who bought anywhere in the network once at head office', async () => {
    const { rows } = await ask('meng', 'group-spend', { with: ['by:age'] })
    expect(rows.map(({ group, people, vehicleEach }) => [group, people, vehicleEach])).toEqual([
      ['30', 2, 6_000_000],
      ['50', 1, 50_000_000],
      ['', 1, 0],
    ])
  })
  it('leaves the class open before the first valuation', async () => {
    const { rows, says } = await ask('meng', 'group-spend', { with: ['by:class'] })
    expect(rows.map(({ group, people }) => [group, people])).toEqual([['', 4]])
    expect(says).toBeNull()
  })
})

describe('how the customers develop', () => {
  it('counts first questions, first cars and further cars by month, and the owners so far', async () => {
    const { rows, figures } = await ask('meng', 'customer-months')
    const happened = rows.filter(
      ({ enquired, first, again }) => Number(enquired) + Number(first) + Number(again) > 0,
    )
    // Every buyer asked on the day of delivery; 梅 asks once more in October and is no newcomer.
    expect(happened.map((row) => [row.month, row.enquired, row.first, row.again, row.owners])).toEqual([
      ['2024-05-01', 1, 1, 0, 1],
      ['2025-02-01', 1, 1, 0, 2],
      ['2026-03-01', 1, 1, 0, 3],
      ['2026-05-01', 1, 1, 0, 4],
      ['2026-07-01', 0, 0, 1, 4],
      ['2026-09-01', 1, 0, 0, 4],
    ])
    expect(rows[0]!.month).toBe('2024-05-01')
    expect(rows.at(-1)).toMatchObject({ month: '2026-11-01', owners: 4 })
    expect(Object.fromEntries(figures.map(({ key, value }) => [key, value]))).toEqual({
      owners: 4,
      won: 2,
      again: 1,
    })
  })
  it('compares twelve whole months with the twelve before', async () => {
    const { says } = await ask('meng', 'customer-months')
    // November 2025 to October 2026: 2; the twelve months before: 1.
    expect(says!.en).toContain('2 new owners in the last 12 whole months, 100.0% more')
  })
  it('is a dealer’s own for a dealer', async () => {
    const { rows } = await ask('han', 'customer-months')
    expect(rows.map(({ month, first }) => [month, first]).filter(([, first]) => first)).toEqual([
      ['2026-07-01', 1],
    ])
  })
})
