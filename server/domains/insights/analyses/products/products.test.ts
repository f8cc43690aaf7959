import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis, readAnalysisRows } from '../../../../../contract/analyses.ts'
import { castId } from '../../../../../tests/harness/cast.ts'
import { putDelivery, putVisits } from '../../../../../tests/harness/sold.ts'
import { openWorld, type World } from '../../../../../tests/harness/world.ts'
import { rebuildFacts, refreshFacts } from '../../facts/refresh.ts'
import { nextBest } from '../../models/basket/next.ts'
import { linesOf, productRules, surestFirst } from './rules.ts'

const period = { from: '2026-10-01', to: '2026-11-22' }
// Of 100 visits 50 change the cabin filter and 50 clean the air conditioning; 40 do both.
const together = ['P204 空调滤芯', 'J121 空调清洗']

let world: World
beforeAll(async () => {
  world = await openWorld()
  const visits = (customers: number, items: string[], dealer = 'D0001') =>
    putVisits(world, { dealer, on: '2026-10-10', customers, items })
  await visits(40, together)
  await visits(10, ['P204 空调滤芯'])
  await visits(10, ['J121 空调清洗', 'P205 雨刮片'])
  await visits(40, ['P205 雨刮片'])
  await visits(5, together, 'D0004')
  const car = { dealer: 'D0001', series: '越岭', on: '2026-10-20' }
  await putDelivery(world, {
    ...car,
    variant: '越岭 两驱',
    colour: '珠光白',
    options: ['全景天窗', '拖车钩'],
  })
  await putDelivery(world, { ...car, variant: '越岭 两驱', colour: '珠光白', options: ['全景天窗'] })
  await putDelivery(world, { ...car, variant: '越岭 L 四驱', colour: '曜石黑', options: [] })
  await putDelivery(world, { ...car, variant: '越岭 L 四驱' })
  await world.as('system', refreshFacts)
})
afterAll(() => world.close())

const ask = async (who: string, name: string, query: Record<string, unknown> = {}) => {
  const { status, body } = await world.call(who, readAnalysis, { params: { name }, query })
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}

describe('rules', () => {
  const baskets = (items: string, times: number) => ({ items: items.split(''), baskets: times })
  it('count equal baskets as often as there are', () => {
    const lines = linesOf([baskets('ab', 2), baskets('b', 1)])
    expect([lines.baskets, lines.items, [...lines.basketOf], [...lines.itemOf]]).toEqual([
      3,
      ['a', 'b'],
      [0, 0, 1, 1, 2],
      [0, 1, 0, 1, 1],
    ])
  })
  it('drop a longer rule that is no surer than a shorter one', () => {
    // c goes with everything; a brings b 60 times in 80, with c or without.
    const { rules } = productRules([baskets('abc', 60), baskets('ac', 20), baskets('c', 20)], {
      support: 0.01,
      confidence: 0.3,
    })
    expect(rules.map((rule) => [rule.given.join(''), rule.also, rule.confidence])).toEqual([
      ['b', 'a', 1],
      ['a', 'b', 0.75],
    ])
  })
  it('are not made of fewer than 100 baskets, nor of what happened four times', () => {
    const choice = { support: 0.001, confidence: 0.3 }
    expect(productRules([baskets('ab', 99)], choice)).toMatchObject({ baskets: 99, rules: [] })
    expect(productRules([baskets('ab', 4), baskets('c', 200)], choice).rules).toEqual([])
    expect(productRules([baskets('ab', 5), baskets('c', 200)], choice).rules).toHaveLength(2)
  })
})

describe('what is bought together', () => {
  it('worked by hand: 40 of 50 filters come with a cleaning, 1.6 times as often as usual', async () => {
    const body = await ask('pei', 'basket-rules', period)
    expect(body.rows).toHaveLength(2)
    expect(body.rows[0]).toMatchObject({ baskets: 40, support: 0.4, confidence: 0.8 })
    expect(body.rows[0]!.lift).toBeCloseTo(1.6, 12)
    expect(body.rows[0]!.leverage).toBeCloseTo(0.15, 12)
    // Wilson: 40 of 50 is .670 to .888.
    expect(body.rows[0]!.confidenceLow).toBeCloseTo(0.67, 2)
    expect(body.rows[0]!.confidenceHigh).toBeCloseTo(0.888, 3)
    expect(body.rows.map((row) => `${row.given} → ${row.also}`).sort()).toEqual([
      '空调清洗 → 空调滤芯',
      '空调滤芯 → 空调清洗',
    ])
    expect(body.figures.map(({ value }) => value)).toEqual([100, 2])
  })
  it('looks no further than the dealer, and says how many baskets are missing', async () => {
    const all = await ask('meng', 'basket-rules', { ...period, with: ['basket:customer'] })
    expect(all.figures[0]!.value).toBe(105)
    const few = await ask('mi', 'basket-rules', period)
    expect([few.rows, few.empty?.en]).toEqual([[], expect.stringContaining('Only 5 baskets')])
  })
  it('forgets an order that was taken back, and rebuilds to the same', async () => {
    const baskets = async () =>
      (await ask('meng', 'basket-rules', { ...period, with: ['basket:customer'] })).figures[0]!.value
    await world.sql('delete from service.repair_order where dealer_id = $1', [castId('D0004')])
    await world.as('system', refreshFacts)
    expect(await baskets()).toBe(100)
    await world.as('system', rebuildFacts)
    expect(await baskets()).toBe(100)
  })
  it('can be asked of one kind of item alone', async () => {
    const parts = await ask('pei', 'basket-rules', { ...period, with: ['kind:part', 'support:0.005'] })
    expect([parts.figures[0]!.value, parts.rows]).toEqual([100, []])
  })
})

describe('the next best product', () => {
  it('is what the surest rule says of who has its left side and not its right', async () => {
    const body = await ask('pei', 'next-product')
    expect(body.rows.map((row) => [row.item, row.customers, row.expected])).toEqual([
      ['J121', 10, 8],
      ['P204', 10, 8],
    ])
    expect(body.rows[0]!.reason).toBe('空调滤芯 → 空调清洗 80.0%')
  })
  it('opens exactly the customers it counted, page by page', async () => {
    const page = async (after?: string) => {
      const query = { row: ['item:P204'], limit: 7, ...(after && { after }) }
      return (await world.call('pei', readAnalysisRows, { params: { name: 'next-product' }, query })).body
    }
    const first = await page()
    const second = await page(first.next!)
    expect([first.items.length, second.items.length, second.next]).toEqual([7, 3, null])
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(10)
    expect(first.items[0]).toMatchObject({ page: 'customer', title: expect.stringMatching(/^车主/) })
  })
  it('agrees with the model, customer by customer', () => {
    const groups = [
      { items: ['J121', 'P204'], baskets: 40 },
      { items: ['P204'], baskets: 10 },
      { items: ['J121', 'P205'], baskets: 10 },
      { items: ['P205'], baskets: 40 },
    ]
    const { rules } = productRules(groups, { support: 0.01, confidence: 0.3 })
    const items = ['J121', 'P204', 'P205']
    const numbered = surestFirst(rules, 200).map((rule) => ({
      ...rule,
      given: rule.given.map((item) => items.indexOf(item)),
      also: items.indexOf(rule.also),
    }))
    const best = groups.map((group) => {
      const [next] = nextBest(
        numbered,
        group.items.map((item) => items.indexOf(item)),
        { lift: 1, most: 1 },
      )
      return next ? items[next.item] : null
    })
    expect(best).toEqual([null, 'J121', 'P204', null])
  })
})

describe('take-up', () => {
  it('of options: of three cars that say, two have the roof; the car that does not say is no car without', async () => {
    const body = await ask('pei', 'options-take-up', period)
    expect(body.rows.map((row) => [row.mark, row.taken, row.cars])).toEqual([
      ['全景天窗', 2, 3],
      ['拖车钩', 1, 3],
    ])
    // Wilson: 2 of 3 is .208 to .939.
    expect(body.rows[0]!.shareLow).toBeCloseTo(0.208, 3)
    expect(body.rows[0]!.shareHigh).toBeCloseTo(0.939, 3)
  })
  it('of variants and colours', async () => {
    const variants = await ask('pei', 'options-take-up', { ...period, with: ['by:variant'] })
    expect(variants.rows.map((row) => [row.mark, row.taken, row.cars]).sort()).toEqual([
      ['越岭 L 四驱', 2, 4],
      ['越岭 两驱', 2, 4],
    ])
    const colours = await ask('pei', 'colours-take-up', period)
    expect(colours.rows.map((row) => [row.mark, row.taken, row.cars])).toEqual([
      ['珠光白', 2, 3],
      ['曜石黑', 1, 3],
    ])
  })
  it('says which column to import where no car says', async () => {
    const body = await ask('pei', 'colours-take-up', { from: '2026-11-01', to: '2026-11-22' })
    expect([body.rows, body.empty?.en]).toEqual([[], expect.stringContaining('column Colour')])
  })
})
