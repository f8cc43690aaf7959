import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis } from '../../../../contract/analyses.ts'
import {
  readValue,
  readValueRows,
  readValueRule,
  saveValueRule,
  usualRule,
  type ValueRule,
} from '../../../../contract/value.ts'
import { putLead, putRepairOrder } from '../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { valueJob } from './jobs.ts'
import { ruleOf } from './rule.ts'

let world: World
const save = (who: string, rule: ValueRule, number: number, note = '') =>
  world.call(who, saveValueRule, { body: { rule, number, note } })
const read = async () => (await world.call('meng', readValueRule)).body
const valued = (shouldStop = false) =>
  valueJob.run(
    {
      jobId: newId(),
      actor: systemActor('test'),
      scope: systemScope,
      transact: (work) => world.as('system', work),
      progress: async () => {},
      shouldStop: async () => shouldStop,
    },
    {},
  )

beforeAll(async () => {
  world = await openWorld()
  const paid = [
    ['2026-11-01', 100_000],
    ['2026-10-01', 80_000],
    ['2026-06-01', 60_000],
    ['2025-03-01', 40_000],
  ] as const
  for (const [on, fen] of paid) {
    const { customerId } = await putLead(world, { dealer: 'D0001', captured: '2023-12-01T02:00:00Z' })
    await putRepairOrder(world, { dealer: 'D0001', customerId, on, fen })
  }
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

describe('who may not', () => {
  it('a dealer and a region change nothing', async () => {
    expect((await save('pei', usualRule, 0)).status).toBe(403)
    expect((await save('huo', usualRule, 0)).status).toBe(403)
  })
  it.each<[string, Partial<ValueRule>]>([
    ['a margin above all of the price', { margins: { vehicle: 1.2, service: 0.4, accessories: 0.3 } }],
    ['a window of a month', { windowMonths: 1 }],
    ['scores that do not ascend', { quantiles: [0.5, 0.2] }],
    ['more scores than are shown', { quantiles: [0.1, 0.2, 0.3, 0.4, 0.5] }],
    ['a visit that earns', { freeVisitFen: -1 }],
  ])('%s is refused', async (_, part) => {
    expect((await save('meng', { ...usualRule, ...part }, 0)).status).toBe(422)
  })
  it('whoever changed what somebody else changed meanwhile is told', async () => {
    expect((await save('meng', usualRule, 3)).status).toBe(409)
  })
})

describe('the rule', () => {
  const rule: ValueRule = {
    ...usualRule,
    margins: { ...usualRule.margins, service: 0.5 },
    quantiles: [0.5],
    lines: { ...usualRule.lines, service: { windowMonths: 12, quantiles: [0.25, 0.75] } },
  }
  it('begins as number 0, with nobody in its history', async () => {
    expect(await read()).toEqual({ number: 0, rule: usualRule, history: [] })
  })
  it('an older one, which knew only a number of bins, reads as equal parts', () => {
    expect(ruleOf({ bins: 4 }).quantiles).toEqual([0.25, 0.5, 0.75])
    expect(ruleOf({ bins: 5, windowMonths: 24 })).toMatchObject({ windowMonths: 24, lapseDays: 365 })
  })
  it('a change is a new version with who, when and why', async () => {
    await valued()
    expect((await save('meng', rule, 0, '服务毛利按去年核算')).body).toEqual({ number: 1 })
    const { number, history } = await read()
    expect([number, history.length]).toEqual([1, 1])
    expect(history[0]).toMatchObject({ number: 1, note: '服务毛利按去年核算', rule })
    expect(history[0]!.actorName).not.toBe('')
  })
  it('changes no verdict that stands, and every one from the next valuation on', async () => {
    const board = async () => (await world.call('meng', readValue, { query: {} })).body
    const profits = async () =>
      (await world.call('meng', readValueRows, { query: {} })).body.items.map((row) => [
        row.profitFen,
        row.recency,
      ])
    await world.as('system', refreshFacts)
    expect((await board()).valuation).toMatchObject({ ruleNumber: 0, rule: usualRule })
    expect(await profits()).toEqual([
      [40_000, 4],
      [32_000, 3],
      [24_000, 2],
      [16_000, 1],
    ])
    await valued()
    await world.as('system', refreshFacts)
    expect((await board()).valuation).toMatchObject({ ruleNumber: 1, rule })
    expect(await profits()).toEqual([
      [50_000, 2],
      [40_000, 2],
      [30_000, 1],
      [20_000, 1],
    ])
  })
  it('RFM of a line looks back and scores as its own part of the rule says', async () => {
    const ask = async (...chosen: string[]) =>
      (
        await world.call('meng', readAnalysis, {
          params: { name: 'rfm-lines' },
          query: { with: ['line:service', ...chosen] },
        })
      ).body
    // Of four one paid before the twelve months; ranks ceil(.25 x 3) and ceil(.75 x 3) part the other three.
    const { rows, notes } = await ask()
    expect(rows.map(({ recency, customers }) => [recency, customers])).toEqual([
      [1, 1],
      [2, 2],
    ])
    expect(notes[0]!.en).toContain('Window 12 months, scores begin at 25.0%, 75.0%')
    expect((await ask('months:36', 'bins:4')).rows).toHaveLength(4)
  })
})
