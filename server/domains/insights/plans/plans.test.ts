import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis, readAnalysisRows } from '../../../../contract/analyses.ts'
import { readLoop } from '../../../../contract/insights.ts'
import {
  exportPlans,
  listPlans,
  type PlanMeasure,
  putPlans,
  readPlanTable,
  removePlan,
} from '../../../../contract/plans.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { putSmallLoop } from '../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { refreshFacts } from '../facts/refresh.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await putSmallLoop(world)
})
afterAll(() => world.close())

type Given = {
  dealer: string
  month?: string
  series?: string
  measure?: PlanMeasure
  value: number
  version?: number
}
const cell = ({ dealer, month = '2026-11', series, measure = 'orders', value, version = 0 }: Given) => ({
  dealerId: castId(dealer),
  month,
  ...(series && { seriesId: castId(series) }),
  measure,
  value,
  version,
})
const put = (who: string, ...cells: Given[]) =>
  world.call(who, putPlans, { body: { cells: cells.map(cell) } })
const list = async (who: string, query: Record<string, unknown> = {}) =>
  (await world.call(who, listPlans, { query })).body.items.map(
    (one) => `${one.dealerCode} ${one.month} ${one.series ?? '*'} ${one.measure} ${one.value}`,
  )
const table = async (who: string, query: Record<string, unknown> = {}) =>
  (await world.call(who, readPlanTable, { query: { year: '2026', ...query } })).body

describe('a plan is refused', () => {
  it('to whoever lacks the permission', async () => {
    for (const who of ['pei', 'gongsun', 'xie', 'yue']) {
      const { status, problem } = await put(who, { dealer: 'D0001', value: 10 })
      expect([who, status, problem.title]).toEqual([who, 403, 'Not allowed: insights.plan'])
    }
  })
  it('to a dealer, whatever its role says', async () => {
    await world.sql(
      `update admin.role set permissions = permissions || array['insights.plan'] where key = 'dealer-principal'`,
    )
    const { status, problem } = await put('pei', { dealer: 'D0001', value: 99 })
    expect([status, problem.title]).toEqual([403, 'Plans are set by head office, the brand or the region'])
  })
  it('for a dealer out of scope, naming the cell', async () => {
    const region = await put('huo', { dealer: 'D0001', value: 1 }, { dealer: 'D0004', value: 1 })
    expect([region.status, region.problem.errors]).toEqual([
      422,
      [{ field: 'cells.1.dealerId', message: 'No such dealer, or not within your scope' }],
    ])
    expect((await put('shi', { dealer: 'D0001', value: 1 })).status).toBe(422)
    expect(await list('meng')).toEqual([])
  })
  it('for a series the dealer does not sell, a month there is not, a number that is none', async () => {
    const series = await put('meng', { dealer: 'D0001', series: '星程 N5', value: 1 })
    expect(series.problem.errors?.[0]?.field).toBe('cells.0.seriesId')
    expect((await put('meng', { dealer: 'D0001', month: '2026-13', value: 1 })).status).toBe(422)
    expect((await put('meng', { dealer: 'D0001', value: -1 })).status).toBe(422)
    expect((await put('meng', { dealer: 'D0001', value: 1.5 })).status).toBe(422)
  })
  it('of revenue from a region', async () => {
    const { problem } = await put('huo', { dealer: 'D0001', measure: 'revenue', value: 1 })
    expect(problem.errors?.[0]?.field).toBe('cells.0.measure')
  })
})

describe('plans', () => {
  it('are set together, by head office, brand and region', async () => {
    const { status, body } = await put(
      'meng',
      { dealer: 'D0001', value: 30 },
      { dealer: 'D0001', measure: 'revenue', value: 600_000_000 },
      { dealer: 'D0004', value: 12 },
      { dealer: 'D0004', month: '2026-12', value: 15 },
    )
    expect([status, body.items.length]).toEqual([200, 4])
    expect((await put('shi', { dealer: 'D0005', value: 5 })).status).toBe(200)
    expect((await put('huo', { dealer: 'D0002', measure: 'leads', value: 60 })).status).toBe(200)
    // The other brand's car at a dealer that sells both.
    expect((await put('shi', { dealer: 'D0003', series: '星程 N7', value: 3 })).status).toBe(200)
  })
  it('change from the version one saw: who comes second is told, and nothing of it is kept', async () => {
    expect((await put('meng', { dealer: 'D0001', value: 31, version: 1 })).body.items[0]).toMatchObject({
      value: 31,
      version: 2,
    })
    const late = await put('huo', { dealer: 'D0002', value: 8 }, { dealer: 'D0001', value: 40, version: 1 })
    expect([late.status, late.problem.errors?.[0]?.field]).toEqual([409, 'cells.1.version'])
    expect(await list('meng', { dealer: castId('D0002'), measure: 'orders' })).toEqual([])
    expect((await put('meng', { dealer: 'D0004', value: 20 })).status).toBe(409)
    await put('meng', { dealer: 'D0001', value: 30, version: 2 })
  })
  it('are seen by whoever sees the dealer; revenue by head office and brands', async () => {
    expect(await list('pei')).toEqual(['D0001 2026-11 * orders 30'])
    expect((await list('huo')).sort()).toEqual(['D0001 2026-11 * orders 30', 'D0002 2026-11 * leads 60'])
    expect((await list('shi')).sort()).toEqual(['D0003 2026-11 星程 N7 orders 3', 'D0005 2026-11 * orders 5'])
    expect(await list('meng', { dealer: castId('D0001') })).toContain('D0001 2026-11 * revenue 600000000')
    expect(await list('meng', { month: '2026-12' })).toEqual(['D0004 2026-12 * orders 15'])
    expect(await list('meng', { series: castId('星程 N7') })).toEqual(['D0003 2026-11 星程 N7 orders 3'])
  })
  it('are listed page by page', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const { body } = await world.call('meng', listPlans, { query: { limit: '2', ...(after && { after }) } })
      seen.push(...body.items.map(({ id }) => id))
      after = body.next ?? undefined
    } while (after)
    expect([seen.length, new Set(seen).size]).toEqual([7, 7])
  })
  it('stand in a table of dealers and months, with totals of all pages', async () => {
    const { items, totals, dealers, planned, next } = await table('meng', { limit: '2' })
    expect(items.map(({ code, total }) => [code, total])).toEqual([
      ['D0001', 30],
      ['D0002', 0],
    ])
    expect([totals, dealers, planned]).toEqual([
      [
        { month: '2026-11', value: 50 },
        { month: '2026-12', value: 15 },
      ],
      5,
      4,
    ])
    const rest = await table('meng', { limit: '2', after: next })
    expect(rest.items.map(({ code, total }) => [code, total])).toEqual([
      ['D0003', 3],
      ['D0004', 27],
    ])
    // A sum of series is nobody's own plan to change.
    expect(rest.items[0]!.cells).toEqual([{ month: '2026-11', value: 3, own: null }])
    expect((await table('pei')).items.map(({ code }) => code)).toEqual(['D0001'])
    expect((await table('huo')).items.map(({ code }) => code)).toEqual(['D0001', 'D0002', 'D0003'])
    const ofSeries = await table('shi', { series: castId('星程 N7') })
    expect(ofSeries.items.map(({ code, total }) => [code, total])).toEqual([
      ['D0003', 3],
      ['D0005', 0],
    ])
    expect((await table('huo', { measure: 'revenue' })).planned).toBe(0)
  })
  it('leave as a file the import reads, without revenue for a region, the reason in the audit', async () => {
    const file = await world.call('meng', exportPlans, { query: { year: '2026', reason_for_export: '月会' } })
    expect(file.text.split('\r\n').slice(0, 2).join('\n')).toBe(
      '\ufeff经销商编码,经销商名称,月份,车系,线索计划,到店计划,试驾计划,下订计划,交车计划,收入计划（元）\n' +
        'D0001,杭州之江环路店,2026-11,,,,,30,,6000000',
    )
    const region = await world.call('huo', exportPlans, {
      query: { year: '2026', reason_for_export: '月会' },
    })
    expect(region.text).not.toContain('收入')
    const audited = await world.sql(`select reason from kernel.audit where action = 'export'`)
    expect(audited).toEqual([{ reason: '月会' }, { reason: '月会' }])
  })
  it('are deleted by the version one saw, by nobody out of scope and by no dealer', async () => {
    const idOf = async (who: string, query: Record<string, unknown>) =>
      (await world.call(who, listPlans, { query })).body.items[0]!.id
    const id = await idOf('meng', { month: '2026-12' })
    const remove = (who: string, one: string, version = '1') =>
      world.call(who, removePlan, { params: { id: one }, query: { version } })
    expect((await remove('huo', id)).status).toBe(404)
    const own = await idOf('pei', {})
    expect((await remove('pei', own)).status).toBe(403)
    expect((await remove('meng', id, '7')).status).toBe(409)
    expect((await remove('meng', id)).status).toBe(204)
    expect(await list('meng', { month: '2026-12' })).toEqual([])
  })
})

const november = { from: '2026-11-01', to: '2026-11-22', compare: 'plan' } as const
const loop = async (who: string, query: Record<string, unknown> = {}) => {
  const { status, body } = await world.call(who, readLoop, { query: { ...november, ...query } })
  expect([status, body]).toEqual([200, expect.anything()])
  return { ...body, of: (key: string) => body.steps.find((step) => step.key === key)!.plan }
}
const ask = async (who: string, name: string, query: Record<string, unknown> = {}) => {
  const { status, body } = await world.call(who, readAnalysis, {
    params: { name },
    query: { ...november, ...query },
  })
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}

describe('attainment, worked by hand', () => {
  beforeAll(() => world.as('system', refreshFacts))

  it('is of the days of the period: 30 a month are 22 by the 22nd, of which 2 were ordered', async () => {
    const { of, plan } = await loop('pei')
    expect(of('orders')!.value).toBeCloseTo((30 * 22) / 30)
    expect(of('orders')).toMatchObject({ done: 2, attained: 2 / 22 })
    expect([of('leads'), of('spend')]).toEqual([null, null])
    expect(plan).toEqual({ why: null, lacking: [], lackingDealers: 0 })
  })
  it('counts what happened in the period, also to leads that arrived before it', async () => {
    await put('meng', { dealer: 'D0001', measure: 'visits', value: 30 })
    await world.as('system', refreshFacts)
    // Of November's leads three came; a fourth, of October, came on the 20th.
    const { of, steps } = await loop('pei')
    expect(of('visits')).toMatchObject({ done: 4 })
    expect(steps.find(({ key }) => key === 'visits')!.value).toBe(3)
  })
  it('over two dealers is the sum of both, and of each for itself alone', async () => {
    const both = await loop('meng', { brand: castId('HL') })
    // 30 and 12 a month; 2 orders and 1.
    expect(both.of('orders')).toMatchObject({ done: 3 })
    expect(both.of('orders')!.value).toBeCloseTo((42 * 22) / 30)
    expect((await loop('mi')).of('orders')).toMatchObject({ done: 1 })
    expect((await loop('huo')).of('orders')).toMatchObject({ done: 2 })
  })
  it('shows revenue to head office and to no dealer or region', async () => {
    // 6,000,000.00 a month; one car of 200,000.00.
    expect((await loop('meng', { dealer: castId('D0001') })).of('revenue')).toEqual({
      value: 440_000_000,
      done: 20_000_000,
      attained: 20 / 440,
    })
    expect((await loop('pei')).of('revenue')).toBeNull()
    expect((await loop('huo')).of('revenue')).toBeNull()
  })
  it('names whose months have no plan', async () => {
    const { plan } = await loop('huo', { from: '2026-10-15' })
    expect(plan!.lackingDealers).toBe(3)
    expect(plan!.lacking.map(({ name, months }) => [name, months])).toEqual([
      ['杭州之江环路店', ['2026-10']],
      ['杭州钱塘环路店', ['2026-10']],
      ['苏州金鸡湖环路店', ['2026-10', '2026-11']],
    ])
  })
  it('says when there is no plan, and that plans know no medium', async () => {
    expect((await loop('meng', { from: '2026-09-01', to: '2026-09-30' })).plan).toMatchObject({ why: 'none' })
    const narrowed = await loop('meng', { medium: 'search' })
    expect([narrowed.plan, narrowed.of('orders')]).toEqual([
      { why: 'narrowed', lacking: [], lackingDealers: 0 },
      null,
    ])
    expect((await loop('meng', { compare: 'none' })).plan).toBeNull()
    const { empty } = await ask('meng', 'attainment', { medium: 'search' })
    expect(empty!.en).toContain('no medium')
  })
  it('by series takes the plans by series, whole dealers the plan of the whole', async () => {
    await put('meng', { dealer: 'D0001', series: '越岭', value: 15 })
    await world.as('system', refreshFacts)
    expect((await loop('pei')).of('orders')!.value).toBeCloseTo(22)
    const { of } = await loop('pei', { series: castId('越岭') })
    expect(of('orders')).toMatchObject({ done: 2 })
    expect(of('orders')!.value).toBeCloseTo(11)
  })
  it('stands in the performance of regions and dealers, and in the funnel', async () => {
    const performance = await ask('meng', 'performance', { brand: castId('HL'), with: ['by:dealer'] })
    const row = performance.rows.find(({ name }) => name === '杭州之江环路店')!
    expect([row.ordersPlan, row.ordersDone, row.ordersAttained]).toEqual([22, 2, 2 / 22])
    expect(performance.figures.find(({ key }) => key === 'orders')).toMatchObject({
      attained: expect.closeTo(3 / 30.8),
    })
    expect(performance.notes.some(({ en }) => en.startsWith('No plan, so not in'))).toBe(true)
    const funnel = await ask('pei', 'funnel')
    expect(funnel.rows.find(({ step }) => step === 'orders')).toMatchObject({ plan: 22, done: 2 })
    expect(funnel.rows.find(({ step }) => step === 'contacted')).toMatchObject({ plan: null })
  })
  it('has an analysis of its own: who is ahead of the plan, who behind', async () => {
    const { rows, says, notes } = await ask('meng', 'attainment', { with: ['by:dealer', 'measure:orders'] })
    expect(rows.map(({ name, done }) => [name, done])).toEqual([
      ['杭州余杭星程店', 0],
      ['苏州金鸡湖环路店', 0],
      ['杭州之江环路店', 2],
      ['广州天河环路店', 1],
    ])
    expect(says!.en).toContain('Behind the plan')
    expect(notes.some(({ en }) => en.includes('杭州钱塘环路店'))).toBe(true)
    const empty = await ask('meng', 'attainment', { from: '2026-09-01', to: '2026-09-30' })
    expect([empty.rows, empty.empty!.en]).toEqual([[], expect.stringContaining('Sales plans')])
  })
  it('has as many leads behind each row as the row says were done, whenever they arrived', async () => {
    for (const by of ['dealer', 'region', 'series'])
      for (const measure of ['orders', 'visits', 'revenue']) {
        const chosen = { with: [`by:${by}`, `measure:${measure}`] }
        const { rows, behind } = await ask('meng', 'attainment', chosen)
        expect(behind).toBe(true)
        for (const { id, done } of rows) {
          const { status, body } = await world.call('meng', readAnalysisRows, {
            params: { name: 'attainment' },
            query: { ...november, ...chosen, row: [`id:${id}`], limit: 50 },
          })
          expect(status).toBe(200)
          if (measure === 'revenue') expect(body.items.length > 0).toBe(Number(done) > 0)
          else expect([by, measure, body.items.length]).toEqual([by, measure, done])
        }
      }
    const refused = await world.call('huo', readAnalysisRows, {
      params: { name: 'attainment' },
      query: { ...november, with: ['measure:revenue'], row: [`id:${castId('D0001')}`] },
    })
    expect(refused.status).toBe(403)
  })
})
