import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mostPriceFen, readCarts, submitCart } from '../../../../contract/carts.ts'
import { detachBrowser, type VisitorHow } from '../../../../contract/customer-visitors.ts'
import { formScript } from '../../../../contract/dispatch.ts'
import { readNextActions } from '../../../../contract/propensity.ts'
import { castId } from '../../../../tests/harness/cast.ts'
import { putLead } from '../../../../tests/harness/loop.ts'
import { untouched } from '../../../../tests/harness/untouched.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import { day, hour } from '../../../kernel/clock.ts'
import { newId } from '../../../kernel/ids.ts'
import { mergePeople } from '../merging/merge.ts'
import { unmergePeople } from '../merging/unmerge.ts'
import { confidenceOf } from '../visitors/rules.ts'
import { linkVisitors, saveWebEvents } from '../visitors/watch.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const code = 'trk-trade'
const token = async () =>
  /"([a-z0-9]+\.[\w-]+)"/.exec((await world.call(null, formScript, { params: { code } })).text)![1]!
const mats = { code: 'AC-01', name: '全天候脚垫', kind: 'accessory' as const, quantity: 2, priceFen: 60_000 }
const care = { code: 'SV-10', name: '五年保养套餐', kind: 'service' as const, quantity: 1, priceFen: 499_900 }
const cart = async (more: Record<string, unknown> = {}, form = code) => {
  const body = { token: await token(), visitorId: newId(), cartId: 'c-1', items: [mats, care], ...more }
  return world.call(null, submitCart, { params: { code: form }, body: body as never })
}
const tell = async (visitorId: string, items: unknown[], more: Record<string, unknown> = {}) =>
  expect((await cart({ visitorId, items, ...more })).status).toBe(201)

const person = async (dealer = 'D0001') =>
  (
    await putLead(world, {
      dealer,
      captured: '2026-11-10T02:00:00Z',
      lost: '2026-11-12T02:00:00Z',
      lostReason: 'price',
    })
  ).customerId
const link = (visitorId: string, customerId: string) =>
  world.as('system', (ctx) => linkVisitors(ctx, [{ visitorId, customerId, recordId: newId(), at: ctx.now }]))
const cartsOf = async (id: string, as = 'meng') =>
  (await world.call(as, readCarts, { params: { id } })).body.items
const counted = async (table: string) =>
  (await world.sql<{ n: number }>(`select count(*)::int as n from customers.${table}`))[0]!.n

describe('the public door refuses', () => {
  const item = (more: Record<string, unknown>) => ({ items: [{ ...mats, ...more }] })
  const hostile: [string, Record<string, unknown>][] = [
    ['a token nobody gave out', { token: 'abc.def' }],
    ['a browser with a number of its own making', { visitorId: '13800138000' }],
    ['a customer said by the page', { customerId: newId() }],
    ['a state only we give', { state: 'emptied' }],
    ['times said by the page', { updatedAt: '2020-01-01T00:00:00Z' }],
    ['a cart without a number', { cartId: ' ' }],
    [
      'more items than a cart holds',
      { items: Array.from({ length: 101 }, (_, n) => ({ ...mats, code: `X${n}` })) },
    ],
    ['the same item twice', { items: [mats, mats] }],
    ['less than one piece', item({ quantity: 0 })],
    ['half a piece', item({ quantity: 1.5 })],
    ['a price below nothing', item({ priceFen: -1 })],
    ['a price nobody pays', item({ priceFen: mostPriceFen + 1 })],
    ['a kind we do not know', item({ kind: 'car' })],
    ['a field we do not know', item({ addedAt: '2020-01-01T00:00:00Z' })],
    ['a name without an end', item({ name: 'x'.repeat(201) })],
  ]
  it.each(hostile)('%s', async (_, more) => {
    const answer = await untouched(world, () => cart(more))
    expect(answer.status).toBe(422)
  })
  it('a page that is closed', async () => {
    expect((await untouched(world, () => cart({}, 'nope'))).status).toBe(404)
  })
  it('a cart that has held more than anybody wants', async () => {
    const visitorId = newId()
    const hundred = (from: number) =>
      Array.from({ length: 100 }, (_, n) => ({ ...mats, code: `X${from + n}` }))
    await tell(visitorId, hundred(0))
    await tell(visitorId, hundred(100))
    expect((await untouched(world, () => cart({ visitorId, items: hundred(200) }))).status).toBe(422)
  })
})

describe('a cart', () => {
  it('is nobody’s until its browser is somebody’s; detached, it is nobody’s again', async () => {
    const [visitorId, id] = [newId(), await person()]
    await tell(visitorId, [mats, care])
    expect(await cartsOf(id)).toEqual([])
    await link(visitorId, id)
    expect(await cartsOf(id)).toMatchObject([
      { valueFen: 619_900, items: [{ code: 'SV-10' }, { code: 'AC-01', quantity: 2, priceFen: 60_000 }] },
    ])
    await world.call('meng', detachBrowser, { params: { id, visitorId }, body: { reason: '店内公用电脑' } })
    expect(await cartsOf(id)).toEqual([])
  })
  it('told after its browser is known is theirs at once; told again it is one cart, untouched', async () => {
    const [visitorId, id] = [newId(), await person()]
    await link(visitorId, id)
    await tell(visitorId, [mats])
    const [before] = await cartsOf(id)
    const rows = await counted('cart_line')
    world.clock.advance(hour)
    await tell(visitorId, [mats])
    expect(await cartsOf(id)).toEqual([before])
    expect(await counted('cart_line')).toBe(rows)
    await tell(visitorId, [care])
    expect(await cartsOf(id)).toMatchObject([
      { id: before!.id, valueFen: 499_900, items: [{ code: 'SV-10' }] },
    ])
  })
  it('that is ordered is not shown any more', async () => {
    const [visitorId, id] = [newId(), await person()]
    await link(visitorId, id)
    await tell(visitorId, [mats])
    await tell(visitorId, [], { state: 'ordered' })
    expect(await cartsOf(id)).toEqual([])
  })
  it('is not written into by who guesses its number from another browser', async () => {
    const [mine, theirs, id] = [newId(), newId(), await person()]
    await link(mine, id)
    await tell(mine, [mats], { cartId: 'guess' })
    await tell(theirs, [], { cartId: 'guess', state: 'ordered' })
    expect(await cartsOf(id)).toHaveLength(1)
  })
  it('of a shared device is neither’s', async () => {
    const [visitorId, wife, husband] = [newId(), await person(), await person()]
    await tell(visitorId, [mats])
    await link(visitorId, wife)
    expect(await cartsOf(wife)).toHaveLength(1)
    await link(visitorId, husband)
    expect([await cartsOf(wife), await cartsOf(husband)]).toEqual([[], []])
  })
  it('is out of sight for who does not deal with the customer; nobody’s is head office’s and the brand’s', async () => {
    const [visitorId, id] = [newId(), await person()]
    await tell(visitorId, [mats], { cartId: 'seen' })
    const seen = (who: string) =>
      world.as(
        who,
        async ({ db }) =>
          (await db.selectFrom('customers.cart').select('id').where('key', '=', 'seen').execute()).length,
      )
    expect([await seen('meng'), await seen('gu'), await seen('huo')]).toEqual([1, 0, 0])
    await link(visitorId, id)
    expect([await seen('meng'), await seen('gu'), await seen('mi')]).toEqual([1, 1, 0])
    expect((await world.call('mi', readCarts, { params: { id } })).status).toBe(404)
    expect(await cartsOf(id, 'gu')).toHaveLength(1)
  })
})

describe('a merge', () => {
  it('makes the survivor’s what was the absorbed one’s, and un-merging gives it back', async () => {
    const [visitorId, a, b] = [newId(), await person(), await person()]
    await link(visitorId, b)
    await tell(visitorId, [mats])
    const { merges } = await world.as('meng', (ctx) =>
      mergePeople(ctx, { ids: [a, b], survivorId: a, reason: '同一人' }),
    )
    expect(await cartsOf(a)).toHaveLength(1)
    await world.as('meng', (ctx) => unmergePeople(ctx, merges[0]!.id, '两个人'))
    expect([await cartsOf(a), (await cartsOf(b)).length]).toEqual([[], 1])
  })
  it('of the two who shared a browser makes its cart theirs', async () => {
    const [visitorId, a, b] = [newId(), await person(), await person()]
    await tell(visitorId, [mats])
    await link(visitorId, a)
    await link(visitorId, b)
    expect(await cartsOf(a)).toEqual([])
    const { merges } = await world.as('meng', (ctx) =>
      mergePeople(ctx, { ids: [a, b], survivorId: a, reason: '同一人' }),
    )
    expect(await cartsOf(a)).toHaveLength(1)
    await world.as('meng', (ctx) => unmergePeople(ctx, merges[0]!.id, '两个人'))
    expect([await cartsOf(a), await cartsOf(b)]).toEqual([[], []])
  })
})

describe('whose a browser is', () => {
  it('says the database exactly where the rule says so', async () => {
    const people = [await person(), await person(), await person()]
    let seed = 7
    const roll = (n: number) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % n
    }
    const hows: VisitorHow[] = ['sign-in', 'form', 'phone', 'link']
    for (let turn = 0; turn < 40; turn++) {
      const visitorId = newId()
      const evidence = Array.from({ length: 1 + roll(6) }, () => ({
        customerId: people[roll(3)]!,
        how: hows[roll(4)]!,
        at: new Date(Date.UTC(2026, 10, 1 + roll(3), roll(24))),
      }))
      await world.as('system', (ctx) =>
        saveWebEvents(
          ctx,
          'website',
          evidence.map(({ customerId, how, at }) => ({
            visitor: visitorId,
            at,
            kind: 'view',
            page: newId(),
            series: null,
            brandId: castId('HL'),
            campaign: null,
            medium: null,
            named: { customerId, how, causeId: newId() },
          })),
        ),
      )
      const of = Map.groupBy(evidence, (one) => one.customerId)
      const owner = [...of].find(
        ([id, own]) =>
          confidenceOf(
            own,
            [...of].filter(([other]) => other !== id).map(([, some]) => some),
          ) > 0.5,
      )
      const found = await world.sql<{ customer_id: string }>(
        'select customer_id from customers.visitor_owners(array[$1::uuid])',
        [visitorId],
      )
      expect(found.map((row) => row.customer_id)).toEqual(owner ? [owner[0]] : [])
    }
  })
})

describe('the next best action', () => {
  it('names what lies in the cart and for how long, once a day is over', async () => {
    const [visitorId, id] = [newId(), await person()]
    await world.sql(
      `insert into consent.state (customer_id, purpose, recipient, recipient_key, granted, happened_at, entry_id)
       values ($1, 'marketing', 'carmaker', '00000000-0000-0000-0000-000000000000', true, now(), $2)`,
      [id, newId()],
    )
    await link(visitorId, id)
    await tell(visitorId, [mats, care])
    const next = async () => (await world.call('meng', readNextActions, { params: { id } })).body.items
    expect((await next()).map((one) => one.action)).not.toContain('remind-cart')
    world.clock.advance(3 * day + hour)
    expect((await next()).find((one) => one.action === 'remind-cart')).toMatchObject({
      reasons: ['left-in-cart'],
      purpose: 'marketing',
      cart: { item: '五年保养套餐', others: 1, days: 3 },
    })
  })
})
