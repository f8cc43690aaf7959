import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '../../../../contract/value.ts'
import { putLead, putRepairOrder } from '../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import { mergePeople, unmergePeople } from '../../customers/index.ts'
import { rebuildFacts, refreshFacts } from '../facts/refresh.ts'
import { seeded } from '../models/numbers/random.ts'
import { bgNbdHistories, gammaGammaMeans } from '../models/purchases/simulate.ts'
import type { Worth } from '../questions/worth/question.ts'
import { monthsBefore, valueJob } from './jobs.ts'
import { judgeWorth } from './judge.ts'

let world: World
const people: Record<string, string> = {}

async function comes(name: string, dealer: string, on: string, fen: number, kind = 'maintenance') {
  people[name] ??= (await putLead(world, { dealer, captured: '2023-12-01T02:00:00Z' })).customerId
  await putRepairOrder(world, { dealer, customerId: people[name], on, fen, kind })
}
const valued = () =>
  valueJob.run(
    {
      jobId: newId(),
      actor: systemActor('test'),
      scope: systemScope,
      transact: (work) => world.as('system', work),
      progress: async () => {},
      shouldStop: async () => false,
    },
    {},
  )
const board = async (login: string, query: object = {}) =>
  (await world.call(login, contract.readValue, { query })).body
const rows = async (login: string, query: object = {}) =>
  (await world.call(login, contract.readValueRows, { query })).body

beforeAll(async () => {
  world = await openWorld()
  for (const on of ['2026-11-01', '2026-05-01', '2025-11-10']) await comes('often', 'D0001', on, 100_000)
  await comes('lately', 'D0001', '2026-10-01', 50_000)
  await comes('recalled', 'D0001', '2026-09-01', 0, 'recall')
  await comes('gone', 'D0001', '2024-01-15', 30_000)
  await comes('elsewhere', 'D0004', '2026-11-10', 80_000)
  await valued()
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

describe('the value of five customers, worked by hand', () => {
  it('takes margins and unpaid visits off, and sorts by ABC of what stays', async () => {
    // 40 % of 300,000; of 80,000; of 50,000; of 30,000; a recall costs 60,000. A ends once 80 % of 184,000 is passed.
    const { items } = await rows('meng')
    expect(items.map((row) => [row.id, row.profitFen, row.abc])).toEqual([
      [people.often, 120_000, 'A'],
      [people.elsewhere, 32_000, 'A'],
      [people.lately, 20_000, 'B'],
      [people.gone, 12_000, 'B'],
      [people.recalled, -60_000, 'C'],
    ])
    expect((await board('meng')).abc.map((one) => [one.abc, one.customers, one.profitFen])).toEqual([
      ['A', 2, 152_000],
      ['B', 2, 32_000],
      ['C', 1, -60_000],
    ])
  })
  it('scores recency and frequency by fifths, equal ones equally', async () => {
    const { items } = await rows('meng')
    const scores = Object.fromEntries(
      items.map((row) => [row.id, [row.recency, row.frequency, row.monetary]]),
    )
    expect(scores[people.often!]).toEqual([4, 5, 5])
    expect(scores[people.elsewhere!]).toEqual([5, 1, 4])
    expect(scores[people.lately!]).toEqual([3, 1, 3])
    expect(scores[people.recalled!]).toEqual([2, 1, 1])
    expect(scores[people.gone!]).toEqual([1, 1, 2])
  })
  it('says who costs more than they bring, and why', async () => {
    expect((await board('meng')).atLoss).toEqual({ customers: 1, lossFen: 60_000, byFree: 1 })
    const { items } = await rows('meng', { atLoss: 'true' })
    expect(items.map((row) => [row.id, row.lossCause])).toEqual([[people.recalled, 'free']])
  })
  it('adds up to the 80/20 curve: the best fifth brings 120 of 124, and the loss is taken back at the end', async () => {
    const { curve } = await board('meng')
    expect(curve!.shares[20]).toBeCloseTo(120 / 124, 10)
    expect(curve!.shares[80]).toBeCloseTo(184 / 124, 10)
    expect(curve!.shares[100]).toBeCloseTo(1, 10)
    expect(curve!.forFourFifths).toBeCloseTo(0.2, 10)
  })
  it('foretells nothing from five people, and says so by leaving the class open', async () => {
    const said = await board('meng')
    expect(said.valuation).toMatchObject({ customers: 5, purchases: null, judgedOn: '2026-11-22' })
    expect(said.classes.map((one) => [one.valueClass, one.customers])).toEqual([[null, 5]])
    expect(said.stages.filter((one) => one.customers > 0).map((one) => [one.stage, one.customers])).toEqual([
      ['growing', 3],
      ['mature', 1],
      ['ended', 1],
    ])
  })
  it('pages through the same rows', async () => {
    const first = await rows('meng', { limit: 3 })
    const second = await rows('meng', { limit: 3, after: first.next })
    expect([...first.items, ...second.items].map((row) => row.id)).toEqual(
      (await rows('meng')).items.map((row) => row.id),
    )
    expect(second.next).toBeNull()
  })
})

describe('one dealer', () => {
  it('sees its own customers, and of nobody what they paid', async () => {
    const said = await board('pei')
    expect(said).toMatchObject({ customers: 4, seesMoney: false, curve: null })
    const { items } = await rows('pei')
    expect(items.map((row) => row.id)).not.toContain(people.elsewhere)
    expect(JSON.stringify({ said: { ...said, accounts: [], valuation: null }, items })).not.toMatch(
      /"\w+Fen":-?\d/,
    )
  })
  it('gets the verdict on its own customer, and of another dealer’s not even that there is one', async () => {
    const own = await world.call('pei', contract.readVerdict, { params: { id: people.often! } })
    expect(own.body.verdict).toMatchObject({
      abc: 'A',
      stage: 'mature',
      stageReason: 'comes as before',
      profitFen: null,
    })
    const other = await world.call('pei', contract.readVerdict, { params: { id: people.elsewhere! } })
    expect(other.status).toBe(404)
  })
})

describe('a merge', () => {
  it('brings two people’s purchases under one verdict, and un-merging parts them again', async () => {
    const { merges } = await world.as('meng', (ctx) =>
      mergePeople(ctx, { ids: [people.often!, people.lately!], survivorId: people.often! }),
    )
    await valued()
    await world.as('system', refreshFacts)
    const one = (await rows('meng')).items.find((row) => row.id === people.often)
    expect(one).toMatchObject({ purchases: 4, profitFen: 140_000 })
    expect((await board('meng')).customers).toBe(4)
    await world.as('meng', (ctx) => unmergePeople(ctx, merges[0]!.id, '不是同一人'))
    await valued()
    await world.as('system', refreshFacts)
    const followed = await rows('meng')
    expect(followed.items.map((row) => row.profitFen)).toEqual([120_000, 32_000, 20_000, 12_000, -60_000])
    await world.as('system', rebuildFacts)
    expect(await rows('meng')).toEqual(followed)
  })
})

describe('with enough who came again', () => {
  const size = 3_000
  const random = seeded(7)
  const ages = Float64Array.from({ length: size }, () => 20 + 130 * random())
  const truth = { r: 0.6, alpha: 8, a: 0.8, b: 2.4 }
  const histories = bgNbdHistories(random, truth, ages)
  const visits = histories.repeats.map((x) => x + 1)
  const means = gammaGammaMeans(random, { p: 6, q: 4, v: 150_000 }, visits)
  const everybody: Worth[] = Array.from(visits, (count, i) => {
    const first = Math.round(ages[i]! * 7)
    const since =
      histories.repeats[i]! === 0 ? first : Math.max(0, Math.round((ages[i]! - histories.recency[i]!) * 7))
    const last = histories.repeats[i]! === 0 ? first : Math.min(first - 1, since)
    return {
      customerId: String(i),
      daysSinceFirst: first,
      daysSinceLast: last,
      purchaseDays: count,
      inWindow: count,
      lastYear: 1,
      yearBefore: 1,
      vehicleFen: 0,
      serviceFen: Math.round(means[i]! * count),
      accessoriesFen: 0,
      paidVisits: count,
      freeVisits: 0,
    }
  })
  const { verdicts, future } = judgeWorth(everybody, contract.usualRule)

  it('finds the planted parameters within three standard errors', () => {
    const { parameters, standardErrors } = future!.purchases
    for (const name of ['r', 'alpha', 'a', 'b'] as const)
      expect(Math.abs(parameters[name] - truth[name])).toBeLessThan(3 * standardErrors[name])
  })
  it('gives each of the four classes to somebody, honoured to those who bring and promise most', () => {
    const mean = (of: string) => {
      const ones = verdicts.filter((one) => one.valueClass === of)
      return ones.reduce((sum, one) => sum + one.profitFen + one.expectedFen!, 0) / ones.length
    }
    expect(mean('honoured')).toBeGreaterThan(mean('improving'))
    expect(mean('improving')).toBeGreaterThan(mean('maintained'))
    expect(verdicts.every((one) => one.alive! >= 0 && one.alive! <= 1)).toBe(true)
  })
})

it('goes months back to the same day, or the last there is', () => {
  expect(monthsBefore('2026-11-22', 36)).toBe('2023-11-22')
  expect(monthsBefore('2026-03-31', 1)).toBe('2026-02-28')
  expect(monthsBefore('2026-01-15', 2)).toBe('2025-11-15')
})
