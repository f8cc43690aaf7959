import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAnalysis, readAnalysisRows } from '../../../../../contract/analyses.ts'
import { castId } from '../../../../../tests/harness/cast.ts'
import { putLead } from '../../../../../tests/harness/loop.ts'
import { openWorld, type World } from '../../../../../tests/harness/world.ts'
import { newId } from '../../../../kernel/ids.ts'
import { linkVisitors, saveCarts } from '../../../customers/index.ts'
import { rebuildFacts, refreshFacts } from '../../facts/refresh.ts'

const mats = { code: 'AC-01', name: '全天候脚垫', kind: 'accessory' as const, quantity: 1, priceFen: 60_000 }
const rack = { code: 'AC-02', name: '车顶行李架', kind: 'accessory' as const, quantity: 1, priceFen: 180_000 }

let world: World
let [first, second] = ['', '']
/** Hours ago, by the clock of the world. */
const ago = (hours: number) => new Date(world.clock.now().getTime() - hours * 3_600_000)
let number = 0
async function cart(
  hours: number,
  items: (typeof mats)[],
  given: { of?: string; ordered?: true; brand?: string } = {},
) {
  const visitor = newId()
  const key = `c-${++number}`
  const told = {
    visitor,
    key,
    brandId: castId(given.brand ?? 'HL'),
    orderedAt: null,
    whole: true,
    at: ago(hours),
    items,
  }
  await world.as('system', async (ctx) => {
    await saveCarts(ctx, 'website', [{ ...told, state: given.ordered ? 'ordered' : 'open' }])
    const { of } = given
    if (of)
      await linkVisitors(ctx, [{ visitorId: visitor, customerId: of, recordId: newId(), at: ago(hours) }])
  })
  return { visitor, key, told }
}
const customer = async (dealer: string) => {
  const { customerId } = await putLead(world, { dealer, captured: '2026-11-10T02:00:00Z' })
  return customerId
}
const refresh = () => world.as('system', refreshFacts)

beforeAll(async () => {
  world = await openWorld()
  first = await customer('D0001')
  second = await customer('D0004')
  await world.sql(
    `insert into consent.state (customer_id, purpose, recipient, recipient_key, granted, happened_at, entry_id)
     values ($1, 'marketing', 'carmaker', '00000000-0000-0000-0000-000000000000', true, now(), $2)`,
    [first, newId()],
  )
  // Left: mats for 30, 50 and 100 hours, one cart with a rack beside. Ordered: mats once. Still being filled: mats, 2 hours ago.
  await cart(30, [{ ...mats, quantity: 2 }], { of: first })
  await cart(50, [mats, rack], { of: second })
  await cart(100, [mats])
  await cart(60, [mats], { ordered: true })
  await cart(2, [mats], { of: first })
  await cart(40, [mats], { brand: 'XC' })
  await refresh()
})
afterAll(() => world.close())

const ask = async (who: string, query: Record<string, unknown> = {}, name = 'left-in-cart') => {
  const { status, body } = await world.call(who, readAnalysis, { params: { name }, query })
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}
const behind = async (who: string, query: Record<string, unknown>, name = 'left-in-cart') =>
  (await world.call(who, readAnalysisRows, { params: { name }, query })).body
const brand = { brand: [castId('HL')] }
const figures = async (who: string) => (await ask(who, brand)).figures.map(({ value }) => value)

describe('what is left in the web cart', () => {
  it('is refused to who is signed out', async () => {
    expect((await world.call(null, readAnalysis, { params: { name: 'left-in-cart' } })).status).toBe(401)
  })
  it('worked by hand: mats lie in three carts of the brand, the cart ordered and the one being filled apart', async () => {
    const body = await ask('meng', brand)
    expect(body.rows).toMatchObject([
      // 2 × 600 + 600 + 600 yuan; 30, 50 and 100 hours; of four decided carts one was ordered.
      {
        item: 'AC-01',
        product: '全天候脚垫',
        kind: 'accessory',
        left: 3,
        quantity: 4,
        valueFen: 240_000,
        ordered: 1,
        decided: 4,
        share: 0.25,
        known: 2,
        reachable: 1,
        hours: 50,
      },
      { item: 'AC-02', left: 1, valueFen: 180_000, ordered: 0, decided: 1, share: 0, known: 1, reachable: 0 },
    ])
    // Wilson: 1 of 4 is .046 to .699.
    expect(body.rows[0]!.shareLow).toBeCloseTo(0.046, 3)
    expect(body.rows[0]!.shareHigh).toBeCloseTo(0.699, 3)
    // A cart with two things is one cart.
    expect(body.figures.map(({ key, value }) => [key, value])).toEqual([
      ['carts', 3],
      ['value', 420_000],
      ['known', 2],
      ['reachable', 1],
    ])
    expect(body.says!.en).toContain('3 carts have been untouched for 24 hours or more, worth ¥4,200')
  })
  it('counts only what has lain long enough', async () => {
    const week = await ask('meng', { ...brand, with: ['untouched:168'] })
    expect([week.rows, week.empty?.en]).toEqual([
      [],
      expect.stringContaining('No cart has been untouched for 7 days'),
    ])
  })
  it('shows a dealer the carts of its customers, and the whole brand’s anonymous ones to nobody below it', async () => {
    expect(await figures('pei')).toEqual([1, 120_000, 1, 1])
    expect(await figures('mi')).toEqual([1, 240_000, 1, 0])
    expect((await ask('shi')).figures[0]!.value).toBe(1)
    expect((await ask('meng')).figures[0]!.value).toBe(4)
    expect((await ask('meng', { dealer: [castId('D0004')] })).figures[0]!.value).toBe(1)
  })
  it('opens the carts with whose they are, page by page', async () => {
    const page = await behind('meng', { ...brand, row: ['item:AC-01'], limit: 2 })
    const rest = await behind('meng', { ...brand, row: ['item:AC-01'], limit: 2, after: page.next! })
    const all = [...page.items, ...rest.items]
    expect([page.items.length, rest.items.length, rest.next]).toEqual([2, 1, null])
    expect(all.find(({ id }) => id === second)).toMatchObject({
      page: 'customer',
      cells: { who: 'known', quantity: 1, valueFen: 60_000, cartFen: 240_000, hours: 50 },
    })
    expect(all.find(({ id }) => id === first)!.cells.who).toBe('reachable')
    expect(all.find(({ page }) => page === null)!.cells.who).toBe('nobody')
  })
})

describe('the next best product', () => {
  it('is first what lies in a cart of their own: of each customer the dearest thing of the latest cart', async () => {
    const body = await ask('meng', {}, 'next-product')
    // Carts of mats by anybody: five decided, one ordered.
    expect(body.rows).toMatchObject([
      { item: 'AC-01', source: 'cart', customers: 1, expected: 0.2, reason: '20.0% (1 / 5)' },
      { item: 'AC-02', source: 'cart', customers: 1, expected: 0, reason: '0.0% (0 / 1)' },
    ])
    const rows = await behind('meng', { row: ['item:AC-02', 'source:cart'] }, 'next-product')
    expect(rows.items).toMatchObject([{ id: second, page: 'customer', cells: { hours: 50 } }])
    expect((await ask('pei', {}, 'next-product')).rows).toHaveLength(1)
  })
})

describe('the facts of a cart', () => {
  it('follow it to its customer, and away again', async () => {
    const { visitor } = await cart(48, [rack])
    await refresh()
    expect(await figures('mi')).toEqual([1, 240_000, 1, 0])
    await world.as('system', (ctx) =>
      linkVisitors(ctx, [{ visitorId: visitor, customerId: second, recordId: newId(), at: ctx.now }]),
    )
    await refresh()
    expect(await figures('mi')).toEqual([2, 420_000, 1, 0])
    await world.sql(
      `update customers.visitor_link set detached_at = at, detached_by = '顾' where visitor_id = $1`,
      [visitor],
    )
    await refresh()
    expect(await figures('mi')).toEqual([1, 240_000, 1, 0])
  })
  it('know that it was ordered, and are rebuilt to the same', async () => {
    const { told } = await cart(36, [rack], { of: second })
    await refresh()
    expect((await figures('mi'))[0]).toBe(2)
    await world.as('system', (ctx) =>
      saveCarts(ctx, 'website', [{ ...told, at: ago(30), state: 'ordered', items: [] }]),
    )
    await refresh()
    expect(await figures('mi')).toEqual([1, 240_000, 1, 0])
    const before = await ask('meng')
    await world.as('system', rebuildFacts)
    expect((await ask('meng')).rows).toEqual(before.rows)
  })
  it('are gone with it', async () => {
    await world.sql('delete from customers.visitor where id in (select visitor_id from customers.cart)')
    await refresh()
    expect((await ask('meng')).rows).toEqual([])
  })
})
