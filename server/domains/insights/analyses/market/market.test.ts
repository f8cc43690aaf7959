import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis, readAnalysisRows } from '../../../../../contract/analyses.ts'
import { castId } from '../../../../../tests/harness/cast.ts'
import { putLead } from '../../../../../tests/harness/loop.ts'
import { putDelivery, putVisits } from '../../../../../tests/harness/sold.ts'
import { openWorld, type World } from '../../../../../tests/harness/world.ts'
import { rebuildFacts, refreshFacts } from '../../facts/refresh.ts'
import { asHeat, onMap } from './coverage.ts'
import { sharesOf } from './market-share.ts'

const october = { from: '2026-10-01', to: '2026-10-31' }

let world: World
beforeAll(async () => {
  world = await openWorld()
  // October: in 浙江 four ask for an SUV and one buys, in 广东 two ask and one buys; each sale is a lead as well.
  for (const [dealer, division, asked] of [
    ['D0001', '330106', 3],
    ['D0004', '440106', 1],
  ] as const) {
    await putDelivery(world, { dealer, series: '越岭', on: '2026-10-15', division })
    for (let n = 0; n < asked; n++)
      await putLead(world, { dealer, series: '越岭', captured: '2026-10-05T02:00:00Z' })
  }
  await putDelivery(world, { dealer: 'D0001', series: '云衡', on: '2026-09-15', division: '3205' })
  await putVisits(world, { dealer: 'D0002', on: '2026-10-10', customers: 3, items: ['J101 保养工时'] })
  await world.sql(
    `insert into vehicles.market_size (id, month, division_code, segment, registrations)
     select gen_random_uuid(), m::date, p, s, r from (values
       ('2026-10-01', '33', 'SUV', 100), ('2026-10-01', '44', 'SUV', 50), ('2026-10-01', '33', 'A', 50),
       ('2026-10-01', '51', 'SUV', 9000), ('2026-09-01', '33', 'SUV', 80)) v(m, p, s, r)`,
  )
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

const ask = async (who: string, name: string, query: Record<string, unknown> = october) => {
  const { status, body } = await world.call(who, readAnalysis, { params: { name }, query })
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}
const behind = async (who: string, row: string) =>
  (
    await world.call(who, readAnalysisRows, {
      params: { name: 'distribution' },
      query: { ...october, row: [row], limit: 200 },
    })
  ).body.items

describe('market share = product power × sales power', () => {
  it('worked by hand: 2 of 200 cars; 6 asked, and 2 of 6 bought', async () => {
    const body = await ask('meng', 'market-share')
    expect(body.figures.map((one) => one.value)).toEqual([0.01, 0.03, expect.closeTo(1 / 3, 12)])
    expect(body.rows.map((row) => [row.name, row.market, row.enquiries, row.sold])).toEqual([
      // 四川 has a market and no dealer of ours; September is not of the period.
      ['浙江省', 150, 4, 1],
      ['广东省', 50, 2, 1],
    ])
    for (const row of body.rows) {
      expect(Number(row.productPower) * Number(row.salesPower)).toBeCloseTo(Number(row.share), 12)
      const parts = Number(row.product) + Number(row.sales) + Number(row.mix)
      expect(parts).toBeCloseTo(100 * (Number(row.share) - 0.01), 9)
    }
  })
  it('of a region is of its own provinces', async () => {
    const { rows } = await ask('huo', 'market-share', { ...october, with: ['by:segment'] })
    expect(rows.map((row) => [row.name, row.market, row.sold])).toEqual([
      ['SUV', 100, 1],
      ['A', 50, 0],
    ])
    expect((await ask('mi', 'market-share')).rows.map((row) => row.name)).toEqual(['广东省'])
  })
  it('splits what changed into powers and mix, to the last hundredth', () => {
    const cell = (province: string, market: number, enquiries: number, sold: number) => ({
      ...{ province, segment: 'SUV', market },
      ...{ enquiries, sold },
    })
    const then = [cell('33', 1000, 100, 10), cell('44', 1000, 100, 10)]
    // Twice as many ask in 浙江 and buy as before: product power alone, .5 points of the whole.
    const found = sharesOf([cell('33', 1000, 200, 20), cell('44', 1000, 100, 10)], then, 'province')
    expect(found.says?.en).toBe(
      'Market share 1.5%, +0.50 points: product power +0.50, sales power +0.00, the market’s mix +0.00',
    )
    const zhejiang = found.rows.find((row) => row.name === '浙江省')
    expect(zhejiang!.product).toBeCloseTo(1, 9)
  })
  it('asks for the market where nobody counted it', async () => {
    const body = await ask('meng', 'market-share', { from: '2026-11-01', to: '2026-11-22' })
    expect([body.rows, body.empty?.en]).toEqual([
      [],
      expect.stringContaining('import a file of market sizes'),
    ])
  })
})

describe('where customers live', () => {
  it('counts provinces with the codes the map knows, and says who has no address', async () => {
    const { rows, notes } = await ask('meng', 'distribution', { ...october, brand: [castId('HL')] })
    expect(rows.map((row) => [row.division, row.name, row.customers, row.buyers, row.share])).toEqual([
      ['320000', '江苏省', 1, 1, expect.closeTo(1 / 3, 12)],
      ['330000', '浙江省', 1, 1, expect.closeTo(1 / 3, 12)],
      ['440000', '广东省', 1, 1, expect.closeTo(1 / 3, 12)],
    ])
    // Four who only asked, three who only came to the workshop.
    expect(notes[0]!.en).toContain('7 customers')
  })
  it('shows each dealer the customers it deals with, and opens just those', async () => {
    const { rows } = await ask('mi', 'distribution')
    expect(rows.map((row) => [row.name, row.customers])).toEqual([['广东省', 1]])
    expect(await behind('mi', 'division:440000')).toHaveLength(1)
    expect(await behind('mi', 'division:330000')).toHaveLength(0)
    expect(await behind('meng', 'division:320000')).toMatchObject([
      { page: 'customer', cells: { bought: 'yes' } },
    ])
    const buyers = { row: ['division:330000'], with: ['of:buyers'], limit: 50 }
    const query = { ...october, ...buyers }
    const bought = await world.call('pei', readAnalysisRows, { params: { name: 'distribution' }, query })
    expect(bought.body.items).toHaveLength(1)
    expect((await ask('han', 'distribution')).figures[0]!.value).toBe(3)
    expect((await ask('shi', 'distribution')).figures[0]!.value).toBe(0)
  })
})

describe('product coverage', () => {
  const cell = (division: string, series: string, cars: number) => ({
    ...{ division, series, cars },
    seriesId: castId(series),
  })
  const cells = [cell('33', '越岭', 60), cell('33', '云衡', 20), cell('44', '越岭', 20)]
  it('an index of 100 buys as the whole country does', () => {
    // 浙江: 60 of 80 against 80 of 100, 广东: all of 20.
    const index = asHeat(cells).rows.map((row) => [row.name, row.series, row.index])
    expect(index).toEqual([
      ['浙江省', '越岭', expect.closeTo(93.75, 9)],
      ['浙江省', '云衡', expect.closeTo(125, 9)],
      ['广东省', '越岭', expect.closeTo(125, 9)],
    ])
  })
  it('names what was never sold where', () => {
    expect(onMap(cells).rows.map((row) => [row.division, row.cars, row.coverage, row.missing])).toEqual([
      ['330000', 80, 1, ''],
      ['440000', 20, 0.5, '云衡'],
    ])
  })
  it('goes by where the buyer lives', async () => {
    const sold = (await ask('meng', 'coverage')).rows.map((row) => [row.name, row.series, row.cars])
    expect(sold).toEqual([
      ['浙江省', '越岭', 1],
      ['广东省', '越岭', 1],
    ])
    const owned = await ask('pei', 'coverage', { ...october, with: ['of:owned', 'drawn:map'] })
    expect(owned.rows).toHaveLength(2)
  })
})

describe('dealers benchmarked', () => {
  it('with their mix taken out: who lives on walk-ins is no better for it', async () => {
    // Walk-ins buy 15 in 30 everywhere, searches 3 in 30.
    for (const [dealer, medium, leads, orders] of [
      ['D0001', 'walk-in', 30, 15],
      ['D0001', 'search', 10, 1],
      ['D0004', 'walk-in', 10, 5],
      ['D0004', 'search', 30, 3],
    ] as const)
      for (let n = 0; n < leads; n++) {
        const captured = `2026-08-${String(1 + n).padStart(2, '0')}T02:00:00Z`
        await putLead(world, { dealer, medium, captured, ...(n < orders && { ordered: captured }) })
      }
    await world.as('system', refreshFacts)
    const august = { from: '2026-08-01', to: '2026-08-31', with: ['mix:medium'] }
    const { rows, says } = await ask('meng', 'benchmark', august)
    const standing = rows.map((row) => [row.name, row.leads, row.hits, row.rate, row.expected, row.standing])
    expect(standing.sort()).toEqual([
      ['广州天河环路店', 40, 8, 0.2, expect.closeTo(8, 9), 'as the network'],
      ['杭州之江环路店', 40, 16, 0.4, expect.closeTo(16, 9), 'as the network'],
    ])
    for (const row of rows) expect(row.ratio).toBeCloseTo(1, 9)
    expect(says?.en).toContain('0 are surely above')
    const one = await ask('pei', 'benchmark', august)
    expect([one.rows, one.empty?.en]).toEqual([[], expect.stringContaining('needs two dealers')])
  })
})

describe('where customers live, afterwards', () => {
  it('follows a merge, a move and a new dealer', async () => {
    const [moving] = await behind('meng', 'division:320000')
    const total = async (who: string) => (await ask(who, 'distribution')).figures[0]!.value
    const before = await total('meng')
    await world.sql(
      `update customers.customer set division_code = '510100', updated_at = now() where id = $1`,
      [moving!.id],
    )
    await world.sql('insert into customers.reach (node_id, customer_id, seen_at) values ($1, $2, now())', [
      castId('D0002'),
      moving!.id,
    ])
    await world.as('system', refreshFacts)
    expect((await ask('han', 'distribution')).rows.map((row) => row.name)).toEqual(['四川省'])
    await world.sql(
      `update customers.customer set merged_into = (select customer_id from sales.delivery where dealer_id = $2 limit 1), updated_at = now() where id = $1`,
      [moving!.id, castId('D0004')],
    )
    await world.as('system', refreshFacts)
    expect(await total('meng')).toBe(before! - 1)
    await world.as('system', rebuildFacts)
    expect(await total('meng')).toBe(before! - 1)
  })
})
