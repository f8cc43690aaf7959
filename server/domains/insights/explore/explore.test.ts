import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exploreFact, exportFact, listFacts } from '../../../../contract/boards.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { putRepairOrder, putSmallLoop } from '../../../../tests/harness/loop.ts'
import { putPerson } from '../../../../tests/harness/people.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { askQuestion } from '../door.ts'
import { refreshFacts } from '../facts/refresh.ts'
import { compose, valueKey } from './compose.ts'
import type { Fact } from './fact.ts'
import { facts } from './facts.ts'

let world: World
const buyer = async (dealer: string) =>
  (
    await world.sql<{ id: string }>('select customer_id as id from leads.lead where dealer_id = $1 limit 1', [
      castId(dealer),
    ])
  )[0]!.id
beforeAll(async () => {
  world = await openWorld()
  await putSmallLoop(world)
  const [ours, theirs] = [await buyer('D0001'), await buyer('D0004')]
  await putRepairOrder(world, { dealer: 'D0001', customerId: ours, on: '2026-11-03', fen: 100_000 })
  await putRepairOrder(world, { dealer: 'D0001', customerId: ours, on: '2026-11-10', fen: 0, kind: 'recall' })
  await putRepairOrder(world, { dealer: 'D0004', customerId: theirs, on: '2026-11-10', fen: 80_000 })
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

const november = { from: '2026-11-01', to: '2026-11-22' }
const ask = (who: string | null, fact: string, query: Record<string, unknown> = {}) =>
  world.call(who, exploreFact, { params: { fact }, query: { ...november, ...query } })

describe('what may not be explored', () => {
  it('is everything for who is signed out or lacks the permission', async () => {
    expect((await ask(null, 'leads')).status).toBe(401)
    expect((await ask('gu', 'leads')).status).toBe(403)
    expect(
      (
        await world.call('gu', exportFact, {
          params: { fact: 'leads' },
          query: { ...november, reason_for_export: '周会' },
        })
      ).status,
    ).toBe(403)
  })
  it('is money for a region or a dealer, who are not offered it either', async () => {
    for (const who of ['huo', 'pei']) {
      expect((await ask(who, 'spend')).status).toBe(403)
      const { items } = (await world.call(who, listFacts)).body
      expect(items.map(({ key }) => key)).toEqual(['leads', 'deliveries', 'repair-orders', 'daily-counts'])
    }
  })
  it('is a fact, dimension or measure that is not in the list, and says which are', async () => {
    expect((await ask('meng', 'secrets')).status).toBe(404)
    const wrong = await ask('meng', 'leads', { by: 'dealer_id) union select 1 --' })
    expect([wrong.status, wrong.problem.title]).toEqual([422, expect.stringContaining('region, dealer')])
    expect((await ask('meng', 'leads', { measure: 'count()' })).status).toBe(422)
  })
  it('is more than two dimensions or four measures at once', async () => {
    expect((await ask('meng', 'leads', { by: ['day', 'region', 'dealer'] })).status).toBe(422)
    const five = ['leads', 'visits', 'orders', 'lost', 'open']
    expect((await ask('meng', 'leads', { measure: five })).status).toBe(422)
  })
})

describe('exploration', () => {
  it('counts leads by dealer, with a rate beside and the whole on top', async () => {
    const { body } = await ask('meng', 'leads', {
      by: 'dealer',
      measure: ['leads', 'orders', 'order-rate', 'revenue'],
      brand: castId('HL'),
    })
    expect(body.rows).toEqual([
      { dealer: '杭州之江环路店', 'm-leads': 5, 'm-orders': 2, 'm-order-rate': 0.4, 'm-revenue': 20_000_000 },
      {
        dealer: '广州天河环路店',
        'm-leads': 3,
        'm-orders': 1,
        'm-order-rate': 1 / 3,
        'm-revenue': 23_000_000,
      },
      { dealer: '', 'm-leads': 1, 'm-orders': 0, 'm-order-rate': 0, 'm-revenue': 0 },
    ])
    expect(body.figures.map(({ key, value }) => [key, value])).toEqual([
      ['leads', 9],
      ['orders', 3],
      ['order-rate', 1 / 3],
      ['revenue', 43_000_000],
    ])
    expect(body.chart).toEqual({ kind: 'bar', x: 'dealer', y: ['m-leads', 'm-orders'], lying: true })
    expect(body.says?.en).toBe('杭州之江环路店 has the most leads: 56 % of all')
    expect(body.title).toEqual({ zh: '线索：按经销商', en: 'Leads by dealer' })
  })
  it('draws a time and a thing as a line for each, in order of time', async () => {
    const { body } = await ask('meng', 'spend', { by: ['region', 'week'], measure: 'spend' })
    expect(body.rows).toEqual([
      { region: '华东', week: '2026-11-02', 'm-spend': 400_000 },
      { region: expect.any(String), week: '2026-11-09', 'm-spend': 500_000 },
      { region: '华南', week: '2026-11-09', 'm-spend': 300_000 },
    ])
    expect(body.chart).toEqual({ kind: 'line', x: 'week', y: ['m-spend'], by: 'region' })
  })
  it('draws no price beside a sum', async () => {
    const { body } = await ask('meng', 'spend', {
      by: 'medium',
      measure: ['spend', 'cost-per-contact', 'contacts'],
    })
    expect(body.chart).toEqual({ kind: 'bar', x: 'medium', y: ['m-spend'], lying: true })
    expect(body.rows[0]).toEqual({
      medium: 'search',
      'm-spend': 700_000,
      'm-cost-per-contact': 10_000,
      'm-contacts': 70,
    })
  })
  it('says codes in words, and sets the period beside the one before', async () => {
    const { body } = await ask('meng', 'repair-orders', {
      by: 'kind',
      measure: ['orders', 'total', 'free-share'],
      compare: 'previous',
    })
    expect(body.rows).toEqual([
      { kind: 'maintenance', 'm-orders': 2, 'm-total': 180_000, 'm-free-share': 0 },
      { kind: 'recall', 'm-orders': 1, 'm-total': 0, 'm-free-share': 1 },
    ])
    expect(body.columns[0]!.words?.recall).toEqual({ zh: '召回', en: 'Recall' })
    expect(body.figures[0]).toMatchObject({ value: 3, before: 0 })
  })
  it('reckons averages over what they are of: two orders, four and eleven days after capture', async () => {
    const { body } = await ask('pei', 'leads', { measure: 'days-to-order' })
    expect(body.rows[0]!['m-days-to-order']).toBeCloseTo((97 + 265) / 24 / 2, 6)
  })
  it('with nothing in the period says so', async () => {
    const { body } = await ask('pei', 'deliveries', { from: '2020-01-01', to: '2020-02-01' })
    expect([body.rows, body.empty?.en]).toEqual([[], 'Nothing in this period'])
  })
  it('shows at most 5,000 rows and says that it cut', async () => {
    await world.sql(
      `insert into extranet.daily_count (id, dealer_id, brand_id, day, showroom_visits, phone_enquiries, reported_at, late, updated_at)
       select gen_random_uuid(), d, $1, day, 1, 0, $3, false, $3 from unnest($2::uuid[]) d, generate_series('2024-01-01'::date, '2026-10-31', '1 day') day`,
      [castId('HL'), ['D0001', 'D0002', 'D0003', 'D0004', 'D0005'].map(castId), world.clock.now()],
    )
    await world.as('system', refreshFacts)
    const { body } = await ask('meng', 'daily-counts', { by: ['day', 'dealer'], from: '2024-01-01' })
    expect([body.rows.length, body.notes[0]?.en]).toEqual([5_000, expect.stringContaining('first 5000 rows')])
  })
  it('leaves as a file, audited with its reason', async () => {
    const { text } = await world.call('pei', exportFact, {
      params: { fact: 'leads' },
      query: { ...november, by: 'stage', measure: 'leads', reason_for_export: '周会' },
    })
    expect(text).toContain('阶段,线索')
    const [line] = await world.sql<{ reason: string; after: { analysis: string; rows: number } }>(
      `select reason, after from kernel.audit where action = 'export' order by at desc limit 1`,
    )
    expect(line).toMatchObject({
      reason: '周会',
      after: { analysis: 'explore-leads', rows: 5, columns: ['stage', 'm-leads'] },
    })
  })
})

/** Every dimension with every measure, and beside the dealer. */
const picks = ({ dimensions }: Fact) => {
  const dealer = dimensions.find(({ key }) => key === 'dealer')
  return dimensions.map((one) => (dealer && one !== dealer && !one.time ? [one, dealer] : [one]))
}
type Rows = Record<string, unknown>[]
const answers = (who: string, keys?: readonly string[]) =>
  world.as(who, async (ctx) => {
    const all: Record<string, Rows> = {}
    const window = { from: '2026-09-01', to: '2026-11-22', asOf: ctx.now }
    for (const fact of facts)
      for (const by of picks(fact)) {
        const asked = compose({ fact, by, measures: fact.measures })
        const key = `${fact.key} ${by[0]!.key}`
        if (!keys || keys.includes(key)) all[key] = await askQuestion(ctx, asked, window, { most: 9_000 })
      }
    return all
  })
const sum = (rows: Rows, key: string) => rows.reduce((all, row) => all + Number(row[valueKey(key)]), 0)

describe('every fact by every dimension', () => {
  let overAll: Record<string, Rows>
  it('shows one dealer some of what there is, and no spend', async () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) await putPerson(world, seed)
    await world.as('system', refreshFacts)
    overAll = await answers('pei')
    const counted = {
      leads: 'leads',
      deliveries: 'deliveries',
      'repair-orders': 'orders',
      'daily-counts': 'reports',
    }
    const keys = Object.keys(counted).map((key) => `${key} dealer`)
    const everybodys = await answers('meng', [...keys, 'spend campaign'])
    for (const [key, measure] of Object.entries(counted)) {
      const ours = sum(overAll[`${key} dealer`]!, measure)
      expect([key, ours > 0, ours < sum(everybodys[`${key} dealer`]!, measure)]).toEqual([key, true, true])
    }
    expect([overAll['spend campaign'], everybodys['spend campaign']!.length]).toEqual([[], 2])
  })
  it('answers one dealer over two dealers’ data as over that dealer’s data alone', async () => {
    for (const table of ['sales.delivery', 'leads.lead', 'service.repair_order', 'extranet.daily_count'])
      await world.sql(`delete from ${table} where dealer_id is distinct from $1`, [castId('D0001')])
    await world.as('system', refreshFacts)
    expect(await answers('pei')).toEqual(overAll)
  })
})
