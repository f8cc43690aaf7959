import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '../../../contract/insights.ts'
import { castId } from '../../../tests/harness/cast.ts'
import { putSmallLoop } from '../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../tests/harness/world.ts'
import { openAnalytics } from '../../kernel/analytics.ts'
import { hour } from '../../kernel/clock.ts'

let world: World
const november = { from: '2026-11-01', to: '2026-11-22' }
beforeAll(async () => {
  world = await openWorld()
  await putSmallLoop(world)
  expect((await world.call('meng', contract.refreshFacts)).status).toBe(200)
})
afterAll(() => world.close())

const board = async (login: string, query: Record<string, unknown> = {}) =>
  (await world.call(login, contract.readLoop, { query: { ...november, ...query } as never })).body
const step = (loop: contract.Loop, key: string) => loop.steps.find((one) => one.key === key)!

describe('the loop board', () => {
  it('refuses a period that runs backwards or is years long', async () => {
    expect(
      (await world.call('meng', contract.readLoop, { query: { from: '2026-11-02', to: '2026-11-01' } }))
        .status,
    ).toBe(422)
    expect(
      (await world.call('meng', contract.readLoop, { query: { from: '2020-11-02', to: '2026-11-01' } }))
        .status,
    ).toBe(422)
  })
  it('shows cost, conversion and the step before', async () => {
    const loop = await board('meng')
    expect(step(loop, 'leads')).toMatchObject({ value: 10, costFen: 120_000, conversion: 10 / 90 })
    expect(step(loop, 'in-time')).toMatchObject({ value: 7, conversion: 7 / 9 })
    expect(step(loop, 'revenue')).toMatchObject({ value: 43_000_000, costFen: 43_000_000 / 1_200_000 })
    expect(loop).toMatchObject({ breachRate: 1 / 9, open: 5, lost: 3, empty: null, seesMoney: true })
    expect(step(loop, 'orders').weekly).toEqual([0, 1, 2, 0])
    expect(loop.weeks).toEqual(['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16'])
  })
  it('compares with the period before as it stood at the same age', async () => {
    const loop = await board('meng')
    expect(loop.compared).toEqual({ from: '2026-10-10', to: '2026-10-31' })
    // The October lead came to the showroom on 20 November; on 31 October it had not.
    expect(step(loop, 'visits').before).toEqual({ value: 0, conversion: 0 })
    expect(step(loop, 'leads')).toMatchObject({ before: { value: 1 }, change: 9 })
    expect((await board('meng', { compare: 'none' })).compared).toBeNull()
  })
  it('shows a dealer its own loop without the money', async () => {
    const loop = await board('pei')
    expect(loop.seesMoney).toBe(false)
    expect(step(loop, 'spend').value).toBeNull()
    expect(step(loop, 'leads')).toMatchObject({ value: 5, costFen: null, conversion: null })
    expect(step(await board('mi'), 'leads').value).toBe(3)
  })
  it('does not widen by a filter that names somebody else', async () => {
    const loop = await board('pei', { dealer: castId('D0004') })
    expect(step(loop, 'leads').value).toBe(0)
    expect(loop.empty).toBe('filters')
  })
  it('says why it is empty', async () => {
    expect((await board('meng', { from: '2025-01-01', to: '2025-02-01' })).empty).toBe('period')
  })
})

describe('every number', () => {
  const everything = contract.metricKeys
  it.each(everything)('%s has exactly the rows behind it that it says', async (metric) => {
    const explained = (
      await world.call('meng', contract.explainMetric, { params: { metric }, query: november })
    ).body
    const rows = (
      await world.call('meng', contract.readRows, {
        params: { metric },
        query: { ...november, limit: 200 } as never,
      })
    ).body
    const fen = rows.items.reduce(
      (sum, row) => sum + ((metric === 'revenue' ? row.revenueFen : row.spendFen) ?? 0),
      0,
    )
    const contacts = rows.items.reduce((sum, row) => sum + (row.contacts ?? 0), 0)
    const counted = explained.unit === 'fen' ? fen : metric === 'contacts' ? contacts : rows.items.length
    expect(counted).toBe(explained.value)
    expect(
      explained.definition.zh && explained.owner.en && explained.sql.includes('campaign_lead'),
    ).toBeTruthy()
  })
  it('fills its formula with the numbers', async () => {
    const { formulas } = (
      await world.call('meng', contract.explainMetric, { params: { metric: 'in-time' }, query: november })
    ).body
    expect(formulas[0]).toMatchObject({ text: { en: 'in time ÷ dispatched' }, filled: '7 ÷ 9' })
    expect(formulas[1]).toMatchObject({ filled: '¥12,000 ÷ 7', value: 171_429 })
  })
  it('shows its rows page by page, none twice', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = (
        await world.call('meng', contract.readRows, {
          params: { metric: 'leads' },
          query: { ...november, limit: '3', after } as never,
        })
      ).body
      seen.push(...page.items.map((row) => row.id))
      after = page.next ?? undefined
    } while (after)
    expect(seen.length).toBe(10)
    expect(new Set(seen).size).toBe(10)
  })
  it('hides spend and its rows from a dealer, and other dealers’ rows', async () => {
    const spend = await world.call('pei', contract.readRows, { params: { metric: 'spend' }, query: november })
    expect(spend.status).toBe(403)
    const { items } = (
      await world.call('pei', contract.readRows, { params: { metric: 'leads' }, query: november })
    ).body
    expect(new Set(items.map((row) => row.dealer))).toEqual(new Set(['杭州之江环路店']))
  })
  it('goes out as CSV with a reason, into the audit', async () => {
    const answer = await world.call('meng', contract.exportRows, {
      params: { metric: 'orders' },
      query: { ...november, reason_for_export: '周会' },
    })
    expect(answer.status, answer.text).toBe(200)
    expect(answer.text.split('\r\n').filter(Boolean)).toHaveLength(4)
    const [entry] = await world.sql<{ reason: string; after: { rows: number } }>(
      `select reason, after from kernel.audit where action = 'export' and table_name = 'insights'`,
    )
    expect(entry).toMatchObject({ reason: '周会', after: { rows: 3 } })
  })
  it('opens the leads of one lost reason and of one age', async () => {
    const rows = async (metric: string, query: Record<string, string>) =>
      (
        await world.call('meng', contract.readRows, {
          params: { metric },
          query: { ...november, ...query } as never,
        })
      ).body.items
    expect(await rows('lost', { reason: 'price' })).toHaveLength(2)
    expect(await rows('open', { bucket: '31-60' })).toHaveLength(1)
  })
})

describe('when ClickHouse is away', () => {
  it('the board says so with 503, and the rest works on', async () => {
    const working = { ...world.runtime.analytics }
    Object.assign(world.runtime.analytics, openAnalytics('/nowhere', 'http://127.0.0.1:9'))
    const away = await world.call('meng', contract.readLoop, { query: november })
    expect([away.status, away.problem.title]).toEqual([503, 'ClickHouse is unavailable for now'])
    const { listCampaigns } = await import('../../../contract/campaigns.ts')
    expect((await world.call('meng', listCampaigns)).status).toBe(200)
    Object.assign(world.runtime.analytics, working)
    world.clock.advance(hour)
    expect((await world.call('meng', contract.readLoop, { query: november })).status).toBe(200)
  })
})
