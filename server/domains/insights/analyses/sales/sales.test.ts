import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis, readAnalysisRows } from '../../../../../contract/analyses.ts'
import { castId } from '../../../../../tests/harness/cast.ts'
import { putLead, putSmallLoop } from '../../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../../tests/harness/world.ts'
import { refreshFacts } from '../../facts/refresh.ts'
import { forecastMonths, lastWholeMonth, monthAfter, wholeMonths } from './months.ts'
import { foundOf } from './performance.ts'

const november = { from: '2026-11-01', to: '2026-11-22' }
/** Orders of the other brand from June 2024 on: two a month, five every December. */
const orderMonths = Array.from({ length: 30 }, (_, at) => monthAfter('2024-06-01', at)).filter(
  (month) => month < '2026-11-01',
)

let world: World
beforeAll(async () => {
  world = await openWorld()
  await putSmallLoop(world)
  for (const month of orderMonths)
    for (let n = 0; n < (month.slice(5, 7) === '12' ? 5 : 2); n++) {
      const captured = `${month.slice(0, 8)}10T02:00:00Z`
      await putLead(world, { brand: 'XC', dealer: 'D0005', series: '星程 N5', captured, ordered: captured })
    }
  // Two consultants in January: 24 leads with 6 orders, 20 leads with 2.
  for (const [consultant, leads, orders] of [
    ['gu', 24, 6],
    ['song', 20, 2],
  ] as const)
    for (let n = 0; n < leads; n++) {
      const captured = `2026-01-${String(1 + n).padStart(2, '0')}T02:00:00Z`
      const sold =
        n < orders ? { ordered: captured, delivered: captured } : { lost: captured, lostReason: 'price' }
      await putLead(world, { dealer: 'D0001', consultant, captured, dispatched: captured, ...sold })
    }
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

const ask = async (who: string, name: string, query: Record<string, unknown> = november) => {
  const { status, body } = await world.call(who, readAnalysis, { params: { name }, query })
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}
const behind = async (who: string, name: string, query: Record<string, unknown>) =>
  (await world.call(who, readAnalysisRows, { params: { name }, query: { ...november, ...query } })).body

describe('sales performance', () => {
  it('by region, with what an order cost and a profit that says what it assumes', async () => {
    const { rows, notes } = await ask('meng', 'performance', { ...november, brand: [castId('HL')] })
    expect(rows.map((row) => [row.name, row.leads, row.orders, row.spendFen, row.costPerOrderFen])).toEqual([
      ['华东', 5, 2, 400_000, 200_000],
      ['华南', 3, 1, 300_000, 300_000],
      ['', 1, 0, 0, null],
    ])
    // 5 % of 200,000.00 yuan less 4,000.00.
    expect(rows[0]!.profitFen).toBe(1_000_000 - 400_000)
    expect(notes[0]!.en).toContain('5.0%')
  })
  it('opens the leads each row counted, also those of no region', async () => {
    for (const [id, leads] of [
      [castId('HL-E'), 5],
      ['', 1],
    ] as const) {
      const { items } = await behind('meng', 'performance', { brand: [castId('HL')], row: [`id:${id}`] })
      expect(items.map(({ page }) => page)).toEqual(Array.from({ length: leads }, () => 'lead'))
    }
  })
  it('by consultant shows a dealer no spend', async () => {
    const january = { from: '2026-01-01', to: '2026-01-31', with: ['by:consultant'] }
    const { rows, notes } = await ask('pei', 'performance', january)
    expect(rows.map((row) => [row.name, row.leads, row.orders, row.spendFen, row.profitFen])).toEqual([
      ['顾思齐', 24, 6, null, null],
      ['宋文博', 20, 2, null, null],
    ])
    expect(notes[0]!.en).toContain('head office')
    // Nobody paid for these leads: no campaign is no spend, and no error.
    const all = await ask('meng', 'performance', january)
    expect(all.rows.map((row) => [row.name, row.spendFen])).toEqual([
      ['顾思齐', 0],
      ['宋文博', 0],
    ])
  })
  it('puts the period before beside it, group by group', () => {
    const group = (id: string, leads: number, orders: number) => ({
      ...{ id, name: id, leads, orders },
      ...{ deliveries: 0, revenueFen: 0, spendFen: null },
    })
    const found = foundOf('dealer', [group('a', 40, 10), group('b', 10, 10)], [group('a', 20, 4)], 0.05)
    expect(found.rows.map((row) => [row.id, row.ordersBefore, row.conversionBefore])).toEqual([
      ['a', 4, 0.2],
      ['b', 0, null],
    ])
    // All ten of ten is too few leads to be the best.
    expect(found.says?.en).toBe('a converts best: 10 orders of 40 leads (25.0%)')
  })
})

describe('consultants ranked', () => {
  it('by conversion with Wilson’s interval; 6 of 24 and 2 of 20 cannot be told apart', async () => {
    const { rows } = await ask('pei', 'consultants', { from: '2026-01-01', to: '2026-01-31' })
    expect(rows.map((row) => [row.rank, row.name, row.conversion])).toEqual([
      [1, '顾思齐 · 杭州之江环路店', 0.25],
      [2, '宋文博 · 杭州之江环路店', 0.1],
    ])
    expect(rows[0]!.conversionLow).toBeCloseTo(0.12, 2)
    expect(rows[0]!.conversionHigh).toBeCloseTo(0.449, 3)
    expect(Number(rows[0]!.conversionLow)).toBeLessThan(Number(rows[1]!.conversionHigh))
  })
  it('need leads enough, and say how many', async () => {
    const none = await ask('pei', 'consultants', { ...november, with: ['least:50'] })
    expect([none.rows, none.empty?.en]).toEqual([[], expect.stringContaining('50 leads')])
  })
  it('open the leads they had', async () => {
    const { items } = await behind('pei', 'consultants', {
      ...{ from: '2026-01-01', to: '2026-01-31' },
      ...{ row: [`id:${castId('song')}`], limit: 200 },
    })
    expect(items).toHaveLength(20)
  })
})

describe('the funnel', () => {
  it('worked by hand, with the days between the steps', async () => {
    const { rows } = await ask('meng', 'funnel')
    expect(rows.map((row) => [row.step, row.leads, row.medianDays])).toEqual([
      ['leads', 10, null],
      ['dispatched', 9, expect.closeTo(1 / 24, 9)],
      ['contacted', 8, 1],
      ['visits', 4, 2.5],
      ['test-drives', 3, expect.closeTo(2 / 24, 9)],
      // 46 hours, 166 hours and 2 hours after the test drive.
      ['orders', 3, expect.closeTo(46 / 24, 9)],
      // 10 days, and 9 days with 20 hours.
      ['deliveries', 2, expect.closeTo((10 + 9 + 20 / 24) / 2, 9)],
    ])
    expect(rows[3]).toMatchObject({ conversion: 0.5, ofAll: 0.4 })
    // .0833, five times 1, 2 and 8 days: nine tenths of the way is 2 + .3 × 6.
    expect(rows[2]!.slowDays).toBeCloseTo(3.8, 9)
  })
  it('opens as many leads as each step counted', async () => {
    for (const [step, leads] of [
      ['leads', 10],
      ['contacted', 8],
      ['orders', 3],
    ] as const)
      expect([step, (await behind('meng', 'funnel', { row: [`step:${step}`] })).items.length]).toEqual([
        step,
        leads,
      ])
  })
})

describe('the age of open leads, split', () => {
  it('by series at one dealer; each cell opens its leads', async () => {
    const asked = { dealer: [castId('D0001')], with: ['by:series'] }
    const { rows } = await ask('pei', 'ageing-split', asked)
    expect(rows.map((row) => [row.name, row.bucket, row.leads, row.overdue])).toEqual([
      ['越岭', '16-30', 1, 0],
      ['越岭', '31-60', 1, 0],
      ['云衡', '16-30', 1, 0],
      ['', '8-15', 1, 1],
    ])
    const { items } = await behind('pei', 'ageing-split', {
      ...asked,
      row: [`id:${castId('越岭')}`, 'bucket:31-60'],
    })
    expect(items).toHaveLength(1)
  })
})

describe('the forecast', () => {
  it('knows which months are over', () => {
    expect(lastWholeMonth('2026-11-22')).toBe('2026-10-01')
    expect(lastWholeMonth('2026-11-30')).toBe('2026-11-01')
    expect(monthAfter('2026-11-01', 3)).toBe('2027-02-01')
  })
  it('counts a month without sales as none, and leaves the first out', () => {
    const sold = [
      { month: '2026-01-01', sold: 9 },
      { month: '2026-02-01', sold: 3 },
      { month: '2026-04-01', sold: 5 },
      { month: '2026-11-01', sold: 1 },
    ]
    expect(wholeMonths(sold, '2026-05-01')).toEqual({
      months: ['2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01'],
      values: [3, 0, 5, 0],
    })
  })
  it('needs eight months, and goes from month to month without a year to test on', () => {
    expect(forecastMonths([5, 5, 5, 5, 5, 5, 5])).toBeNull()
    expect(forecastMonths([5, 5, 5, 5, 5, 5, 5, 5])!.ahead.map((one) => one.estimate)).toEqual([5, 5, 5])
  })
  it('sees December coming: the year repeats itself, so the naive forecast is never wrong and is used', async () => {
    const body = await ask('shi', 'forecast', { with: ['what:orders'] })
    const ahead = body.rows.filter((row) => row.sold === null)
    expect(ahead.map((row) => [row.month, row.expected, row.method, row.error, row.naiveError])).toEqual([
      ['2026-11-01', 2, 'naive', 0, 0],
      ['2026-12-01', 5, 'naive', 0, 0],
      ['2027-01-01', 2, 'naive', 0, 0],
    ])
    expect(body.rows).toHaveLength(orderMonths.length - 1 + 3)
    expect(body.says?.en).toContain('9 expected over the next 3 months')
  })
  it('by series draws a line each', async () => {
    const body = await ask('shi', 'forecast', { with: ['what:orders', 'by:series'] })
    expect(body.chart).toEqual({ kind: 'line', x: 'month', y: ['value'], by: 'name' })
    expect(new Set(body.rows.map((row) => row.name))).toEqual(new Set(['星程 N5']))
  })
  it('says how many months are missing', async () => {
    const body = await ask('mi', 'forecast', { with: ['what:orders'] })
    expect([body.rows, body.empty?.en]).toEqual([[], expect.stringContaining('needs 8')])
  })
})
