import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis, readAnalysisRows } from '../../../../../contract/analyses.ts'
import { putRepairOrder } from '../../../../../tests/harness/loop.ts'
import { putDelivery } from '../../../../../tests/harness/sold.ts'
import { openWorld, type World } from '../../../../../tests/harness/world.ts'
import { refreshFacts } from '../../facts/refresh.ts'
import { survivalCurve, talliesFrom } from '../../models/survival/kaplan-meier.ts'
import { windowWithin } from './repurchase-window.ts'

let world: World
let bought = ''
beforeAll(async () => {
  world = await openWorld()
  const sold = (on: string) => putDelivery(world, { dealer: 'D0001', series: '越岭', on })
  const visits = (customerId: string, on: string, fen = 50_000) =>
    putRepairOrder(world, { dealer: 'D0001', customerId, on, fen })
  // A cohort of four of the first quarter of 2026: two come within 91 days, one of them again, one for nothing only.
  const cohort = [
    await sold('2026-01-10'),
    await sold('2026-02-10'),
    await sold('2026-03-10'),
    await sold('2026-03-20'),
  ]
  await visits(cohort[0]!.customerId, '2026-03-01')
  await visits(cohort[0]!.customerId, '2026-05-01')
  await visits(cohort[1]!.customerId, '2026-04-01')
  await visits(cohort[2]!.customerId, '2026-04-01', 0)
  // Twenty who bought in June 2021 and again in June 2024; a buyer of November 2023 is at the same age now.
  for (let at = 0; at < 20; at++) {
    const first = await sold('2021-06-01')
    const second = await sold('2024-06-01')
    await world.sql('update sales.delivery set customer_id = $1 where customer_id = $2', [
      first.customerId,
      second.customerId,
    ])
  }
  bought = (await sold('2023-11-25')).customerId
  await sold('2023-01-01')
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

const ask = async (who: string, name: string, query: object = {}) =>
  (await world.call(who, readAnalysis, { params: { name }, query })).body

describe('retention by quarter of delivery', () => {
  it('counts who paid for a visit in their own first and second 91 days, and the free visit for nobody', async () => {
    const { rows } = await ask('pei', 'cohorts')
    const quarter = rows.filter((row) => row.cohort === '2026 Q1')
    expect(quarter.map((row) => [row.since, row.came, row.owners, row.share])).toEqual([
      [0, 2, 4, 0.5],
      [1, 1, 4, 0.25],
      // The third is over for the buyers of January and February only, a fourth for nobody.
      [2, 0, 2, 0],
    ])
    expect(Number(quarter[0]!.low)).toBeCloseTo(0.15, 2)
    expect(Number(quarter[0]!.high)).toBeCloseTo(0.85, 2)
  })
})

describe('the window to buy again', () => {
  it('holds the middle half of those who do, by hand', () => {
    // Of eight, four buy again after 100, 120, 140 and 160 weeks; four are watched for 200.
    const counts = [100, 120, 140, 160].map((time) => ({ time, events: 1, censored: 0 }))
    const curve = survivalCurve(talliesFrom([...counts, { time: 200, events: 0, censored: 4 }]))
    expect(windowWithin(curve)).toEqual({ fromDays: 694, toDays: 980 })
  })
  it('is the three years of the twenty, and the buyer of that age is behind it', async () => {
    const { rows, figures } = await ask('meng', 'repurchase-window')
    // 1,096 days are the 157th week.
    const figure = Object.fromEntries(figures.map(({ key, value }) => [key, value]))
    expect(figure).toMatchObject({ from: 1093, to: 1099, inWindow: 1, again: 20 })
    expect(rows.find((row) => row.month === 35)!.again).toBe(0)
    // Twenty of the twenty-two who were watched so long.
    expect(rows.find((row) => row.month === 37)!.again).toBeCloseTo(20 / 22, 10)
    const { body } = await world.call('meng', readAnalysisRows, {
      params: { name: 'repurchase-window' },
      query: {},
    })
    expect(body.items).toMatchObject([{ id: bought, page: 'customer', cells: { age: 1093, cars: 1 } }])
  })
  it('is not told to a dealer with too few', async () => {
    const { rows, empty } = await ask('mi', 'repurchase-window')
    expect(rows).toEqual([])
    expect(empty!.en).toContain('20')
  })
})
