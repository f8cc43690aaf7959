import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis, readAnalysisRows } from '../../../../../contract/analyses.ts'
import { putLead, putRepairOrder } from '../../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../../tests/harness/world.ts'
import { systemActor, systemScope } from '../../../../kernel/ctx.ts'
import { newId } from '../../../../kernel/ids.ts'
import { refreshFacts } from '../../facts/refresh.ts'
import { rfmBorders, rfmScores } from '../../models/value/rfm.ts'
import { valueJob } from '../../value/jobs.ts'

let world: World
const people: Record<string, string> = {}

async function comes(name: string, on: string, fen: number, kind = 'maintenance') {
  people[name] ??= (await putLead(world, { dealer: 'D0001', captured: '2023-12-01T02:00:00Z' })).customerId
  await putRepairOrder(world, { dealer: 'D0001', customerId: people[name], on, fen, kind })
}
const ask = async (who: string, name: string, query: object = {}) =>
  (await world.call(who, readAnalysis, { params: { name }, query })).body
const behind = async (who: string, name: string, query: object = {}) =>
  (await world.call(who, readAnalysisRows, { params: { name }, query })).body

beforeAll(async () => {
  world = await openWorld()
  for (const on of ['2026-11-01', '2026-05-01', '2025-11-10']) await comes('often', on, 100_000)
  await comes('lately', '2026-10-01', 50_000)
  await comes('recalled', '2026-09-01', 0, 'recall')
  await comes('gone', '2024-01-15', 30_000)
  await comes('gone', '2025-03-01', 0, 'recall')
  await comes('elsewhere', '2026-11-10', 80_000)
  await valueJob.run(
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
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

describe('the splits of five customers', () => {
  it('by ABC add up to all, by hand', async () => {
    // Profits: 120,000; 32,000; 20,000; 12,000 - 60,000; -60,000. A: until 80 % of 172,000 is passed, so two.
    const { rows, says } = await ask('meng', 'abc-split')
    expect(rows.map((row) => [row.abc, row.customers, row.profitFen])).toEqual([
      ['A', 2, 152_000],
      ['B', 1, 20_000],
      ['C', 2, -108_000],
    ])
    expect(says!.en).toContain('A customers are 40.0%')
    const { items } = await behind('meng', 'abc-split', { row: ['abc:A'] })
    expect(items.map((row) => row.id)).toEqual([people.often, people.elsewhere])
  })
  it('leave the class open with too few to foretell, and say so', async () => {
    const { rows, notes } = await ask('meng', 'value-classes-split')
    expect(rows).toMatchObject([{ valueClass: '', customers: 5, share: 1 }])
    expect(notes.some(({ en }) => en.includes('stays open'))).toBe(true)
    expect((await behind('meng', 'value-classes-split', { row: ['valueClass:'] })).items).toHaveLength(5)
    expect((await behind('meng', 'value-classes-split', { row: ['valueClass:honoured'] })).items).toEqual([])
  })
  it('by stage carry their rule', async () => {
    const { rows, columns } = await ask('meng', 'stages')
    expect(rows.map((row) => [row.stage, row.customers, row.rule])).toEqual([
      ['growing', 3, 'growing'],
      ['mature', 1, 'mature'],
      ['declining', 1, 'declining'],
    ])
    expect(columns.find(({ key }) => key === 'rule')!.words!.ended!.en).toContain('730 days')
  })
  it('name the two served at a loss and the cause', async () => {
    const { rows, says } = await ask('meng', 'at-loss')
    expect(rows).toMatchObject([{ cause: 'free', customers: 2, lossFen: 108_000 }])
    expect(says!.zh).toBe('2 位客户亏损，其中 2 位主要因为免费到店')
    const { items } = await behind('meng', 'at-loss', { row: ['cause:free'] })
    expect(new Set(items.map((row) => row.id))).toEqual(new Set([people.gone, people.recalled]))
  })
  it('tell a dealer no money', async () => {
    for (const name of ['abc-split', 'value-classes-split', 'stages', 'at-loss', 'rfm-lines'])
      expect([name, JSON.stringify((await ask('pei', name)).rows)]).toEqual([
        name,
        expect.not.stringMatching(/Fen|profitShare/),
      ])
    expect(
      (await world.call('pei', readAnalysis, { params: { name: 'lifetime-value' }, query: {} })).status,
    ).toBe(403)
    expect(JSON.stringify(await behind('pei', 'abc-split'))).not.toMatch(/Fen"/)
  })
})

describe('RFM by business line', () => {
  it('scores as the model does, in thirds over three years', async () => {
    const { rows } = await ask('meng', 'rfm-lines', { with: ['line:service', 'bins:3', 'months:36'] })
    const rfm = {
      daysSince: Float64Array.of(21, 52, 1042, 12),
      purchases: Float64Array.of(3, 1, 1, 1),
      valueFen: Float64Array.of(300_000, 50_000, 30_000, 80_000),
    }
    const { recency, frequency } = rfmScores(rfm, rfmBorders(rfm, 3))
    const cells = new Map<string, number>()
    for (const [at, r] of recency.entries()) {
      const cell = `${r} ${frequency[at]}`
      cells.set(cell, (cells.get(cell) ?? 0) + 1)
    }
    expect(new Map(rows.map((row) => [`${row.recency} ${row.frequency}`, row.customers]))).toEqual(cells)
  })
  it('leaves out who last paid before the window, and lines nobody bought', async () => {
    const { figures } = await ask('meng', 'rfm-lines', { with: ['line:service', 'months:12'] })
    expect(figures[0]!.value).toBe(3)
    const none = await ask('meng', 'rfm-lines', { with: ['line:vehicle'] })
    expect([none.rows, none.empty !== null]).toEqual([[], true])
  })
})

describe('lifetime value', () => {
  it('is worked by hand in both readings, and a loss in the second year is a gain as printed', async () => {
    /*
     * Two customers have a whole first year: 40 % of 300,000 and of 30,000, 66,000 each on average; one has a second, with
     * an unpaid visit of 60,000. Discounted: 66,000 / 1.05 - 60,000 / 1.05² = 8,435. As printed, in 10,000 yuan:
     * 0.066 / 1.05 + (-0.06 / 1.05)² = 0.0661.
     */
    const { rows, columns, notes } = await ask('meng', 'lifetime-value', { with: ['rate:5', 'years:5'] })
    expect(rows).toMatchObject([
      { valueClass: '', customers: 5, years: 2, discountedFen: 8_435, expectedFen: null },
    ])
    expect(rows[0]!.printed).toBeCloseTo(0.066 / 1.05 + (0.06 / 1.05) ** 2, 10)
    const titles = columns.map(({ title }) => title.en)
    expect(titles).toEqual(expect.arrayContaining(['CLV, discounted', 'CLV as printed, no amount']))
    expect(notes.some(({ en }) => en.includes('Fewer than 200'))).toBe(true)
  })
})
