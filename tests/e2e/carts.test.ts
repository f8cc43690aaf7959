import { mkdirSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { linkVisitors, saveCarts } from '../../server/domains/customers/index.ts'
import { refreshFacts } from '../../server/domains/insights/facts/refresh.ts'
import { newId } from '../../server/kernel/ids.ts'
import { castId } from '../harness/cast.ts'
import { putLead } from '../harness/loop.ts'
import { openWorld, type World } from '../harness/world.ts'
import { desk, phone } from './browser.ts'
import { type Office, openOffice } from './hands.ts'

const pictures = process.env.PICTURES
let world: World
let office: Office
let id: string

const shop = [
  { code: 'AC-01', name: '全天候脚垫', kind: 'accessory' as const, quantity: 2, priceFen: 60_000 },
  { code: 'AC-02', name: '车顶行李架', kind: 'accessory' as const, quantity: 1, priceFen: 180_000 },
  {
    code: 'SV-10',
    name: '五年或十万公里基础保养套餐（含机油机滤与空调滤芯）',
    kind: 'service' as const,
    quantity: 1,
    priceFen: 499_900,
  },
]
beforeAll(async () => {
  world = await openWorld()
  const past = {
    dealer: 'D0001',
    captured: '2026-11-10T02:00:00Z',
    lost: '2026-11-12T02:00:00Z',
    lostReason: 'price',
  }
  id = (await putLead(world, past)).customerId
  await world.sql(
    `insert into consent.state (customer_id, purpose, recipient, recipient_key, granted, happened_at, entry_id)
     values ($1, 'marketing', 'carmaker', '00000000-0000-0000-0000-000000000000', true, now(), $2)`,
    [id, newId()],
  )
  const cart = async (hours: number, items: typeof shop, given: { of?: string; ordered?: true } = {}) => {
    const [visitor, at] = [newId(), new Date(world.clock.now().getTime() - hours * 3_600_000)]
    const state = given.ordered ? ('ordered' as const) : ('open' as const)
    const told = { visitor, key: 'c', brandId: castId('HL'), at, state, orderedAt: null, whole: true, items }
    await world.as('system', async (ctx) => {
      await saveCarts(ctx, 'website', [told])
      if (given.of)
        await linkVisitors(ctx, [{ visitorId: visitor, customerId: given.of, recordId: newId(), at }])
    })
  }
  await cart(75, shop, { of: id })
  for (const hours of [30, 50, 200]) await cart(hours, shop.slice(0, 2))
  for (const hours of [40, 60]) await cart(hours, shop.slice(0, 1), { ordered: true })
  await world.as('system', refreshFacts)
  office = await openOffice(world)
  if (pictures) mkdirSync(pictures, { recursive: true })
})
afterEach((step) => office.expectQuiet(step))
afterAll(async () => {
  await office?.close()
  await world?.close()
})

const seats = [
  { viewport: desk, language: 'zh-CN', theme: 'light' },
  { viewport: phone, language: 'en', theme: 'dark' },
] as const
const places = [
  { name: 'card', path: () => `/customers/${id}`, heading: { 'zh-CN': '网上购物车', en: 'In the web cart' } },
  {
    name: 'tile',
    path: () => '/insights/boards/product',
    heading: { 'zh-CN': '留在网上购物车里的商品', en: 'What is left in the web cart' },
  },
]

describe.each(places)('the web cart as a $name', ({ name, path, heading }) => {
  it.each(seats)('is seen in $language at $viewport.width, $theme, and fits', async (seat) => {
    const page = await office.at('meng', path(), seat)
    await page.evaluate((language) => localStorage.setItem('ringroad.language', language), seat.language)
    await page.reload()
    const card = page
      .locator('.panel, .tile')
      .filter({ has: page.getByRole('heading', { name: heading[seat.language], exact: true }) })
      .first()
    await card.getByText(shop[0]!.name).first().waitFor()
    await card.scrollIntoViewIfNeeded()
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide).toBe(0)
    if (pictures) {
      await page.screenshot({ path: `${pictures}/${name}-${seat.viewport.width}-${seat.language}.png` })
      await card.screenshot({ path: `${pictures}/${name}-${seat.viewport.width}-only.png` })
    }
  })
})

it('the next best action says what was left and when', async () => {
  const page = await office.at('meng', `/customers/${id}`)
  await page.evaluate(() => localStorage.setItem('ringroad.language', 'zh-CN'))
  await page.reload()
  await page.getByText('提醒网上购物车').waitFor()
  await page
    .getByText('3 天前把“五年或十万公里基础保养套餐（含机油机滤与空调滤芯）”和另外 2 种商品留在网上购物车')
    .waitFor()
})
